"""The page of a space on one day: its steps by part of the day, and the strip of days around it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common.time import clock, formatting
from stations.models import Booking, Hold, Space
from stations.presenters.day_strip import DayStrip, items_by_part_of_day
from stations.rules.access import is_in_charge
from stations.selectors.availability import Availability, AvailabilitySlot, SlotState, last_bookable_day
from stations.selectors.opening_hours import DAY, Span, StationStanding, standing_of_station


@dataclass(frozen=True, slots=True)
class DayTile:
    """One step on a space's page of a day. `mine`: a booking of the reader; `asked`: a request for it waits."""

    slot: AvailabilitySlot
    look: str
    word: str | Promise
    mine: Booking | None = None
    asked: bool = False

    @property
    def state(self) -> str:
        """The look, and of a free step whether somebody asks for it."""
        return "asked" if self.asked else self.look

    @property
    def query(self) -> str:
        """The beginning as the addresses of forms name it."""
        return formatting.in_address(self.slot.start)


@dataclass(frozen=True, slots=True)
class StripDay:
    """A day of the strip on a space's page. `minutes`: how long one could have the space; None while it is closed."""

    day: dt.date
    minutes: int | None
    is_shown: bool

    @property
    def label(self) -> str:
        """今天, else 周六."""
        return formatting.near_day(self.day) if self.day == clock.today() else formatting.weekday(self.day)

    @property
    def hours(self) -> int:
        return (self.minutes or 0) // 60


WORDS = {
    "free": pgettext_lazy("of a step", "free"),
    "short": pgettext_lazy("of a step", "too short"),
    "taken": pgettext_lazy("of a step", "taken"),
    "event": pgettext_lazy("of a step", "event"),
    "activity": pgettext_lazy("of a step", "volunteers"),
    "maintenance": pgettext_lazy("of a step", "closed"),
    "reserved": pgettext_lazy("of a step", "own use"),
    "soon": pgettext_lazy("of a step", "too soon"),
    "past": pgettext_lazy("of a step", "over"),
    "mine": pgettext_lazy("of a step", "yours"),
}


class DayPage:
    """The day `asked` of a space, as `user` (None for a visitor) sees it, in a strip of `width` days.

    What is no day, or lies outside the days that can be booked, leads to the nearest one that can: `understood` says
    whether that happened. `moving`: a booking for which another time is sought. `only_offers` leaves out the hours
    that nobody can choose.
    """

    def __init__(
        self,
        space: Space,
        asked: str,
        *,
        user: User | None = None,
        width: int = 14,
        moving: Booking | None = None,
        only_offers: bool = False,
    ) -> None:
        self.space, self.user, self.moving, self.only_offers = space, user, moving, only_offers
        self.last_day = last_bookable_day(space)
        strip = self._strip = DayStrip.around(asked, until=self.last_day, width=width)
        self.day, self.understood, self.earlier, self.later = strip.day, strip.understood, strip.earlier, strip.later
        staff = user is not None and is_in_charge(user, space)
        self.free = Availability(
            space, strip.first, strip.last, staff=staff, ignored_hold=moving.hold_id if moving else None
        )

    @cached_property
    def strip(self) -> list[StripDay]:
        return [StripDay(day, self._minutes(day), day == self.day) for day in self._strip.days]

    def _minutes(self, day: dt.date) -> int | None:
        return self.free.free_minutes(day) if self.free.hours.on(self.space.station, day) else None

    @cached_property
    def slots(self) -> list[AvailabilitySlot]:
        return self.free.slots(self.day)

    def chosen(self, text: str) -> dt.datetime | None:
        """The hour that an address names, if a booking may begin then on this day."""
        start = formatting.from_address(text)
        return start if any(slot.start == start and slot.may_begin for slot in self.slots) else None

    @property
    def is_closed(self) -> bool:
        return not self.slots

    @property
    def is_full(self) -> bool:
        return not any(slot.may_begin for slot in self.slots)

    @cached_property
    def standing(self) -> StationStanding:
        """Asked on a closed day only: why, and when the station opens next."""
        return standing_of_station(self.space.station, at=clock.day_start(self.day))

    @property
    def holiday_unannounced(self) -> bool:
        return not self.free.hours.is_announced(self.space.station, self.day)

    @property
    def next_free(self) -> dt.date | None:
        """The next day of the strip on which something is free."""
        return next((one.day for one in self.strip if one.day > self.day and one.minutes), None)

    @property
    def over_until(self) -> dt.datetime | None:
        """Until when the day is over: one line instead of many tiles."""
        over = [slot for slot in self.slots if slot.start < clock.now()]
        return over[-1].end if over else None

    @cached_property
    def parts(self) -> list[tuple[str | Promise, list[DayTile]]]:
        """The tiles still to come by morning, afternoon and evening; what is empty is left out."""
        tiles = [self._tile(slot) for slot in self.slots if slot.start >= clock.now()]
        if self.only_offers:
            tiles = [tile for tile in tiles if tile.look in ("free", "mine")]
        return items_by_part_of_day(tiles, self.day, start=lambda tile: tile.slot.start)

    @cached_property
    def notes(self) -> list[str]:
        """Why the space is closed for maintenance on that day."""
        day = Span(self.slots[0].start, self.slots[-1].end) if self.slots else None
        notes = {
            f"{formatting.span(one.during.start, one.during.end)} {one.note}": None
            for one in self.free.taken
            if day and one.kind == Hold.Kind.MAINTENANCE and one.during.overlaps(day.start, day.end)
        }
        return list(notes)

    @property
    def asks_wait(self) -> bool:
        return any(tile.asked for _title, tiles in self.parts for tile in tiles)

    def _tile(self, slot: AvailabilitySlot) -> DayTile:
        mine = next((one for one in self.mine if one.starts_at < slot.end and slot.start < one.ends_at), None)
        if mine and not (self.moving and mine.pk == self.moving.pk):
            return DayTile(slot, "mine", WORDS["mine"], mine)
        look = self._look(slot)
        asked = look == "free" and any(start < slot.end and slot.start < end for start, end in self.requests)
        return DayTile(slot, look, WORDS[look], asked=asked)

    def _look(self, slot: AvailabilitySlot) -> str:
        if slot.state == SlotState.TAKEN:
            return slot.taken_by if slot.taken_by in WORDS else "taken"
        if slot.state == SlotState.RESERVED:
            return "reserved"
        if slot.state == SlotState.PAST:
            return "soon" if slot.start >= clock.now() else "past"
        return "free" if slot.may_begin else "short"

    @cached_property
    def _day(self) -> tuple[dt.datetime, dt.datetime]:
        return clock.day_start(self.day), clock.day_start(self.day + DAY + DAY)

    @cached_property
    def mine(self) -> list[Booking]:
        """The reader's own bookings of that very room on that day, and the wards'."""
        if self.user is None:
            return []
        own = Booking.objects.owned_by(self.user).live().filter(space=self.space)
        return list(own.overlapping(*self._day).select_related("person"))

    @cached_property
    def requests(self) -> list[tuple[dt.datetime, dt.datetime]]:
        """The hours for which somebody waits for approval; never who."""
        if not self.space.needs_approval:
            return []
        waiting = Booking.objects.requested().at_same_place(self.space).overlapping(*self._day)
        return list(waiting.values_list("starts_at", "ends_at"))
