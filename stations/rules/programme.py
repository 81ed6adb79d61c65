"""Rules of the room that an event or an activity takes: one rule, one function, one message."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from accounts.rules.permissions import can_view
from common.exceptions import Refused
from common.time import formatting
from stations.models import Hold, Occupancy, Space
from stations.selectors.availability import availability_around, nearest_free_starts


def require_may_take_room(by: User, space: Space) -> None:
    """Who runs an event or an activity takes rooms of the stations that the same user looks after; what residents
    book by does not bind them."""
    if not by.has_perm("stations.view_space", space):
        raise Refused(
            _("This room belongs to a station that you do not look after."), code="room_not_yours", field="space"
        )


def require_room_in_use(space: Space, *, but: Hold | None) -> None:
    """A room that is out of use takes nothing new; what is planned there already may still move."""
    if not space.active and (but is None or but.space_id != space.pk):
        raise Refused(_("This room is not in use at present."), code="room_not_in_use", field="space")


def require_room_free(programme: Any, *, by: User) -> None:
    """The room of an event or an activity, which is locked, is free.

    For the words only: the ledger refuses a second hold anyway.
    """
    space = programme.space
    if space is None:
        return
    until = programme.ends_at + dt.timedelta(minutes=space.buffer)
    there = Occupancy.objects.at(space, programme.starts_at, until).exclude(hold=programme.hold)
    holds = (
        Hold.objects.filter(pk__in=there.values("hold")).select_related(*Hold.PROGRAMME).order_by("starts_at", "pk")
    )
    if not (taken := list(holds[:3])):
        return
    what = pgettext("between things in a row", "; ").join(describe_hold(one, programme, by) for one in taken)
    facts = {"room": space.full_name, "what": what}
    minutes = round((programme.ends_at - programme.starts_at).total_seconds() / 60)
    days = availability_around(space, programme.starts_at, staff=True, ignored_hold=programme.hold_id)
    free = nearest_free_starts(days, programme.starts_at, minutes, most=1)
    if free:
        facts["free"] = formatting.span(free[0], free[0] + (programme.ends_at - programme.starts_at))
        said = _("%(room)s is taken then: %(what)s. The nearest free time is %(free)s.")
    else:
        said = _("%(room)s is taken then: %(what)s.")
    raise Refused(said % facts, code="room_taken", field="space")


def describe_hold(hold: Hold, programme: Any, by: User) -> str:
    """What already takes the room, in words for staff; who has booked is nobody's matter here."""
    facts = {"when": formatting.span(hold.starts_at, hold.ends_at), "note": hold.note}
    if hold.kind == Hold.Kind.BOOKING:
        what = _("a booking, %(when)s")
    elif hold.kind == Hold.Kind.MAINTENANCE:
        what = _("maintenance (%(note)s), %(when)s")
    elif hold.programme.is_published or can_view(by, hold.programme):
        what, facts["note"] = _("“%(note)s”, %(when)s"), hold.programme.title
    else:
        what = _("something that is still being planned, %(when)s")
    if hold.ends_at <= programme.starts_at or hold.starts_at >= programme.ends_at:
        what = _("%(what)s, with the minutes that are kept free after each use") % {"what": what}
    return what % facts
