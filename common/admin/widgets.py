"""Days and times in the forms of the office, with the browser's own pickers."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget

from common.http.keys import whole_number
from common.time.date_range_fields import DaysWidget


class KeysOnly:
    """A picker that is drawn again with what was sent: text that is no key stands for no row."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        keys = [key for key in value if whole_number(key) is not None]
        return super().optgroups(name, keys, attr)  # type: ignore[misc]


class Picker(KeysOnly, AutocompleteSelect):
    """The office's picker of one row, which is searched for."""


class Pickers(KeysOnly, AutocompleteSelectMultiple):
    """The office's picker of several rows, which are searched for."""


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
