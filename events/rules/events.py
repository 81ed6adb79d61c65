"""Rules of events: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused
from common.time import clock
from events.models import Event


def require_takes_registrations(event: Event) -> None:
    if event.is_cancelled:
        raise Refused(_("This event was cancelled."), code="cancelled")
    if not event.is_published:
        raise Refused(_("This event is not open yet."), code="draft")
    if not event.takes_registrations:
        raise Refused(_("No registration needed: just come."), code="no_registration")


def require_registration_open(event: Event) -> None:
    if clock.now() >= event.closes_at:
        raise Refused(_("Registration has closed. Please call us if you would still like to come."), code="closed")


def require_not_over(event: Event) -> None:
    if event.is_over:
        raise Refused(_("This event is over."), code="over")


def require_published(event: Event) -> None:
    if not event.is_published:
        raise Refused(_("Only a published event can be cancelled. A draft can simply be deleted."), code="draft")


def require_draft(event: Event) -> None:
    if event.status != Event.Status.DRAFT:
        raise Refused(_("Only a draft can be published. Please copy the event instead."), code="not_a_draft")


def require_deletable(event: Event) -> None:
    if event.status != Event.Status.DRAFT:
        raise Refused(_("What was public is not deleted but cancelled, so that neighbours know."), code="not_a_draft")


def require_not_begun(event: Event) -> None:
    if clock.now() >= event.starts_at:
        raise Refused(_("The event has already begun, so this can no longer be changed."), code="begun")


def is_organiser(by: User, event: Event) -> bool:
    """Whether the event is the user's to change: its whole office work goes with that."""
    return by.has_perm("events.change_event", event)


def require_queue_kept(event: Event) -> None:
    if event.capacity is None and event.registrations.live().exists():
        raise Refused(
            _("People are already registered, so the capacity cannot be removed."),
            code="people_are_registered",
        )
