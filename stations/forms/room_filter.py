"""What a neighbour looks for a room by: what for, on which day, with how many. It lives in the address."""

import datetime as dt
import functools
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from common.time import clock, formatting
from stations.forms.bookings import ICONS
from stations.forms.station_filter import (
    FilterChip,
    FilterOrigin,
    buildings_to_set_out_from,
    choices_of_origins,
)
from stations.models import Space
from stations.models.spaces import PURPOSES_OF_ROOMS, Purpose
from stations.querysets import SpaceQuerySet
from stations.selectors.opening_hours import DAY
from stations.selectors.rooms import PartOfDay, purposes_suited

TODAY, TOMORROW, WEEKEND = "today", "tomorrow", "weekend"
# As far as the list of days goes; rooms that are booked further ahead have their own page.
DAYS_AHEAD = 30
MOST_PEOPLE = 2000


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """One of the large choices above the list of rooms: a purpose, or a day."""

    words: str
    href: str
    is_set: bool
    icon: str = ""


class RoomDayField(forms.ChoiceField):
    """Today, tomorrow, this weekend, or a day as `2026-11-28`."""

    NEAR: ClassVar[dict[str, Any]] = {TODAY: _("today"), TOMORROW: _("tomorrow"), WEEKEND: _("this weekend")}

    def offer_from(self, today: dt.date) -> None:
        """Offer the days from `today` on."""
        days = [today + n * DAY for n in range(2, DAYS_AHEAD + 1)]
        self.choices = [*self.NEAR.items(), *((f"{day}", formatting.day(day)) for day in days)]

    def valid_value(self, value: str) -> bool:
        """Also a day that the list does not offer, from today on: a link may be older than the list."""
        day = formatting.day_from_address(value)
        return super().valid_value(value) or (day is not None and day >= clock.today())


class RoomFilter(forms.Form):
    """Which rooms the address asks for. A part that is malformed is left out, and the page says so."""

    purpose = forms.ChoiceField(
        label=_("What for?"),
        required=False,
        choices=[("", _("anything")), *((one.value, one.label) for one in PURPOSES_OF_ROOMS)],
    )
    day = RoomDayField(label=_("Which day"), required=False)
    part = forms.ChoiceField(
        label=_("Part of the day"), required=False, choices=[("", _("any time")), *PartOfDay.choices]
    )
    people = forms.IntegerField(label=_("How many people"), required=False, min_value=1, max_value=MOST_PEOPLE)
    building = forms.ChoiceField(label=_("From my building"), required=False)

    use_required_attribute = False

    def __init__(
        self,
        query: QueryDict,
        *,
        origins: tuple[FilterOrigin, ...],
        suited: Collection[str] = (),
        home: int | None = None,
    ) -> None:
        asked = {
            name: unicodedata.normalize("NFKC", str(query[name])) for name in self.base_fields if query.get(name)
        }
        super().__init__(asked, auto_id="filter_%s", label_suffix="")
        self._suited = suited
        self._origins = {str(one.pk): one for one in origins}
        self._home = str(home or "")
        building, day = self.fields["building"], self.fields["day"]
        assert isinstance(building, forms.ChoiceField)
        assert isinstance(day, RoomDayField)
        building.choices = choices_of_origins(origins)
        day.offer_from(clock.today())

    def clean_day(self) -> str:
        return self.cleaned_data["day"] or ""

    @functools.cached_property
    def understood(self) -> dict[str, Any]:
        """The parts that are well-formed and say something, in the order of the fields."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name: value for name, value in asked.items() if value}

    @functools.cached_property
    def ignored(self) -> list[str]:
        """The labels of the parts that were malformed."""
        return [str(self.fields[name].label) for name in self.errors]

    @property
    def origin(self) -> FilterOrigin | None:
        """The building that was chosen, else the one in which the reader is known to live."""
        return self._origins.get(self.understood.get("building", self._home))

    @property
    def asked_purpose(self) -> str:
        return self.understood.get("purpose", "")

    @property
    def asked_part(self) -> PartOfDay | None:
        return PartOfDay(self.understood["part"]) if "part" in self.understood else None

    @property
    def days(self) -> list[dt.date]:
        """The days that are asked for; today when none is. Of a weekend under way, what is left."""
        asked, today = self.understood.get("day", TODAY), clock.today()
        if asked == TODAY:
            return [today]
        if asked == TOMORROW:
            return [today + DAY]
        if asked == WEEKEND:
            saturday = today + (5 - today.weekday()) * DAY
            return [day for day in (saturday, saturday + DAY) if day >= today]
        day = formatting.day_from_address(asked)
        assert day is not None, "the field has checked it"
        return [day]

    def apply(self, spaces: SpaceQuerySet) -> SpaceQuerySet:
        """All but the time: rooms to book, and those without booking that the office says suit something."""
        asked = self.understood
        spaces = spaces.filter(Q(use=Space.Use.BOOKABLE) | ~Q(purposes=[]))
        if self.asked_purpose:
            spaces = spaces.filter(purposes__contains=[self.asked_purpose])
        if "people" in asked:
            spaces = spaces.filter(capacity__gte=asked["people"])
        if self.origin:
            # Metres are those of one community's plan.
            spaces = spaces.filter(station__community=self.origin.community)
        return spaces

    def address(self, **changes: Any) -> str:
        """The query string of this page with `changes`; None removes a part."""
        asked = {**self.understood, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value is not None})

    @functools.cached_property
    def purposes(self) -> list[RoomChoice]:
        """What at least one room suits, and what was asked for: a door that leads to nothing is none."""
        return [
            RoomChoice(
                str(one.label),
                self.address(purpose=None if one == self.asked_purpose else one.value),
                one == self.asked_purpose,
                ICONS[one],
            )
            for one in PURPOSES_OF_ROOMS
            if one in self._suited or one == self.asked_purpose
        ]

    @functools.cached_property
    def day_choices(self) -> list[RoomChoice]:
        """Today, tomorrow, this weekend, and the day that was picked."""
        asked = self.understood.get("day", TODAY)
        offered = {value: str(words) for value, words in RoomDayField.NEAR.items()}
        if asked not in offered:
            offered[asked] = formatting.day(self.days[0])
        return [RoomChoice(words, self.address(day=value), value == asked) for value, words in offered.items()]

    @functools.cached_property
    def chips(self) -> list[FilterChip]:
        """What is set beside the purpose and the day, which stand above."""
        return [
            FilterChip(self._words(name, value), self.address(**{name: None}))
            for name, value in self.understood.items()
            if name not in ("purpose", "day")
        ]

    def _words(self, name: str, value: Any) -> str:
        if name == "people":
            return ngettext("%(n)d person", "%(n)d people", value) % {"n": value}
        if name == "part":
            return str(PartOfDay(value).label)
        return gettext("from %(building)s") % {"building": self._origins[value].name}


def read_room_filter(query: QueryDict, *, home: int | None = None) -> RoomFilter:
    """The filter of rooms that this query string asks for. `home`: the key of the building of the reader."""
    return RoomFilter(query, origins=buildings_to_set_out_from(), suited=purposes_suited(), home=home)


def purpose_from_address(text: str) -> str:
    """The purpose that an address names; nothing for text that is none."""
    return text if text in Purpose else ""
