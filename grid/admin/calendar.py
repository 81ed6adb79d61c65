"""Holidays and make-up working days beyond what the library knows."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from common.admin.ordering import next_first
from common.admin.widgets import DayWidget
from common.time import clock, formatting
from grid.admin.base import OneCommunityAdmin
from grid.models import CalendarDay


@admin.register(CalendarDay)
class CalendarDayAdmin(OneCommunityAdmin):
    """The office's list of calendar days that a community adds to the statutory calendar, or changes in it."""

    list_display = ["on", "kind", "name", "community"]
    list_filter = [("kind", ChoicesDropdownFilter)]
    list_select_related = ["community"]
    search_fields = ["name"]
    date_hierarchy = "day"
    fields = ["community", ("day", "kind"), "name"]
    formfield_overrides = {
        **OneCommunityAdmin.formfield_overrides,
        models.DateField: {"widget": DayWidget},
    }

    def get_ordering(self, request: HttpRequest) -> Any:
        return next_first("day", models.Q(day__lt=clock.today()))

    @admin.display(description=_("day"), ordering="day")
    def on(self, row: CalendarDay) -> str:
        return formatting.day(row.day)
