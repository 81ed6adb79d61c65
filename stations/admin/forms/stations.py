"""What the office fills in about a station and the days on which it opens otherwise."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldBooleanSwitchWidget

from grid.admin.forms.base import OneCommunityForm
from stations.models import Station


class StationForm(OneCommunityForm):
    """A station in the office: its facilities and accessibility are ticked, not typed."""

    facilities = forms.MultipleChoiceField(
        label=_("facilities"),
        choices=Station.Facility.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    access = forms.MultipleChoiceField(
        label=_("accessibility"),
        choices=Station.Access.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Station
        fields = [
            "kind",
            "name",
            "about",
            "address",
            "phone",
            "grid",
            "estate",
            "x",
            "y",
            "facilities",
            "access",
            "access_note",
            "own_holiday_hours",
            "listed",
        ]


class OpeningExceptionForm(forms.ModelForm):
    """Other opening hours on some days; `cancels`: whether bookings outside of them are cancelled."""

    cancels = forms.BooleanField(label=_("cancel bookings"), required=False, widget=UnfoldBooleanSwitchWidget)
