"""The posts of the organisation and the work on grids, as admin keeps them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action

from accounts.admin.appointments import AppointmentAdmin, AppointmentStandingFilter
from accounts.auth.http import acting_user
from grid.admin.forms.appointments import GridGrantForm, UnitGrantForm
from grid.admin.handover import prepare_handover_page
from grid.models import Grid, GridAppointment, OrgUnit, UnitAppointment
from grid.rules.handover import can_prepare_handover


@admin.register(UnitAppointment)
class UnitAppointmentAdmin(AppointmentAdmin):
    """The office's list of appointments at units; “Hand over” prepares a handover of one of them."""

    form = UnitGrantForm
    actions_detail = ["hand_over", *AppointmentAdmin.actions_detail]
    list_filter = [AppointmentStandingFilter, ("role", ChoicesDropdownFilter), "unit"]
    list_select_related = [*AppointmentAdmin.list_select_related, "unit"]

    def has_hand_over_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The button stands only where a handover could be prepared."""
        appointment = self.row_of(request, obj)
        return appointment is None or can_prepare_handover(acting_user(request), appointment)

    @action(description=_("Hand over"), icon="handshake", url_path="hand-over", permissions=["hand_over"])
    def hand_over(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return prepare_handover_page(self, request, object_id)

    def places(self, request: HttpRequest) -> QuerySet:
        levels = {UnitAppointment.LEVELS[role.code] for role in self._offered(request)}
        return OrgUnit.objects.filter(pk__in=super().places(request), level__in=levels).in_tree_order()


@admin.register(GridAppointment)
class GridAppointmentAdmin(AppointmentAdmin):
    """The office's list of appointments of grid workers; the form offers only grids of the user's scope."""

    form = GridGrantForm
    list_filter = [AppointmentStandingFilter, "grid"]
    list_select_related = [*AppointmentAdmin.list_select_related, "grid"]

    def places(self, request: HttpRequest) -> QuerySet:
        return Grid.objects.filter(pk__in=super().places(request))
