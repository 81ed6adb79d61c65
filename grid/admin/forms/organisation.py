"""What the office fills in about a unit of the organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from common.time import clock
from grid.admin.forms.base import OneCommunityForm
from grid.models import OrgUnit


class OrgUnitForm(OneCommunityForm):
    """The form of a unit of a given level; `level` is set by who builds the form class, for a new unit."""

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


class PostBuildingForm(forms.ModelForm):
    """The form of a building that a post looks after. A saved row can only be ended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            return
        until = self.instance.during.upper
        over = until is not None and until <= clock.today()
        for name in ("building", "during") if over else ("building",):
            if name in self.fields:
                self.fields[name].disabled = True

    def clean_during(self) -> Any:
        during = self.cleaned_data["during"]
        if self.instance.pk and during and during.lower != self.initial["during"].lower:
            words = gettext("The first day stays as it was. Only a last day can be set.")
            raise forms.ValidationError(words, code="first_day_stays")
        return during
