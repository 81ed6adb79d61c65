"""What one fills in to ask what another place of a station would change."""

import functools
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from stations.models import Station
from stations.selectors.service_area import CircleSpot, ServiceCircle

FARTHEST = 100_000


class PositionField(forms.FloatField):
    """A station's position on the plan, in metres, as far as CHECK station_position_on_plan allows it."""

    widget = UnfoldAdminTextInputWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=FARTHEST, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal"}


class ServiceAreaWhatIfForm(forms.Form):
    """What would change in the service circle: which stations count, and which one stands where instead."""

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

    def __init__(self, query: QueryDict, circle: ServiceCircle) -> None:
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
        cleaned = self.cleaned_data
        if (cleaned.get("x") is None) != (cleaned.get("y") is None) and not self.errors:
            text = _("A position has two numbers: fill in both, or choose a building.")
            raise forms.ValidationError(text, code="half_a_position")
        moved = self.moved
        if moved and cleaned.get("kind") and moved.kind != cleaned["kind"]:
            text = _("This station is not of the kind that counts.")
            self.add_error("station", forms.ValidationError(text, code="does_not_count"))
        if moved and not self.errors and self.place is None:
            text = _("Say where it would stand: choose a building, or fill in both numbers.")
            raise forms.ValidationError(text, code="no_position")
        return cleaned

    @property
    def counting(self) -> ServiceCircle:
        """The stations that count."""
        kind = getattr(self, "cleaned_data", {}).get("kind")
        return self.all.of_kind(kind) if kind else self.all

    @property
    def moved(self) -> CircleSpot | None:
        """The station that would move; None for one more."""
        key = self.cleaned_data.get("station")
        return next((spot for spot in self.all.spots if str(spot.key) == key), None)

    @property
    def place(self) -> tuple[float, float] | None:
        """Numbers say more than a building."""
        cleaned = self.cleaned_data
        if cleaned.get("x") is not None and cleaned.get("y") is not None:
            return cleaned["x"], cleaned["y"]
        home = next((home for home in self.all.homes if str(home.key) == cleaned.get("building")), None)
        return (home.x, home.y) if home else None

    @functools.cached_property
    def trial(self) -> CircleSpot | None:
        """The station at its other place, or the new one; None when nothing is asked, or not well."""
        if not self.is_valid() or self.place is None:
            return None
        x, y = self.place
        moved = self.moved
        if moved:
            return CircleSpot(moved.key, moved.name, moved.kind, x, y)
        return CircleSpot(None, _("a new station"), self.cleaned_data.get("kind", ""), x, y)
