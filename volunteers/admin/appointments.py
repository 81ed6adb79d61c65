"""Who leads which team."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin.appointments import AppointmentAdmin, AppointmentStandingFilter
from volunteers.admin.forms.appointments import TeamGrantForm
from volunteers.models import Team, TeamAppointment


@admin.register(TeamAppointment)
class TeamAppointmentAdmin(AppointmentAdmin):
    """Appointments of leads to teams and sub-teams, as the office makes and ends them."""

    form = TeamGrantForm
    list_filter: Any = [AppointmentStandingFilter, "team"]
    list_select_related = [*AppointmentAdmin.list_select_related, "team"]

    def places(self, request: HttpRequest) -> QuerySet:
        return Team.objects.in_use().filter(pk__in=super().places(request))
