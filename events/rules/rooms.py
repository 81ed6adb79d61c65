"""Rules of the room that an event takes: one rule, one function, one message."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from common.exceptions import Refused
from common.time import formatting
from events.models import Event
from stations.models import Hold, Occupancy, Space
from stations.selectors.availability import availability_around, nearest_free_starts


def require_may_take_room(by: User, space: Space) -> None:
    """Who runs an event takes rooms of the stations that the same user looks after; what residents book by does
    not bind events."""
    if not by.has_perm("stations.view_space", space):
        raise Refused(
            _("This room belongs to a station that you do not look after."), code="room_not_yours", field="space"
        )


def require_room_in_use(space: Space, *, but: Hold | None) -> None:
    """A room that is out of use takes no new event; one that is planned there already may still move."""
    if not space.active and (but is None or but.space_id != space.pk):
        raise Refused(_("This room is not in use at present."), code="room_not_in_use", field="space")


def require_room_free(event: Event, *, by: User) -> None:
    """The room of an event, which is locked, is free. For the words only: the ledger refuses a second hold anyway."""
    space = event.space
    if space is None:
        return
    until = event.ends_at + dt.timedelta(minutes=space.buffer)
    there = Occupancy.objects.at(space, event.starts_at, until).exclude(hold=event.hold)
    holds = Hold.objects.filter(pk__in=there.values("hold")).select_related("event").order_by("starts_at", "pk")
    if not (taken := list(holds[:3])):
        return
    what = pgettext("between things in a row", "; ").join(describe_hold(one, event, by) for one in taken)
    facts = {"room": space.full_name, "what": what}
    minutes = round((event.ends_at - event.starts_at).total_seconds() / 60)
    days = availability_around(space, event.starts_at, staff=True, ignored_hold=event.hold_id)
    free = nearest_free_starts(days, event.starts_at, minutes, most=1)
    if free:
        facts["free"] = formatting.span(free[0], free[0] + (event.ends_at - event.starts_at))
        said = _("%(room)s is taken then: %(what)s. The nearest free time is %(free)s.")
    else:
        said = _("%(room)s is taken then: %(what)s.")
    raise Refused(said % facts, code="room_taken", field="space")


def describe_hold(hold: Hold, event: Event, by: User) -> str:
    """What already takes the room of an event, in words for staff; who has booked is nobody's matter here."""
    facts = {"when": formatting.span(hold.starts_at, hold.ends_at), "note": hold.note}
    if hold.kind == Hold.Kind.BOOKING:
        what = _("a booking, %(when)s")
    elif hold.kind == Hold.Kind.MAINTENANCE:
        what = _("maintenance (%(note)s), %(when)s")
    elif hold.event.status != Event.Status.DRAFT or by.has_perm("events.view_event", hold.event):
        what, facts["note"] = _("“%(note)s”, %(when)s"), hold.event.title
    else:
        what = _("another event that is being planned, %(when)s")
    if hold.ends_at <= event.starts_at or hold.starts_at >= event.ends_at:
        what = _("%(what)s, with the minutes that are kept free after each use") % {"what": what}
    return what % facts
