"""What several forms of the office have in common, and the forms before an export and before a copy."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from common.admin.pages import Words
from common.admin.widgets import DayWidget
from common.time import clock


def without_links(form: Any, *names: str) -> None:
    """The choices of these fields stand without links to edit the record that is chosen."""
    for name in set(names) & set(form.base_fields):
        form.base_fields[name].widget = form.base_fields[name].widget.widget


class ExportReasonForm(forms.Form):
    """The form of admin before an export: what the list is for."""

    reason = forms.CharField(
        label=_("What is the list for?"),
        max_length=200,
        help_text=_("It is kept who exported the list and why; the people on it can see that."),
        widget=UnfoldAdminTextInputWidget,
    )


class ListExportForm(ExportReasonForm):
    """The form of admin before the export of a list: which rows, and what for."""

    which = forms.ChoiceField(label=_("Which"), widget=UnfoldAdminSelectWidget)
    field_order = ["which", "reason"]

    def __init__(self, choices: list[tuple[str, Words]], *args: Any) -> None:
        super().__init__(*args)
        which: Any = self.fields["which"]
        which.choices = choices


class CopyToDayForm(forms.Form):
    """The form of the office that copies what is planned: to which day, by default a week later."""

    day = forms.DateField(label=_("On which day?"), widget=DayWidget)

    def __init__(self, starts_at: dt.datetime, *args: Any, **kwargs: Any) -> None:
        self.first_day = timezone.localdate(starts_at)
        week_later = max(self.first_day, clock.today()) + dt.timedelta(days=7)
        # The same day of the week, the first one that is still to come.
        week_later -= dt.timedelta(days=(week_later - self.first_day).days % 7)
        kwargs.setdefault("initial", {"day": week_later.isoformat()})
        super().__init__(*args, **kwargs)

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if day.year > clock.LAST_YEAR or day < clock.today():
            raise forms.ValidationError(_("Please choose a day from today on."), code="day")
        return day

    @property
    def days_later(self) -> int:
        return (self.cleaned_data["day"] - self.first_day).days
