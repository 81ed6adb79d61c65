"""The service circle in admin: whom the stations reach, whom they do not, and what another place would change.

A GET form with the question in the address: nothing is stored, and a plan B can be sent to a colleague.
"""

import functools
import re
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from accounts.models import User
from grid.models import Community
from stations.circle import Change, Circle, Spot, load
from stations.models import Station
from stations.plan import StationPlan, station_plan

FARTHEST = 100_000


class PositionField(forms.FloatField):
    """Metres on the plan, within what CHECK station_position_on_plan lets a station have."""

    widget = UnfoldAdminTextInputWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=FARTHEST, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal"}


class WhatIfForm(forms.Form):
    """Which stations count; and, if one wants to know, which one stands where instead."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which stations count"), required=False, widget=UnfoldAdminSelectWidget
    )
    station = forms.ChoiceField(
        label=gettext_lazy("What if this station"), required=False, widget=UnfoldAdminSelectWidget
    )
    building = forms.ChoiceField(
        label=gettext_lazy("stood at this building"), required=False, widget=UnfoldAdminSelectWidget
    )
    x = PositionField(label=gettext_lazy("or here: metres east"))
    y = PositionField(label=gettext_lazy("metres south"))

    use_required_attribute = False

    def __init__(self, query: QueryDict, circle: Circle) -> None:
        super().__init__({name: query[name] for name in self.base_fields if name in query}, auto_id="circle_%s")
        self.all = circle
        kinds = {spot.kind for spot in circle.spots}
        self._offer("kind", _("all stations"), [one for one in Station.Kind.choices if one[0] in kinds])
        self._offer("station", _("one station more"), [(str(spot.key), spot.name) for spot in circle.spots])
        self._offer("building", _("(choose)"), [(str(home.key), home.name) for home in circle.homes])

    def _offer(self, name: str, nothing: str, choices: list[tuple[str, Any]]) -> None:
        chosen: Any = self.fields[name]
        chosen.choices = [("", nothing), *choices]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if (said.get("x") is None) != (said.get("y") is None) and not self.errors:
            raise forms.ValidationError(_("A position has two numbers: fill in both, or choose a building."))
        moved = self.moved
        if moved and said.get("kind") and moved.kind != said["kind"]:
            self.add_error("station", _("This station is not of the kind that counts."))
        if moved and not self.errors and self.place is None:
            raise forms.ValidationError(_("Say where it would stand: choose a building, or fill in both numbers."))
        return said

    @property
    def counting(self) -> Circle:
        """The stations that count."""
        kind = getattr(self, "cleaned_data", {}).get("kind")
        return self.all.of_kind(kind) if kind else self.all

    @property
    def moved(self) -> Spot | None:
        """The station that would move; None for one more."""
        key = self.cleaned_data.get("station")
        return next((spot for spot in self.all.spots if str(spot.key) == key), None)

    @property
    def place(self) -> tuple[float, float] | None:
        """Numbers say more than a building."""
        said = self.cleaned_data
        if said.get("x") is not None and said.get("y") is not None:
            return said["x"], said["y"]
        home = next((home for home in self.all.homes if str(home.key) == said.get("building")), None)
        return (home.x, home.y) if home else None

    @functools.cached_property
    def trial(self) -> Spot | None:
        """The station at its other place, or the new one; None when nothing is asked, or not well."""
        if not self.is_valid() or self.place is None:
            return None
        x, y = self.place
        moved = self.moved
        if moved:
            return Spot(moved.key, moved.name, moved.kind, x, y)
        return Spot(None, _("a new station"), self.cleaned_data.get("kind", ""), x, y)


@dataclass(slots=True)
class Answer:
    """What the page says: `changes` compares before and after, which are the same where nothing is asked."""

    changes: list[Change]
    spots: tuple[Spot, ...]
    trial: Spot | None
    gone: Spot | None = None
    drawn: StationPlan | None = None
    numbered: list[tuple[int, Spot]] = field(default_factory=list)


@require_safe
def circle_page(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not user.has_perm("stations.view_use"):
        raise PermissionDenied
    communities = list(Community.objects.within(user.rights.holding("stations.view_use")).order_by("pk"))
    community = chosen(communities, request.GET.get("community", ""))
    context: dict[str, Any] = {"communities": communities, "community": community}
    if community:
        circle = load(community)
        form = WhatIfForm(request.GET, circle)
        context |= {"form": form, "circle": circle, "answer": answer(form, community), "rings_href": rings_href(user)}
    return TemplateResponse(
        request,
        "admin/stations/circle.html",
        {**admin.site.each_context(request), "title": _("Service circle"), **context},
    )


def chosen(communities: list[Community], typed: str) -> Community | None:
    """The community of that key, the first one when none is named; 404 for one out of reach."""
    if not typed:
        return next(iter(communities), None)
    if re.fullmatch(r"[0-9]{1,18}", typed, re.ASCII):
        for community in communities:
            if community.pk == int(typed):
                return community
    raise Http404


def answer(form: WhatIfForm, community: Community) -> Answer:
    trial = form.trial
    before = form.counting
    after = before.with_spot(trial) if trial else before
    gone = form.moved if trial else None
    found = Answer(before.changes(after), after.spots, trial, gone)
    found.numbered = list(enumerate(after.spots, 1))
    found.drawn = plan_of(found, community)
    return found


def plan_of(found: Answer, community: Community) -> StationPlan | None:
    """The stations that count, where they would stand; the place that one would leave; and the buildings outside."""
    places = [*found.spots, *([found.gone] if found.gone else [])]
    plan = station_plan(places, community=community.pk)
    if plan is None:
        return None
    plan.draw_rings([change.ring for change in found.changes], found.spots)
    if found.changes:
        plan.outside = [plan.at(home) for home in found.changes[0].after.outside]
    if found.gone:
        plan.pin(
            None, found.gone, name=_("%(name)s, today") % {"name": found.gone.name}, href="#stations", hollow=True
        )
    for number, spot in found.numbered:
        tint = "trial" if spot == found.trial else spot.kind
        plan.pin(number, spot, name=f"{number} {spot.name}", href="#stations", tint=tint)
    return plan


def rings_href(user: User) -> str:
    """Where rings are entered, for who may."""
    try:
        return reverse("admin:stations_servicering_changelist") if user.has_perm("stations.view_servicering") else ""
    except NoReverseMatch:
        return ""
