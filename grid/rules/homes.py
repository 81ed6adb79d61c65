"""Rules of where people say they live: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import Person, User
from common.exceptions import Refused
from grid.models import Residence


def require_own_person(by: User) -> Person:
    """A home is somebody's: a sign-in that has not been named yet has none."""
    if by.person is None:
        raise Refused(_("Please tell us your name first."), code="no_person")
    return by.person


def require_home_to_state(by: User) -> None:
    """Where the office has recorded a residence there is nothing to say: that record is changed by the office."""
    if Residence.objects.current().filter(person=by.person_id).exists():
        raise Refused(
            _("The community office has entered where you live. If that is not right, please tell the office."),
            code="recorded",
        )
