"""Days and times in the forms of the office, with the browser's own pickers."""

import datetime as dt
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget

from common.time.date_range_fields import DaysWidget


class MomentWidget(UnfoldAdminTextInputWidget):
    """The browser's picker of day and time (datetime-local) in forms of admin."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        return f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, dt.datetime) else value


class MomentField(forms.DateTimeField):
    """A day and a time to the minute; seconds that a record may carry are no change."""

    widget = MomentWidget

    def has_changed(self, initial: Any, data: Any) -> bool:
        if isinstance(initial, dt.datetime):
            initial = initial.replace(second=0, microsecond=0)
        return super().has_changed(initial, data)


class DayWidget(UnfoldAdminTextInputWidget):
    """The browser's picker of a day in forms of admin."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else value


class TimeWidget(UnfoldAdminTextInputWidget):
    """The browser's picker of a time in forms of admin."""

    input_type = "time"

    def format_value(self, value: Any) -> str | None:
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value


class AdminDaysWidget(DaysWidget):
    """A range of days in forms of admin: two date inputs with admin's own calendar."""

    template_name = "common/widgets/admin_days.html"

    class Media:
        js = ("admin/js/core.js", "admin/js/calendar.js", "admin/js/admin/DateTimeShortcuts.js")

    def day_widget(self) -> forms.Widget:
        return UnfoldAdminSingleDateWidget()
