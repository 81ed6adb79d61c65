"""Rules of events: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused
from common.time import clock
from events.models import Event


def event_takes_registrations(event: Event) -> None:
    if event.is_cancelled:
        raise Refused(_("This event was cancelled."), code="cancelled")
    if not event.is_published:
        raise Refused(_("This event is not open yet."), code="draft")
    if not event.takes_registrations:
        raise Refused(_("No registration needed: just come."), code="no_registration")


def registration_is_open(event: Event) -> None:
    if clock.now() >= event.closes_at:
        raise Refused(_("Registration has closed. Please call us if you would still like to come."), code="closed")


def event_is_not_over(event: Event) -> None:
    if event.is_over:
        raise Refused(_("This event is over."), code="over")


def event_is_public(event: Event) -> None:
    if not event.is_published:
        raise Refused(_("Only a published event can be cancelled. A draft can simply be deleted."), code="draft")


def event_is_a_draft(event: Event) -> None:
    if event.status != Event.Status.DRAFT:
        raise Refused(_("Only a draft can be published. Please copy the event instead."), code="not_a_draft")


def only_a_draft_is_deleted(event: Event) -> None:
    if event.status != Event.Status.DRAFT:
        raise Refused(_("What was public is not deleted but cancelled, so that neighbours know."), code="not_a_draft")


def event_has_not_begun(event: Event) -> None:
    if clock.now() >= event.starts_at:
        raise Refused(_("The event has already begun, so this can no longer be changed."), code="begun")


def runs(by: User, event: Event) -> bool:
    """Whether the event is the user's to change: its whole office work goes with that."""
    return by.has_perm("events.change_event", event)


def cancelling_gives_a_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Please say why, so that everybody who registered knows."), code="no_reason")


def queue_is_not_dropped(event: Event) -> None:
    if event.capacity is None and event.registrations.live().exists():
        raise Refused(
            _("People are already registered, so the capacity cannot be removed."),
            code="people_are_registered",
        )
