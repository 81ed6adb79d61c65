"""Forms in which the office keeps places."""

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from grid.admin.forms.base import OneCommunityForm
from grid.models import Grid
from grid.models.places import validate_boundary
from grid.rules.places import MOST_FLATS

PAIR = re.compile(r"^\s*\(?\s*(\d+(?:\.\d+)?)\s*[,，;；\s]\s*(\d+(?:\.\d+)?)\s*\)?\s*$")


class BoundaryField(forms.CharField):
    """The boundary of a grid, one corner a line: metres east, metres south. Pasted JSON is understood too."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        try:
            validate_boundary(value)
        except ValidationError:
            return json.dumps(value) if value else ""
        return "\n".join(f"{x:g}, {y:g}" for x, y in value)

    def clean(self, value: Any) -> list[list[float]]:
        text = super().clean(value).strip()
        points = self.read(text) if text else []
        if points:
            validate_boundary(points)
        return points

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool((initial or []) != self.clean(data or ""))
        except ValidationError:
            return True

    def read(self, text: str) -> list[list[float]]:
        if text.startswith("["):
            try:
                return json.loads(text)
            except (json.JSONDecodeError, RecursionError):
                self.not_a_corner(text)
        points = []
        for line in filter(str.strip, text.splitlines()):
            match = PAIR.match(line)
            if not match:
                self.not_a_corner(line)
            else:
                points.append([_tidy(match[1]), _tidy(match[2])])
        return points

    def not_a_corner(self, line: str) -> None:
        raise ValidationError(
            _("This line is not a corner: “%(line)s”. Write two numbers, for example 400, 300."),
            code="corner",
            params={"line": line.strip()[:40]},
        )


def _tidy(text: str) -> float:
    value = float(text)
    return int(value) if value.is_integer() else value


class GridForm(OneCommunityForm):
    """The form of a grid, whose boundary is typed as corners instead of JSON."""

    boundary = BoundaryField(
        label=_("boundary"),
        required=False,
        help_text=_(
            "One corner a line: metres east, metres south, from the upper left corner of the plan. "
            "The drawing below follows when you save."
        ),
    )

    class Meta:
        model = Grid
        fields = ["number", "name", "about", "boundary"]


class AddHouseholdsForm(forms.Form):
    """The form that adds households to a building: how many flats are on each floor of each entrance."""

    flats = forms.IntegerField(
        label=_("Flats on each floor of each entrance"),
        min_value=1,
        max_value=MOST_FLATS,
        initial=2,
        widget=UnfoldAdminIntegerFieldWidget,
    )
