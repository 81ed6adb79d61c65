"""Who receives people at which station."""

from typing import Any

from django.contrib import admin

from accounts.admin.appointments import AppointmentAdmin, AppointmentStandingFilter
from stations.admin.forms.appointments import StationGrantForm
from stations.models import StationAppointment


@admin.register(StationAppointment)
class StationAppointmentAdmin(AppointmentAdmin):
    """Appointments of receptionists to stations, as the office makes and ends them."""

    form = StationGrantForm
    list_filter: Any = [AppointmentStandingFilter, "station"]
    list_select_related = [*AppointmentAdmin.list_select_related, "station"]
