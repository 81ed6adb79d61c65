"""The calendar of a community opens and shuts its stations: a holiday entered later asks about what is booked."""

from django.contrib import admin

from grid.admin.calendar import CalendarDayAdmin
from grid.models import CalendarDay
from stations.admin.forms.calendar import CalendarDayForm
from stations.admin.plans import MindsPlansAdmin
from stations.models import Station

admin.site.unregister(CalendarDay)


@admin.register(CalendarDay)
class CalendarDayOfStationsAdmin(MindsPlansAdmin, CalendarDayAdmin):
    """The office's list of calendar days, as grid has it, with what they mean for the rooms."""

    form = CalendarDayForm

    def stations_under(self, obj: CalendarDay) -> list[int]:
        return list(Station.objects.filter(community=obj.community_id).values_list("pk", flat=True))
