"""Who may read who comes, and take the list along."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused
from events.models import Event


def may_read_who_comes(by: User, event: Event) -> None:
    """The whole list is for who looks after the event; others see the registrations of their own people only."""
    reach = by.rights.holding("events.view_event").having("events.view_registration")
    if not Event.objects.within(reach).filter(pk=event.pk).exists():
        raise Refused(_("You may not do this here."), code="not_allowed")


def export_gives_a_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say what the list is for."), code="no_reason")
