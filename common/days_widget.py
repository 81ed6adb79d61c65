"""The admin site's look of a range of days."""

from django import forms
from unfold.widgets import UnfoldAdminSingleDateWidget

from common.days import DaysWidget


class AdminDaysWidget(DaysWidget):
    template_name = "common/widgets/admin_days.html"

    class Media:
        js = ("admin/js/core.js", "admin/js/calendar.js", "admin/js/admin/DateTimeShortcuts.js")

    def day_widget(self) -> forms.Widget:
        return UnfoldAdminSingleDateWidget()
