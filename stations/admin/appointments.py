"""Who receives people at which station."""

from typing import Any, ClassVar

from django.contrib import admin

from accounts.admin.appointments import AppointmentAdmin, StandingFilter
from accounts.admin.forms.appointments import GrantForm
from stations.models import StationAppointment


class StationGrantForm(GrantForm):
    class Meta(GrantForm.Meta):
        model = StationAppointment
        fields: ClassVar = ["station", "during"]


@admin.register(StationAppointment)
class StationAppointmentAdmin(AppointmentAdmin):
    form = StationGrantForm
    list_filter: Any = [StandingFilter, "station"]
    list_select_related = [*AppointmentAdmin.list_select_related, "station"]
