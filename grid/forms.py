"""Forms in which the office keeps places."""

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.files.images import PhotoField
from grid.actions.places import MOST_FLATS
from grid.models import Community, Grid, OrgUnit
from grid.models.places import validate_boundary

PAIR = re.compile(r"^\s*\(?\s*(\d+(?:\.\d+)?)\s*[,，;；\s]\s*(\d+(?:\.\d+)?)\s*\)?\s*$")


class CornersField(forms.CharField):
    """A boundary, one corner a line: metres east, metres south. Pasted JSON is understood too."""

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


class OneCommunityForm(forms.ModelForm):
    """A form of a record that belongs to a community. Where there is only one, nobody is asked which."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "community" not in self.fields and not self.instance.community_id:
            self.instance.community = Community.objects.order_by("pk").first()

    def _get_validation_exclusions(self) -> set[str]:
        # Names are unique within the community: that is checked here too, not only by the database.
        return super()._get_validation_exclusions() - {"community"}  # type: ignore[misc]


class GridForm(OneCommunityForm):
    boundary = CornersField(
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


class OrgUnitForm(OneCommunityForm):
    """A unit of a given level; `level` is set by who builds the form class, for a new unit."""

    level: int = OrgUnit.Level.GENERAL_BRANCH

    class Meta:
        model = OrgUnit
        fields = ["parent", "name", "number", "about", "estates", "grids"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.level = self.level

    def _get_validation_exclusions(self) -> set[str]:
        # The name is unique below its parent, also where the form of a general branch asks for no parent.
        return super()._get_validation_exclusions() - {"level", "parent"}


class HouseholdsForm(forms.Form):
    """How many flats there are on each floor of each entrance."""

    flats = forms.IntegerField(
        label=_("Flats on each floor of each entrance"), min_value=1, max_value=MOST_FLATS, initial=2
    )


class IdentityForm(forms.Form):
    """What a pioneer says on the own card, and that it may be public."""

    words = forms.CharField(
        label=_("One sentence to your neighbours"),
        max_length=60,
        required=False,
        help_text=_("For example when and where you are found. No phone number, please: this is public."),
        # Two lines, so that the whole sentence is seen in large type too; it stays one sentence.
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that my name, my post with its buildings, this sentence and, if I add one, my photo are shown "
            "publicly. I can withdraw that at any time."
        ),
        error_messages={"required": _("Without your agreement nothing is shown. That is fine too.")},
    )

    def clean_words(self) -> str:
        return " ".join(self.cleaned_data["words"].split())


class PhotoForm(forms.Form):
    photo = PhotoField(
        label=_("Your photo"),
        help_text=_("Upright, with your face in the middle. What the camera notes of place and time is removed."),
    )
