"""What the office fills in about a station and the days on which it opens otherwise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from common.admin.widgets import AdminDaysWidget, TimeWidget
from common.time.date_range_fields import DaysField
from grid.admin.forms.base import OneCommunityForm
from stations.admin.forms.plans import ANSWER, PlanAnswerForm
from stations.models import OpeningException, OpeningHours, Station


class StationForm(PlanAnswerForm, OneCommunityForm):
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


EVERY_DAY, WORKING_WEEK, WEEKEND = range(7), range(5), range(5, 7)
DAYS = {
    "all": (_("every day"), EVERY_DAY),
    "week": (_("Monday to Friday"), WORKING_WEEK),
    "weekend": (_("Saturday and Sunday"), WEEKEND),
}


class WeeklyHoursForm(PlanAnswerForm):
    """The same opening hours for several days of the week, in one line; or none, which is said and not left out."""

    days = forms.ChoiceField(label=_("Days"), widget=UnfoldAdminSelectWidget)
    closed = forms.BooleanField(
        label=_("closed all day on these days"), required=False, widget=UnfoldBooleanSwitchWidget
    )
    opens = forms.TimeField(label=_("opens"), required=False, widget=TimeWidget)
    closes = forms.TimeField(
        label=_("closes"),
        required=False,
        widget=TimeWidget,
        help_text=OpeningHours._meta.get_field("closes").help_text,
    )

    field_order = [*ANSWER, "days", "closed", "opens", "closes"]

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        if ANSWER[0] not in (data or {}):
            self._unasked = {name: self.fields.pop(name) for name in ANSWER}
        days: Any = self.fields["days"]
        several = [(code, words) for code, (words, _days) in DAYS.items()]
        days.choices = [*several, *((str(day), words) for day, words in OpeningHours.Day.choices)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("opens", "closes"):
            if not cleaned.get("closed") and cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, forms.ValidationError(self.fields[name].error_messages["required"], "required"))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What `set_weekly_hours` asks for."""
        chosen = self.cleaned_data["days"]
        days = DAYS[chosen][1] if chosen in DAYS else [int(chosen)]
        hours = None if self.cleaned_data["closed"] else (self.cleaned_data["opens"], self.cleaned_data["closes"])
        return {"days": list(days), "hours": hours, "planned": self.plan_answer}

    def ask_about_plans(self) -> None:
        """Show the question that was not shown so far."""
        self.fields.update(self._unasked)
        self.order_fields(self.field_order)


class OtherHoursForm(OpeningExceptionForm):
    """The page on which a closed day, or one with other hours, is entered."""

    class Meta:
        model = OpeningException
        fields = ["during", "opens", "closes", "reason"]
        field_classes = {"during": DaysField}
        widgets = {
            "during": AdminDaysWidget,
            "opens": TimeWidget,
            "closes": TimeWidget,
            "reason": UnfoldAdminTextInputWidget,
        }

    def __init__(self, data: Any, station: Station) -> None:
        super().__init__(data, instance=OpeningException(station=station))
