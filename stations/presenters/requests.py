"""What the office reads beside a request for a room."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.time import formatting
from stations.models import Booking, Hold
from stations.selectors.requests import RequestOutlook, are_rivals


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request and what is said of it: whether it can be approved, and a line for each thing beside it."""

    booking: Booking
    fits: bool
    words: list[str]


def line_of_request(outlook: RequestOutlook) -> RequestLine:
    """A request by itself."""
    words = [*_obstacles(outlook), *(_rival(one) for one in outlook.rivals)]
    return RequestLine(outlook.booking, outlook.fits, words or [_("The room is free then.")])


def lines_of_choice(outlooks: list[RequestOutlook]) -> list[RequestLine]:
    """Requests that are approved together, one after the other: the first of two rivals gets the room."""
    lines: list[RequestLine] = []
    for outlook in outlooks:
        before = next(
            (line.booking for line in lines if line.fits and are_rivals(line.booking, outlook.booking)), None
        )
        if before is None:
            lines.append(line_of_request(outlook))
            continue
        words = _("%(name)s asked for this time first and gets it.") % {"name": before.person.name}
        lines.append(RequestLine(outlook.booking, fits=False, words=[*_obstacles(outlook), words]))
    return lines


def _obstacles(outlook: RequestOutlook) -> list[str]:
    words = [] if outlook.in_use else [_("This room cannot be booked at present.")]
    if not outlook.is_open:
        words.append(_("The station is not open then."))
    return [*words, *(_hold(one) for one in outlook.holds)]


def _hold(hold: Hold) -> str:
    """What has the room, in words: its hours, and whose it is."""
    hours = _hours(hold)
    match hold.kind:
        case Hold.Kind.BOOKING:
            return _("Booked %(hours)s: %(what)s") % {"hours": hours, "what": hold.booking.person.name}
        case Hold.Kind.MAINTENANCE:
            return _("Closed %(hours)s: %(what)s") % {"hours": hours, "what": hold.note}
    facts = {"kind": capfirst(hold.get_kind_display()), "hours": hours, "what": hold.programme}
    return _("%(kind)s %(hours)s: %(what)s") % facts


def _rival(other: Booking) -> str:
    return _("Also asked for %(hours)s: %(name)s") % {"hours": _hours(other), "name": other.person.name}


def _hours(row: Booking | Hold) -> str:
    return f"{formatting.clock_time(row.starts_at)}–{formatting.end_time(row.ends_at)}"
