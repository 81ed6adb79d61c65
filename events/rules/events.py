"""Rules of events: one rule, one function, one message; and what may be done with an event now."""

import enum

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused, allows
from common.time import clock, formatting
from events.models import Event
from events.selectors.check_in import check_in_opens_at, has_check_in_opened, list_is_kept_until

CHECKS_IN = "events.check_in_registration"

# --- What may be done with an event ------------------------------------------------------------------------------


class EventAct(enum.StrEnum):
    """What the office does with an event as a whole."""

    PUBLISH = "publish"
    CALL_OFF = "call_off"
    COPY = "copy"
    DELETE = "delete"
    # To see who comes, and to register a neighbour.
    PEOPLE = "people"
    NEIGHBOUR = "neighbour"
    # To write down who came: to key the paper list back and close it, or how many came where there is no list.
    LIST = "list"
    # To tell how it was, with photos, and to read the brief made of the records.
    RECAP = "recap"


PERMISSION = {
    EventAct.PUBLISH: "events.change_event",
    EventAct.CALL_OFF: "events.change_event",
    EventAct.COPY: "events.add_event",
    EventAct.DELETE: "events.delete_event",
    EventAct.PEOPLE: "events.view_event",
    EventAct.NEIGHBOUR: "events.change_event",
    EventAct.LIST: CHECKS_IN,
    EventAct.RECAP: "events.change_event",
}


def possible_event_acts(event: Event, by: User) -> frozenset[EventAct]:
    """What the user may do with the event now: what the rights of today give and the state of the event allows."""
    possible = [act for act in EventAct if is_event_act_possible(act, event)]
    permitted = {permission: by.has_perm(permission, event) for permission in {PERMISSION[act] for act in possible}}
    return frozenset(act for act in possible if permitted[PERMISSION[act]])


def can_do_event_act_now(act: EventAct, event: Event, by: User) -> bool:
    """Whether this act is one of `possible_event_acts`."""
    return is_event_act_possible(act, event) and by.has_perm(PERMISSION[act], event)


def require_event_act_possible(act: EventAct, event: Event) -> None:
    """The state of the event allows the act. Raises Refused; rights are asked by `require_permission`."""
    match act:
        case EventAct.PUBLISH:
            require_event_draft(event)
            require_event_not_over(event)
            require_series_of_event_public(event)
        case EventAct.CALL_OFF:
            require_event_published(event)
            require_event_not_over(event)
            require_nobody_came(event)
        case EventAct.DELETE:
            require_event_deletable(event)
        case EventAct.PEOPLE:
            require_event_not_draft(event)
        case EventAct.NEIGHBOUR:
            require_event_takes_registrations(event)
            require_event_not_over(event)
        case EventAct.LIST if event.capacity is None:
            require_headcount_kept(event)
        case EventAct.LIST:
            require_list_kept(event)
        case EventAct.RECAP:
            require_event_took_place(event)


def is_event_act_possible(act: EventAct, event: Event) -> bool:
    """Whether the state of the event allows the act."""
    return allows(require_event_act_possible, act, event)


# --- One rule, one function ---------------------------------------------------------------------------------------


def require_event_takes_registrations(event: Event) -> None:
    """An event without a capacity takes no registrations: people just come. Drafts and cancelled events take none."""
    if event.is_cancelled:
        raise Refused(_("This event was cancelled."), code="cancelled")
    require_event_not_draft(event)
    if not event.takes_registrations:
        raise Refused(_("No registration needed: just come."), code="no_registration")


def require_event_not_cancelled(event: Event) -> None:
    if event.is_cancelled:
        raise Refused(_("This event was cancelled."), code="cancelled")


def require_event_not_draft(event: Event) -> None:
    if event.status == Event.Status.DRAFT:
        raise Refused(_("This event is not open yet."), code="draft")


def require_registration_open(event: Event) -> None:
    """Registration for the event has not closed yet."""
    if clock.now() >= event.closes_at:
        raise Refused(_("Registration has closed. Please call us if you would still like to come."), code="closed")


def require_event_not_over(event: Event) -> None:
    if event.is_over:
        raise Refused(_("This event is over."), code="over")


def require_event_published(event: Event) -> None:
    """Only a published event is cancelled; a draft is deleted."""
    if not event.is_published:
        raise Refused(_("Only a published event can be cancelled. A draft can simply be deleted."), code="draft")


def require_event_draft(event: Event) -> None:
    """Only a draft of an event is published."""
    if event.status != Event.Status.DRAFT:
        raise Refused(_("Only a draft can be published. Please copy the event instead."), code="not_a_draft")


def require_series_of_event_public(event: Event) -> None:
    """The dates of a series become public together: one of a draft would offer a course that nobody can take."""
    if event.series and event.series.status == event.series.Status.DRAFT:
        raise Refused(
            _("This date is one of a series that is still a draft. Publish the series: its dates open together."),
            code="series_is_draft",
        )


def require_event_deletable(event: Event) -> None:
    """Only a draft of an event is deleted; what was public is cancelled."""
    if event.status != Event.Status.DRAFT:
        raise Refused(_("What was public is not deleted but cancelled, so that neighbours know."), code="not_a_draft")


def require_event_not_begun(event: Event) -> None:
    if clock.now() >= event.starts_at:
        raise Refused(_("The event has already begun, so this can no longer be changed."), code="begun")


def require_event_queue_kept(event: Event) -> None:
    """The capacity of an event stays while people are registered or wait."""
    if event.capacity is None and event.registrations.live().exists():
        raise Refused(
            _("People are already registered, so the capacity cannot be removed."),
            code="people_are_registered",
        )


def require_list_fits_time(event: Event) -> None:
    """The list of an event was closed after its end, also of one that is moved."""
    if event.list_closed_at and event.list_closed_at < event.ends_at:
        raise Refused(
            _("The list of who came is closed already. Please open it again first, then change the time."),
            code="list_closed",
            field="ends_at",
        )


def require_recap_fits_time(event: Event) -> None:
    """An event of which it was told how it was has ended, also where it is moved."""
    if event.recap_published_at and event.recap_published_at < event.ends_at:
        raise Refused(
            _("Everybody reads already how it was. Please withdraw that first, then change the time."),
            code="recap_published",
            field="ends_at",
        )


def require_event_took_place(event: Event) -> None:
    """How an event was is told of what took place: it was public, was not cancelled, and has ended."""
    require_event_not_cancelled(event)
    require_event_not_draft(event)
    if not event.is_over:
        raise Refused(_("This event is not over yet. Please come back when it has ended."), code="not_over")


def require_list_kept(event: Event) -> None:
    """The list of an event is kept: from some time before it begins until some days after its end."""
    require_event_takes_registrations(event)
    if not has_check_in_opened(event):
        opens = check_in_opens_at(event)
        raise Refused(
            _("It is too early to check in: that is possible from %(time)s on.")
            % {"time": f"{formatting.day(opens)} {formatting.clock_time(opens)}"},
            code="too_early",
        )
    if clock.now() >= list_is_kept_until(event):
        raise Refused(_("The list of this event is closed for good, so it stays as it is."), code="list_over")


def require_headcount_kept(event: Event) -> None:
    """How many came to an event without a list is written down from its beginning on, as long as lists are kept."""
    require_event_not_cancelled(event)
    require_event_not_draft(event)
    if event.takes_registrations:
        raise Refused(_("This event has a list: please tick off there who came."), code="has_list")
    if clock.now() < event.starts_at:
        raise Refused(_("How many came is written down once the event has begun."), code="not_begun")
    if clock.now() >= list_is_kept_until(event):
        raise Refused(_("The figures of this event are settled, so they stay as they are."), code="list_over")


def require_nobody_came(event: Event) -> None:
    """An event to which people have come has taken place: it is no longer called off."""
    if event.headcount is not None:
        raise Refused(
            _("It is written down already how many came, so the event cannot be called off any more."),
            code="people_came",
        )
    if has_check_in_opened(event) and event.registrations.attended().exists():
        raise Refused(
            _("People have come already and are checked in, so the event cannot be called off any more."),
            code="people_came",
        )


def is_event_organiser(by: User, event: Event) -> bool:
    """Whether the event is the user's to change: its whole office work goes with that."""
    return by.has_perm("events.change_event", event)
