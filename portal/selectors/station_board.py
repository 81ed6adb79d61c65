"""The board of a station's day for the desk and the wall display: who comes when, who is late, which rooms are
free.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, Sum, Value

from accounts.models import User
from accounts.selectors.people import is_own
from common.time import clock
from events.models import Event
from stations.models import Booking, DropIn, Hold, Occupancy, ReservedHours, Space, Station
from stations.presenters.opening_hours import standing_in_words
from stations.rules.booking_acts import AT_DESK, BookingAct, BookingRelation, possible_booking_acts
from stations.rules.check_in import EARLY
from stations.selectors.opening_hours import (
    DAY,
    Span,
    StationStanding,
    merged_spans,
    opening_span,
    standing_of_station,
)
from volunteers.models import Activity


class BoardLineState(StrEnum):
    """The state of one entry on the board of a station."""

    LATE = "late"
    DUE = "due"
    HERE = "here"
    ON = "on"
    COMING = "coming"
    OVER = "over"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One entry of the board of a station: a booking, or a hold for an event, an activity or maintenance."""

    space: Space
    starts_at: dt.datetime
    ends_at: dt.datetime
    state: BoardLineState
    booking: Booking | None = None
    hold: Hold | None = None

    @property
    def is_now(self) -> bool:
        return self.state in (BoardLineState.LATE, BoardLineState.DUE, BoardLineState.HERE, BoardLineState.ON)

    @property
    def is_over(self) -> bool:
        return self.state in (BoardLineState.OVER, BoardLineState.MISSED)

    @property
    def minutes_late(self) -> int:
        return int((clock.now() - self.starts_at).total_seconds() // 60)

    @property
    def title(self) -> str:
        """The title of the event or activity, or the reason of the maintenance.

        Empty for a draft, which others may not read yet.
        """
        if self.hold is None:
            return ""
        programme = self.hold.programme
        if programme is None:
            return self.hold.note
        return programme.title if programme.is_published else ""

    @property
    def event_to_check_in(self) -> Event | None:
        """The event of the line, if it takes place, so that it is written down who comes, or how many."""
        programme = self.hold.programme if self.hold else None
        return programme if isinstance(programme, Event) and programme.is_published else None

    @property
    def has_shifts(self) -> bool:
        """Whether volunteers are there whose coming is ticked off, by shift."""
        programme = self.hold.programme if self.hold else None
        return isinstance(programme, Activity) and programme.is_published

    @property
    def short_name(self) -> str:
        """The name as a public screen may show it: 陈**."""
        return f"{self.booking.person.name[:1]}**" if self.booking else ""

    @property
    def acts(self) -> frozenset[BookingAct]:
        """What whoever stands at the station's desk may do with the booking now."""
        if self.booking is None:
            return frozenset()
        return possible_booking_acts(BookingRelation(None, self.booking), among=AT_DESK)


class BoardRoomState(StrEnum):
    """The state of a room on the board of a station at this moment."""

    FREE = "free"
    TAKEN = "taken"
    OWN_USE = "own_use"
    CLOSED = "closed"


@dataclass
class BoardRoom:
    """A space on the board, free or taken until a time. `counted`: person-times without a booking today."""

    space: Space
    is_open: bool
    busy: list[Span]
    reserved: list[Span]
    closes: dt.datetime | None
    counted: int
    last_tally: DropIn | None = None
    now: dt.datetime = field(default_factory=clock.now)

    @cached_property
    def taken(self) -> Span | None:
        return self._current(self.busy)

    @cached_property
    def own_use(self) -> Span | None:
        """The hours that the station reserves now: residents cannot book the space, even if nobody uses it."""
        return None if self.taken else self._current(self.reserved)

    def _current(self, spans: list[Span]) -> Span | None:
        return next((span for span in spans if span.start <= self.now < span.end), None)

    @property
    def state(self) -> BoardRoomState:
        if self.taken:
            return BoardRoomState.TAKEN
        if self.own_use:
            return BoardRoomState.OWN_USE
        return BoardRoomState.FREE if self.is_open else BoardRoomState.CLOSED

    @property
    def is_free(self) -> bool:
        return self.state == BoardRoomState.FREE

    @property
    def until(self) -> dt.datetime | None:
        """The end of the current state; None if it lasts the rest of the day."""
        if current := self.taken or self.own_use:
            return current.end
        following = [span.start for span in (*self.busy, *self.reserved) if span.start > self.now]
        return min([*following, *([self.closes] if self.closes else [])], default=None)

    @property
    def is_drop_in(self) -> bool:
        return self.space.use == Space.Use.DROP_IN


class StationBoard:
    """The board of one station's day, as of now. The caller has checked that the reader may see it.

    A screen on a wall has no reader.
    """

    def __init__(self, station: Station, *, reader: User | None = None) -> None:
        self.station, self.reader = station, reader
        self.now, self.today = clock.now(), clock.today()
        self.start, self.end = clock.day_start(self.today), clock.day_start(self.today + DAY)

    @cached_property
    def standing(self) -> StationStanding:
        return standing_of_station(self.station, at=self.now)

    @property
    def standing_words(self) -> str:
        why = self.standing.why
        return standing_in_words(self.standing) + (f" · {why}" if why else "")

    @cached_property
    def lines(self) -> list[BoardLine]:
        """The entries by their beginning, without requests, refusals and cancelled bookings."""
        today = Q(starts_at__lt=self.end, ends_at__gt=self.start, space__station=self.station)
        booked = Booking.objects.filter(today, status__in=[*Booking.HOLDING, Booking.Status.NO_SHOW])
        own = is_own(self.reader, "person") if self.reader else Value(False)
        held = Hold.objects.filter(today).exclude(kind=Hold.Kind.BOOKING).select_related("space", *Hold.PROGRAMME)
        lines = [
            BoardLine(row.space, row.starts_at, row.ends_at, self._state(row), booking=row)
            for row in booked.annotate(person_is_own=own).select_related("space", "person")
        ]
        lines += [BoardLine(row.space, row.starts_at, row.ends_at, self._hold_state(row), hold=row) for row in held]
        return sorted(lines, key=lambda line: (line.starts_at, line.space.name))

    def _state(self, booking: Booking) -> BoardLineState:
        match booking.status:
            case Booking.Status.NO_SHOW:
                return BoardLineState.MISSED
            case Booking.Status.DONE:
                return BoardLineState.OVER
            case Booking.Status.CHECKED_IN:
                return BoardLineState.HERE if self.now < booking.ends_at else BoardLineState.OVER
        if self.now >= booking.ends_at:
            return BoardLineState.MISSED
        if self.now >= booking.starts_at:
            return BoardLineState.LATE
        return BoardLineState.DUE if self.now >= booking.starts_at - EARLY else BoardLineState.COMING

    def _hold_state(self, hold: Hold) -> BoardLineState:
        if self.now >= hold.ends_at:
            return BoardLineState.OVER
        return BoardLineState.ON if self.now >= hold.starts_at else BoardLineState.COMING

    @property
    def now_on(self) -> list[BoardLine]:
        return [line for line in self.lines if line.is_now]

    @property
    def coming(self) -> list[BoardLine]:
        return [line for line in self.lines if line.state == BoardLineState.COMING]

    @property
    def over(self) -> list[BoardLine]:
        return [line for line in self.lines if line.is_over]

    @property
    def late(self) -> int:
        return sum(line.state == BoardLineState.LATE for line in self.lines)

    # --- Rooms

    @cached_property
    def rooms(self) -> list[BoardRoom]:
        spaces = list(self.station.spaces.filter(active=True).order_by("use", "kind", "name"))
        counted = dict(
            DropIn.objects.filter(space__in=spaces, at__gte=self.start)
            .order_by()
            .values_list("space")
            .annotate(n=Sum("people"))
        )
        last = {row.space_id: row for row in self._last_tallies()}
        busy, reserved = self._busy(spaces), self._reserved(spaces)
        return [
            BoardRoom(
                space,
                is_open=self.standing.is_open,
                busy=busy[space.pk],
                reserved=reserved[space.pk],
                closes=self.standing.until,
                counted=counted.get(space.pk, 0),
                last_tally=last.get(space.pk),
                now=self.now,
            )
            for space in spaces
        ]

    def _last_tallies(self) -> list[DropIn]:
        """The reader's last tally for each room, so that it can be undone."""
        if self.reader is None:
            return []
        rows = DropIn.objects.filter(space__station=self.station, by=self.reader, at__gte=self.start)
        return list(rows.order_by("space_id", "-at", "-pk").distinct("space_id"))

    def _busy(self, spaces: list[Space]) -> dict[int, list[Span]]:
        """For each space, the times from now on in which it or one of its parts is taken."""
        taken: dict[int, list[Span]] = {space.pk: [] for space in spaces}
        rest = DateTimeTZRange(self.now, self.end, "[)")
        rows = Occupancy.objects.filter(space__station=self.station, during__overlap=rest)
        # The row names the whole, so occupancies of inactive parts count for it too.
        for leaf, whole, during in rows.order_by().values_list("space", "space__part_of", "during"):
            for pk in (leaf, whole):
                if pk in taken:
                    taken[pk].append(Span(during.lower, during.upper))
        return {pk: merged_spans(spans) for pk, spans in taken.items()}

    def _reserved(self, spaces: list[Space]) -> dict[int, list[Span]]:
        today = ReservedHours.objects.filter(day=self.today.weekday(), during__contains=self.today)
        rows = today.by_space(spaces)
        return {
            space.pk: merged_spans(opening_span(self.today, row.starts, row.ends) for row in rows[space.pk])
            for space in spaces
        }

    @property
    def bookable_rooms(self) -> list[BoardRoom]:
        return [room for room in self.rooms if not room.is_drop_in]

    @property
    def drop_in_rooms(self) -> list[BoardRoom]:
        return [room for room in self.rooms if room.is_drop_in]

    @property
    def counted(self) -> int:
        return sum(room.counted for room in self.rooms)

    # --- Requests

    def requests(self) -> list[Booking]:
        """The bookings that wait for approval, the earliest first."""
        rows = Booking.objects.requested().filter(space__station=self.station)
        return list(rows.select_related("space", "person").order_by("starts_at", "pk")[:50])
