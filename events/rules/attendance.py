"""Who may read who comes, and take the list along."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused
from events.models import Event


def require_may_read_attendance(by: User, event: Event) -> None:
    """The whole list of who comes is for who looks after the event; others see registrations of their own people."""
    reach = by.rights.holding("events.view_event").having("events.view_registration")
    if not Event.objects.within(reach).filter(pk=event.pk).exists():
        raise Refused(_("You may not do this here."), code="not_allowed")
