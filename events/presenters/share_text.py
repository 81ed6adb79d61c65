"""An event in words to be pasted into a chat group, where a link shows no card, and to be copied by hand.

Each fact is one line, and is left out where there is nothing to say.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.time import clock, formatting
from events.models import Event
from events.notifications.registrations import practical_lines
from events.selectors.events import EventStanding, standing_of_event


def share_text(event: Event) -> str:
    """Plain lines with all that somebody must know who never opens the link. `event` has `waiting`."""
    standing = standing_of_event(event, waiting=event.waiting)
    return "\n".join(filter(None, _lines(event, standing)))


def _lines(event: Event, standing: EventStanding) -> Iterator[str]:
    if standing == EventStanding.CANCELLED:
        yield _("Cancelled: %(title)s") % {"title": f"【{event.title}】"}
        yield _("Why: %(reason)s") % {"reason": event.cancel_reason}
    else:
        yield f"【{event.title}】"
        yield event.summary
    yield _("When: %(when)s") % {"when": formatting.span(event.starts_at, event.ends_at)}
    yield _("Where: %(place)s") % {"place": place_with_address(event)}
    yield from practical_lines(event)
    if standing not in (EventStanding.CANCELLED, EventStanding.OVER):
        yield _("Who may come: %(who)s") % {"who": who_may_come(event)}
        yield _("Cost: it costs nothing")
        yield from _how_to_register(event, standing)
    yield event.public_url
    if event.community.phone:
        yield _("By phone: %(phone)s") % {"phone": event.community.phone}


def _how_to_register(event: Event, standing: EventStanding) -> Iterator[str]:
    """How many seats are free, as of when, since the text stays in the group; and how to get one."""
    now = {"time": f"{formatting.day(clock.now())} {formatting.clock_time(clock.now())}"}
    match standing:
        case EventStanding.JUST_COME:
            yield _("No registration needed: just come.")
        case EventStanding.CLOSED:
            yield _("Registration has closed. If you would still like to come, please call.")
        case EventStanding.OPEN:
            left = ngettext(
                "Seats: %(left)d of %(capacity)d is free (%(time)s)",
                "Seats: %(left)d of %(capacity)d are free (%(time)s)",
                event.seats_for_all,
            )
            yield left % {"left": event.seats_for_all, "capacity": event.capacity, **now}
            yield _kept_for_elders(event)
            yield _("Register by %(until)s, here or by phone:") % {"until": _closes(event)}
        case EventStanding.WAITLIST if not event.waiting:
            yield _("Seats: all taken (%(time)s)") % now
            yield _kept_for_elders(event)
            yield _waits_until(event)
        case EventStanding.WAITLIST:
            waiting = ngettext(
                "Seats: all taken, %(n)d party waits (%(time)s)",
                "Seats: all taken, %(n)d parties wait (%(time)s)",
                event.waiting,
            )
            yield waiting % {"n": event.waiting, **now}
            yield _kept_for_elders(event)
            yield _waits_until(event)


def _waits_until(event: Event) -> str:
    return _("Who joins the waitlist until %(until)s is told when a seat becomes free:") % {"until": _closes(event)}


def _kept_for_elders(event: Event) -> str:
    """How many more seats are kept for elders, and until when; nothing where none are. As `events/_elders.html`."""
    kept = event.kept_for_elders
    if not kept or event.elders_until is None:
        return ""
    words = ngettext(
        "%(n)s more place is kept for neighbours of 60 and older until %(time)s on %(day)s.",
        "%(n)s more places are kept for neighbours of 60 and older until %(time)s on %(day)s.",
        kept,
    )
    until = event.elders_until
    return words % {"n": kept, "time": formatting.clock_time(until), "day": formatting.day(until)}


def _closes(event: Event) -> str:
    return f"{formatting.day(event.closes_at)} {formatting.clock_time(event.closes_at)}"


def who_may_come(event: Event) -> str:
    """老年人 · 60 岁以上; for everybody where there is no limit."""
    return " · ".join(filter(None, (str(event.get_audience_display()), str(event.ages))))


def place_with_address(event: Event) -> str:
    """The place, with the address of its station, where it has one and the event was read with it."""
    return f"{event.place}（{event.space.station.address}）" if event.space else event.place


def whiteboard_text(event: Event) -> str:
    """Three lines to be copied onto a whiteboard by hand: what, when and where, and how to register."""
    return "\n".join(
        (
            event.title,
            f"{formatting.span(event.starts_at, event.ends_at)} · {event.place}",
            f"{who_may_come(event)} · {how_to_register(event)}",
        )
    )


def how_to_register(event: Event) -> str:
    """How one comes to the event, for paper, which nobody brings up to date: without a number of seats."""
    if event.is_cancelled:
        return _("Cancelled")
    if not event.takes_registrations:
        return _("Just come")
    if event.community.phone:
        return _("Register: %(phone)s") % {"phone": event.community.phone}
    return _("Register at the community desk")
