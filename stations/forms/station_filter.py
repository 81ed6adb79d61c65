"""The filters of the list of stations. They live in the address: a kind, a facility, a building, and no person."""

import functools
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.cache import caches
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from grid.models import Building
from stations.models import Station
from stations.querysets import StationQuerySet


@dataclass(frozen=True, slots=True)
class FilterOrigin:
    """A building with a position, from which the list of stations gives the ways."""

    pk: int
    estate: str
    name: str
    x: float
    y: float
    community: int


@dataclass(frozen=True, slots=True)
class FilterChip:
    """One filter of the list of stations that is set, with the address of the page without it."""

    words: str
    href: str


class StationFilter(forms.Form):
    """Which stations the address asks for. A part that is malformed is left out, and the page says so."""

    building = forms.ChoiceField(label=_("From my building"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all kinds")), *Station.Kind.choices])
    facility = forms.ChoiceField(
        label=_("It has"), required=False, choices=[("", _("anything")), *Station.Facility.choices]
    )
    open = forms.BooleanField(label=_("Open now"), required=False)
    step_free = forms.BooleanField(label=_("No steps at the entrance"), required=False)

    use_required_attribute = False

    def __init__(self, query: QueryDict, *, origins: tuple[FilterOrigin, ...], home: Building | None = None) -> None:
        super().__init__(
            {name: query[name] for name in self.base_fields if query.get(name)}, auto_id="filter_%s", label_suffix=""
        )
        self._origins = {str(one.pk): one for one in origins}
        # The reader's own building. It is never in the address: where somebody lives would stand in logs.
        self.home = self._origins.get(str(home.pk)) if home else None
        field = self.fields["building"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices_of_origins(origins)

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
        """From where the ways are given: the building that the address names, else the reader's own."""
        return self._origins.get(self.understood.get("building", "")) or self.home

    @property
    def from_home(self) -> bool:
        """Whether the ways are given from the reader's own building, without having been asked for."""
        return self.home is not None and "building" not in self.understood

    @property
    def only_open(self) -> bool:
        return "open" in self.understood

    @property
    def narrows(self) -> bool:
        """Whether one of the filters that the page folds away is set."""
        return bool({"kind", "facility", "step_free"} & set(self.understood))

    def apply(self, stations: StationQuerySet) -> StationQuerySet:
        """All but “open now”, which no query knows."""
        asked = self.understood
        if self.origin:
            # Metres are those of one community's plan.
            stations = stations.filter(community=self.origin.community)
        if "kind" in asked:
            stations = stations.filter(kind=asked["kind"])
        if "facility" in asked:
            stations = stations.filter(facilities__contains=[asked["facility"]])
        if "step_free" in asked:
            stations = stations.filter(Q(access__overlap=list(Station.STEP_FREE)))
        return stations

    def address(self, **changes: Any) -> str:
        """The query string of this page with `changes`; None removes a part."""
        asked = {**self.understood, **changes}
        parts = {name: "on" if value is True else value for name, value in asked.items() if value is not None}
        return "?" + urlencode(parts) if parts else "?"

    @property
    def query(self) -> str:
        """The same filters on another page."""
        return self.address() if self.understood else ""

    @functools.cached_property
    def chips(self) -> list[FilterChip]:
        return [
            FilterChip(self._words(name, value), self.address(**{name: None}))
            for name, value in self.understood.items()
        ]

    def _words(self, name: str, value: Any) -> str:
        if name == "building":
            return f"{self.fields[name].label} · {self._origins[value].name}"
        if name == "kind":
            return str(Station.Kind(value).label)
        if name == "facility":
            return str(Station.Facility(value).label)
        return str(self.fields[name].label)


def read_station_filter(query: QueryDict, *, home: Building | None = None) -> StationFilter:
    """The filter of stations that this query string asks for; `home` is the reader's own building."""
    return StationFilter(query, origins=buildings_to_set_out_from(), home=home)


def choices_of_origins(origins: tuple[FilterOrigin, ...]) -> list[tuple[str, Any]]:
    """The buildings by estate, for a drop-down."""
    estates: dict[str, list[tuple[str, str]]] = {}
    for one in origins:
        estates.setdefault(one.estate, []).append((str(one.pk), one.name))
    return [("", _("choose your building")), *estates.items()]


def buildings_to_set_out_from() -> tuple[FilterOrigin, ...]:
    """The buildings from which pages give the ways; read once in SITE_FACTS_SECONDS."""
    return caches["pages"].get_or_set("buildings-to-set-out-from", _origins, settings.SITE_FACTS_SECONDS) or ()


def _origins() -> tuple[FilterOrigin, ...]:
    rows = Building.objects.published().select_related("estate").order_by("estate__name", "number")
    return tuple(
        FilterOrigin(row.pk, row.estate.name, str(row), row.x, row.y, row.community_id)
        for row in rows
        if row.x is not None and row.y is not None
    )
