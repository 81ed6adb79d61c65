"""What the office fills in about bookings that repeat."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextInputWidget

from common.admin.widgets import DayWidget, TimeWidget
from stations.admin.forms.base import minutes_field, require_known_year
from stations.admin.forms.bookings import BookingCancelForm
from stations.models import BookingSeries
from stations.models.spaces import Purpose


class BookingSeriesForm(forms.ModelForm):
    """A booking that repeats, for a group's contact person."""

    party_size = forms.IntegerField(
        label=_("how many come"), min_value=1, initial=1, widget=UnfoldAdminIntegerFieldWidget
    )
    purpose = forms.ChoiceField(label=_("what for"), choices=Purpose.choices)
    remark = forms.CharField(label=_("remark"), max_length=100, required=False, widget=UnfoldAdminTextInputWidget)
    minutes = minutes_field()

    class Meta:
        model = BookingSeries
        fields = ["space", "person", "first_day", "last_day", "every_weeks", "starts", "minutes"]
        widgets = {"first_day": DayWidget, "last_day": DayWidget, "starts": TimeWidget}

    def clean_first_day(self) -> dt.date:
        require_known_year(self.cleaned_data["first_day"])
        day: dt.date = self.cleaned_data["first_day"]
        return day

    def clean_last_day(self) -> dt.date:
        require_known_year(self.cleaned_data["last_day"])
        day: dt.date = self.cleaned_data["last_day"]
        return day


class BookingSeriesCancelForm(BookingCancelForm):
    """The office cancels what is still to come of a series, from a day on or all of it."""

    from_day = forms.DateField(
        label=_("from which day on"),
        required=False,
        help_text=_("Empty: all that is still to come."),
        widget=DayWidget,
    )
    field_order = ["from_day", "reason"]

    def clean_from_day(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["from_day"]
        if day is not None:
            require_known_year(day)
        return day
