"""The filters of the event list. They live in the address, so that a filtered list can be sent to a neighbour."""

import datetime as dt
import functools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db.models import Count, Value
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from common.care import is_search_for_care
from common.time import clock
from common.time.clock import FIRST_YEAR, LAST_YEAR
from common.time.months import month_label, next_month, parse_month
from events.models import Event
from events.models.practical import Access
from events.querysets import EventQuerySet
from grid.models import Grid

TODAY, WEEKEND, WEEK, PAST = "today", "weekend", "week", "past"
MONTHS_AHEAD = 6


# Parts of the address that one tap above the list sets, and a second one takes away.
SHORTCUTS: dict[tuple[str, str], Any] = {
    ("days", TODAY): _("today"),
    ("days", WEEKEND): _("this weekend"),
    ("audience", Event.Audience.FAMILIES): _("with children"),
    ("audience", Event.Audience.ELDERS): _("elders"),
}
OLDEST = 120


@dataclass(frozen=True, slots=True)
class EventFilterChip:
    """One filter of the event list that is set, with the address of the list without it; `left`: its other parts."""

    words: str
    href: str
    left: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventShortcut:
    """A filter above the list that one tap sets or, when it is set, takes away."""

    words: str
    href: str
    is_set: bool


@dataclass(frozen=True, slots=True)
class EventWayOut:
    """Of a list in which nothing is: without this one filter it has `found` events."""

    chip: EventFilterChip
    found: int


class EventDaysField(forms.ChoiceField):
    """Which days of events: a few words for them, or any month as `2026-11`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self.offered, **kwargs)

    @staticmethod
    def offered() -> list[tuple[str, Any]]:
        month = clock.today().replace(day=1)
        months = []
        for _number in range(MONTHS_AHEAD):
            months.append((f"{month:%Y-%m}", month_label(month)))
            month = next_month(month)
        return [
            ("", _("all to come")),
            (TODAY, _("today")),
            (WEEKEND, _("this weekend")),
            (WEEK, _("the next 7 days")),
            *months,
            (PAST, _("past events")),
        ]

    def valid_value(self, value: str) -> bool:
        if super().valid_value(value):
            return True
        parse_month(value)
        return True


class AgeField(forms.IntegerField):
    """The age of somebody who would like to come. Full-width digits are understood."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=OLDEST, **kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(unicodedata.normalize("NFKC", value) if isinstance(value, str) else value)


class EventFilter(forms.Form):
    """The filters of the event list in the address. A part that is malformed is left out, and the page says so."""

    q = forms.CharField(label=_("Title or place"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    days = EventDaysField(label=_("When"), required=False)
    date = forms.DateField(
        label=_("On this day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    grid = forms.ChoiceField(label=_("Grid"), required=False)
    audience = forms.MultipleChoiceField(
        label=_("Who comes along"),
        choices=Event.Audience.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    age = AgeField(label=_("Age of who comes"), required=False)
    access = forms.MultipleChoiceField(
        label=_("Accessibility"), choices=Access.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    places = forms.BooleanField(label=_("Only with places left"), required=False)

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any], *, grids: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._offer("kind", [("", _("all kinds")), *Event.Kind.choices])
        self._offer("grid", [("", _("all grids")), *grids])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_q(self) -> str:
        return self.cleaned_data["q"].strip()

    def clean_date(self) -> dt.date | None:
        day = self.cleaned_data["date"]
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_("Please enter a day like 2026-11-28."), code="date")
        return day

    @functools.cached_property
    def understood(self) -> dict[str, Any]:
        """The parts that are well-formed and say something, in the order of the fields."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) for name in self.fields}
        if asked["date"]:
            asked["days"] = None
        return {name: value for name, value in asked.items() if value or (value == 0 and name == "age")}

    @functools.cached_property
    def ignored(self) -> list[str]:
        """The labels of the parts that were malformed."""
        return [str(self.fields[name].label) for name in self.errors]

    def complete(self) -> None:
        """Work out all that is asked of the filters later."""
        _all = self.understood, self.ignored, self.chips, self.shortcuts, self.panel

    @property
    def looks_for_care(self) -> bool:
        """Whether somebody searches for the large view instead of an event (DOMAIN.md §4, check 1)."""
        return is_search_for_care(str(self.understood.get("q", "")))

    @property
    def shows_past(self) -> bool:
        return self.understood.get("days") == PAST

    def apply(self, events: EventQuerySet) -> EventQuerySet:
        return _narrowed(events, self.understood)

    def ways_out(self, events: EventQuerySet) -> list[EventWayOut]:
        """For an empty list: the filters without which something is found, and how much. One query."""
        counted = [
            _narrowed(events, chip.left).order_by().values(which=Value(number)).annotate(n=Count("pk"))
            for number, chip in enumerate(self.chips)
        ]
        if not counted:
            return []
        first, *others = counted
        found = {row["which"]: row["n"] for row in first.union(*others, all=True).order_by()}
        return [EventWayOut(chip, n) for number, chip in enumerate(self.chips) if (n := found.get(number))]

    def address(self, **changes: Any) -> str:
        """The query string of this list with `changes`; None removes a part."""
        return _address({**self.understood, **changes})

    @functools.cached_property
    def chips(self) -> list[EventFilterChip]:
        chips = []
        for name, value in self.understood.items():
            for one in value if isinstance(value, list) else [value]:
                left = self._without(name, one)
                chips.append(EventFilterChip(self._words(name, one), _address(left), left))
        return chips

    @functools.cached_property
    def shortcuts(self) -> list[EventShortcut]:
        shortcuts = []
        for (name, value), words in SHORTCUTS.items():
            asked = self.understood.get(name)
            changed: dict[str, Any]
            if isinstance(self.fields[name], forms.MultipleChoiceField):
                is_set, changed = value in (asked or []), {name: [*(asked or []), value]}
            else:
                # A day that was picked would say more than these.
                is_set, changed = asked == value, {name: value, "date": None}
            parts = self._without(name, value) if is_set else {**self.understood, **changed}
            shortcuts.append(EventShortcut(str(words), _address(parts), is_set))
        return shortcuts

    def _without(self, name: str, value: Any) -> dict[str, Any]:
        """All parts but this one value."""
        left = dict(self.understood)
        asked = left.pop(name)
        kept = [one for one in asked if one != value] if isinstance(asked, list) else []
        return {**left, name: kept} if kept else left

    @functools.cached_property
    def panel(self) -> SafeString:
        """The shortcuts and the form as HTML."""
        return render_to_string("events/_filter.html", {"filter": self})

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if name == "places":
            return str(field.label)
        if (name, value) in SHORTCUTS:
            return str(SHORTCUTS[name, value])
        if name == "age":
            return gettext("%(age)d years old") % {"age": value}
        if name == "date":
            return formats.date_format(value, "DATE_FORMAT")
        if isinstance(field, forms.ChoiceField):
            offered = {str(key): str(label) for key, label in cast(Iterable[tuple[Any, Any]], field.choices)}
            return offered.get(value) or month_label(parse_month(value))
        return f"“{value}”"


def read_event_filter(query: QueryDict) -> EventFilter:
    """The filters of the event list in this address."""
    asked = tuple((name, tuple(query.getlist(name))) for name in EventFilter.base_fields if query.get(name))
    grids = caches["pages"].get_or_set("grids-to-choose-from", _grids, settings.SITE_FACTS_SECONDS)
    return _read(asked, grids or (), clock.today(), get_language())


@functools.lru_cache(maxsize=256)
def _read(
    asked: tuple[tuple[str, tuple[str, ...]], ...],
    grids: tuple[tuple[str, str], ...],
    today: dt.date,
    language: str | None,
) -> EventFilter:
    """The form depends on nothing else, so the same question is checked and drawn once.

    Threads share it: it is complete when it is kept, and nobody changes it later.
    """
    data = QueryDict(mutable=True)
    for name, values in asked:
        data.setlist(name, list(values))
    form = EventFilter(data, grids=grids)
    form.complete()
    return form


def _grids() -> tuple[tuple[str, str], ...]:
    return tuple((str(pk), name) for pk, name in Grid.objects.published().values_list("pk", "name"))


def _address(asked: dict[str, Any]) -> str:
    parts = {name: "on" if value is True else value for name, value in asked.items() if value is not None}
    return "?" + urlencode(parts, doseq=True)


def _narrowed(events: EventQuerySet, asked: dict[str, Any]) -> EventQuerySet:
    """The events that fit all of these parts."""
    events = _in_days(events, asked)
    if "kind" in asked:
        events = events.filter(kind=asked["kind"])
    for group in asked.get("audience", []):
        events = events.for_group(group)
    if "age" in asked:
        events = events.for_ages(asked["age"], asked["age"])
    for help_ in asked.get("access", []):
        events = events.offering(help_)
    if "grid" in asked:
        events = events.at(asked["grid"])
    if "q" in asked:
        events = events.saying(asked["q"])
    if "places" in asked:
        events = events.with_places_left()
    return events


def _in_days(events: EventQuerySet, asked: dict[str, Any]) -> EventQuerySet:
    if "date" in asked:
        return events.between(asked["date"], asked["date"])
    days, today = asked.get("days"), clock.today()
    if days == PAST:
        return events.past().order_by("-starts_at", "-pk")
    if days == TODAY:
        return events.between(today, today).to_come()
    if days == WEEK:
        return events.between(today, today + dt.timedelta(days=6)).to_come()
    if days == WEEKEND:
        saturday = today + dt.timedelta(days=5 - today.weekday())
        return events.between(saturday, saturday + dt.timedelta(days=1)).to_come()
    if days:
        first = parse_month(days)
        return events.between(first, next_month(first) - dt.timedelta(days=1))
    return events.to_come()
