"""The posts of the organisation and the work on grids, as admin keeps them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action

from accounts.admin.appointments import AppointmentAdmin, AppointmentStandingFilter
from accounts.auth.http import acting_user
from common.admin.pages import act_on_row, posted, require_allowed
from grid.actions.duty import publish_duty
from grid.admin.forms.appointments import GridGrantForm, UnitGrantForm
from grid.admin.forms.duty import PublishDutyForm
from grid.admin.handover import prepare_handover_page
from grid.models import Grid, GridAppointment, OrgUnit, UnitAppointment
from grid.models.appointments import DutyAppointment
from grid.rules.duty import can_publish_duty
from grid.rules.handover import can_prepare_handover


class DutyAppointmentAdmin(AppointmentAdmin):
    """Base of the admin of appointments that may be published: “Publish” says what the public sees of one."""

    actions_detail = ["publish", *AppointmentAdmin.actions_detail]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_fields(request, obj)
        return fields if obj is None else [*fields, "shown_to_public"]

    @admin.display(description=_("shown to the public"))
    def shown_to_public(self, appointment: DutyAppointment) -> str:
        if not appointment.is_public:
            return gettext("nothing")
        return gettext("the name, and %(phone)s") % {
            "phone": appointment.public_phone or gettext("the number of the community office")
        }

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The button stands only where the action would not refuse."""
        appointment = self.row_of(request, obj)
        return appointment is None or can_publish_duty(acting_user(request), appointment)

    @action(description=_("Publish"), icon="campaign", url_path="publish", permissions=["publish"])
    def publish(self, request: HttpRequest, object_id: str) -> HttpResponse:
        require_allowed(self.has_view_permission(request))
        appointment = self.get_object(request, object_id)
        if appointment is None:
            raise Http404
        return act_on_row(
            self,
            request,
            appointment,
            PublishDutyForm(appointment, posted(request)),
            run=lambda answers: publish_duty(appointment, **answers, by=acting_user(request)),
            title=gettext("What the public sees of this post"),
            text=gettext(
                "Neighbours find it on the pages of their grid and of the organisation. The holder is told."
            ),
            button=gettext("Save"),
            done=lambda published: (
                gettext("Saved. The public pages show it now.")
                if published.is_public
                else gettext("Saved. The public pages show neither the name nor a number.")
            ),
        )


@admin.register(UnitAppointment)
class UnitAppointmentAdmin(DutyAppointmentAdmin):
    """The office's list of appointments at units; “Hand over” prepares a handover of one of them."""

    form = UnitGrantForm
    actions_detail = ["hand_over", *DutyAppointmentAdmin.actions_detail]
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
class GridAppointmentAdmin(DutyAppointmentAdmin):
    """The office's list of appointments of grid workers; the form offers only grids of the user's scope."""

    form = GridGrantForm
    list_filter = [AppointmentStandingFilter, "grid"]
    list_select_related = [*AppointmentAdmin.list_select_related, "grid"]

    def places(self, request: HttpRequest) -> QuerySet:
        return Grid.objects.filter(pk__in=super().places(request))
