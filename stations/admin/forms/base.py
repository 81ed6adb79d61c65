"""Fields that several forms of the station's office share."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from common.time import clock
from stations.models import Space


class RoomField(forms.ModelChoiceField):
    """A room by its station and its own name; those of one station stand together."""

    def label_from_instance(self, obj: Any) -> str:
        return self.label_of(obj)

    @staticmethod
    def label_of(space: Space) -> str:
        return f"{space.station} · {space}"


def minutes_field() -> forms.IntegerField:
    """The field for the length of a booking or series: 15 minutes to a day."""
    return forms.IntegerField(
        label=_("for how many minutes"),
        min_value=15,
        max_value=24 * 60,
        initial=60,
        widget=UnfoldAdminIntegerFieldWidget,
    )


def require_known_year(moment: dt.datetime | dt.date) -> None:
    """A booking or series lies in the years 2000 to 2100. Raises ValidationError."""
    if not clock.FIRST_YEAR <= moment.year <= clock.LAST_YEAR:
        raise forms.ValidationError(_("The times lie in the years 2000 to 2100."), code="unknown_year")
