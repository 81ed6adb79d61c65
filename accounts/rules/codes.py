"""When a code may be sent by SMS: to which countries, and how many on one day."""

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import CodeTally
from accounts.phones import has_allowed_country
from common.exceptions import Refused
from common.time import clock


def require_allowed_country(phone: str) -> None:
    """Raises Refused for a number of a country to which the portal sends no messages."""
    if not has_allowed_country(phone):
        raise Refused(
            _("We send codes only to numbers that begin with %(countries)s. Please call us; we will help.")
            % {"countries": ", ".join(settings.SMS_COUNTRIES)},
            code="country",
        )


def require_codes_left() -> None:
    """Raises Refused when the portal has sent as many codes today as it may."""
    if CodeTally.objects.filter(day=clock.today(), sent__gte=settings.CODES_A_DAY).exists():
        raise Refused(
            _("No more codes can be sent today. Please sign in with a password, or call the community."),
            code="none_left",
        )
