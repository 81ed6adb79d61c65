"""The form field of a range of days: the first day and, if the range ends, the last day, which is included."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.postgres.forms import BaseRangeField
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.time.dates import ONE_DAY, last_day


class DaysWidget(forms.MultiWidget):
    """Two date inputs, each with its own label."""

    template_name = "common/widgets/days.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"first": self.day_widget(), "last": self.day_widget()}, attrs)

    def day_widget(self) -> forms.Widget:
        return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def decompress(self, value: DateRange | None) -> tuple[dt.date | None, dt.date | None]:
        return (value.lower, last_day(value)) if value else (None, None)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (_("First day"), _("Last day (empty: no end)"))
        for part, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["attrs"]["aria-label"] = label
            part["label"] = label
        return context


class DaysField(BaseRangeField):
    """A range of days by its first and its last day; the last may be empty. Cleaned value: a half-open DateRange."""

    base_field = forms.DateField
    range_type = DateRange
    widget = DaysWidget
    default_error_messages = {
        "invalid": gettext_lazy("Please enter both days as dates, for example 2026-11-22."),
        "bound_ordering": gettext_lazy("The last day is before the first one."),
        "no_first_day": gettext_lazy("Please enter the first day."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", self.widget)
        super().__init__(**kwargs)
        # Otherwise Django would repeat the default (“from today”) in hidden fields for comparison.
        self.show_hidden_initial = False

    def prepare_value(self, value: Any) -> Any:
        return [value.lower, last_day(value)] if isinstance(value, DateRange) else value

    def compress(self, values: Any) -> DateRange | None:
        first, last = values or (None, None)
        if first is None and last is None:
            return None
        if first is None:
            raise forms.ValidationError(self.error_messages["no_first_day"], code="no_first_day")
        if last is not None and last < first:
            raise forms.ValidationError(self.error_messages["bound_ordering"], code="bound_ordering")
        if last == dt.date.max:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return DateRange(first, last + ONE_DAY if last else None)
