"""What one chooses on the pages of use: hours of a weekday, and two periods to compare."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminDateWidget

from common.time import clock
from stations.models import OpeningHours
from stations.selectors.opening_hours import DAY
from stations.selectors.usage import WEEK, UsePeriod, monday_of

WEEKDAYS = [(number, label) for number, label in OpeningHours.Day.choices if number < 7]
# A longer one would no longer say what changed.
LONGEST_DAYS = 366
FIRST_DAY = dt.date(2000, 1, 1)


class IdleHoursForm(forms.Form):
    """Hours of a weekday in which a room is idle, from a link of our own; an end at 00:00 is midnight."""

    day = forms.TypedChoiceField(choices=WEEKDAYS, coerce=int, widget=forms.HiddenInput)
    starts = forms.TimeField(widget=forms.HiddenInput)
    ends = forms.TimeField(widget=forms.HiddenInput)


class UseComparisonForm(forms.Form):
    """Two periods whose use is compared, each by its first and its last day."""

    before_first = forms.DateField(label=gettext_lazy("Before: first day"), widget=UnfoldAdminDateWidget)
    before_last = forms.DateField(label=gettext_lazy("Before: last day"), widget=UnfoldAdminDateWidget)
    after_first = forms.DateField(label=gettext_lazy("After: first day"), widget=UnfoldAdminDateWidget)
    after_last = forms.DateField(label=gettext_lazy("After: last day"), widget=UnfoldAdminDateWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.input_type = "date"
            field.widget.format = "%Y-%m-%d"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for side in ("before", "after"):
            first, last = cleaned.get(f"{side}_first"), cleaned.get(f"{side}_last")
            if first is None or last is None:
                continue
            if not FIRST_DAY <= first <= last:
                self.add_error(f"{side}_last", _("The last day is before the first one."))
            elif (last - first).days >= LONGEST_DAYS or last.year > 2100:
                self.add_error(f"{side}_last", _("A period is one year long at most."))
        return cleaned

    @staticmethod
    def usual() -> dict[str, dt.date]:
        """The last four whole weeks after the four before them."""
        this = monday_of(clock.today())
        return {
            "before_first": this - 8 * WEEK,
            "before_last": this - 4 * WEEK - DAY,
            "after_first": this - 4 * WEEK,
            "after_last": this - DAY,
        }

    def period(self, side: str) -> UsePeriod:
        return UsePeriod(self.cleaned_data[f"{side}_first"], self.cleaned_data[f"{side}_last"])
