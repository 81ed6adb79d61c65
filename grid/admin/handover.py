"""Handovers as the office keeps them: prepared from an appointment, called off, and read with their receipts."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.auth.http import acting_user
from common.admin.base import ScopedModelAdmin
from common.exceptions import Refused
from grid.actions.handover import call_off_handover, prepare_handover
from grid.admin.forms.handover import PrepareForm
from grid.models import Handover
from grid.rules.handover import can_be_prepared, require_may_call_off, require_open
from grid.selectors.handover import counted_by, receipt, what_comes_with

if TYPE_CHECKING:
    from grid.admin.appointments import UnitAppointmentAdmin

EXPIRED = _("expired: the post is no longer held")


def prepare(model_admin: "UnitAppointmentAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page “hand over” of one appointment."""
    by = acting_user(request)
    appointment = model_admin.get_object(request, object_id)
    if appointment is None:
        raise Http404
    if not can_be_prepared(by, appointment):
        raise PermissionDenied
    form = PrepareForm(appointment, by, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            handover = prepare_handover(
                appointment,
                to=form.cleaned_data["person"].user,
                unit=form.cleaned_data.get("unit"),
                remarks=form.cleaned_data["remarks"],
                by=by,
            )
        except Refused as refused:
            form.add_error(None, forms.ValidationError(str(refused), code=refused.code))
        else:
            messages.success(request, gettext("Prepared. Both are told; nothing changes until the post is received."))
            return HttpResponseRedirect(reverse("admin:grid_handover_change", args=[handover.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": gettext("Hand over"),
        "subtitle": str(appointment),
        "opts": model_admin.opts,
        "appointment": appointment,
        "parts": what_comes_with(appointment, counted_by(by, appointment)),
        "form": form,
        "media": model_admin.media + form.media,
    }
    return TemplateResponse(request, "admin/grid/handover/prepare.html", context)


@admin.register(Handover)
class HandoverAdmin(ScopedModelAdmin):
    list_display = ["post", "from_whom", "to", "standing", "prepared_at", "closed_at"]
    list_filter = [("state", ChoicesDropdownFilter)]
    list_select_related = [
        "appointment__unit",
        "appointment__user__person",
        "unit",
        "to__person",
        "prepared_by__person",
    ]
    search_fields = ["appointment__unit__name", "appointment__user__person__name", "to__person__name"]
    search_help_text = _("Post or name")
    ordering = ["-prepared_at", "-pk"]
    fields = [
        "post",
        "from_whom",
        "to",
        "afterwards",
        "remarks",
        "standing_in_words",
        "prepared_by",
        "prepared_at",
        "closed_at",
    ]
    readonly_fields = ["post", "from_whom", "afterwards", "standing_in_words"]
    actions_detail = ["print_receipt", "call_off"]
    change_form_after_template = "admin/grid/handover/after.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        shown = self.get_object(request, object_id) if object_id else None
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), **_contents(shown, request)}
        )

    # --- What is shown

    @admin.display(description=_("post"), ordering="appointment__unit__name")
    def post(self, handover: Handover) -> str:
        return str(handover.appointment.unit)

    @admin.display(description=_("old holder"), ordering="appointment__user__person__name")
    def from_whom(self, handover: Handover) -> str:
        return str(handover.appointment.user)

    @admin.display(description=_("merged into"))
    def afterwards(self, handover: Handover) -> str:
        return str(handover.unit) if handover.gives_up_the_post else "—"

    @display(
        description=_("state"),
        ordering="state",
        label={"prepared": "info", "expired": "warning", "received": "success", "called_off": "default"},
    )
    def standing(self, handover: Handover) -> tuple[str, str]:
        return ("expired" if handover.has_expired else handover.state), self.standing_in_words(handover)

    @admin.display(description=_("state"))
    def standing_in_words(self, handover: Handover) -> str:
        return str(EXPIRED if handover.has_expired else handover.get_state_display())

    # --- Acts

    def has_call_off_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and not isinstance(obj, Handover):
            obj = self.get_object(request, obj)
        if obj is None:
            return True  # the view says that there is no such row
        try:
            require_open(obj)
            require_may_call_off(obj, acting_user(request))
        except Refused:
            return False
        return True

    def has_print_receipt_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and not isinstance(obj, Handover):
            obj = self.get_object(request, obj)
        return obj is None or obj.state == Handover.State.RECEIVED

    def _visible(self, request: HttpRequest, object_id: str) -> Handover:
        if not self.has_view_permission(request):
            raise PermissionDenied
        handover = self.get_object(request, object_id)
        if handover is None:
            raise Http404
        return handover

    @action(description=_("Receipt to print"), icon="print", url_path="receipt", permissions=["print_receipt"])
    def print_receipt(self, request: HttpRequest, object_id: str) -> HttpResponse:
        handover = self._visible(request, object_id)
        if handover.state != Handover.State.RECEIVED:
            raise Http404
        return TemplateResponse(
            request,
            "admin/grid/handover/receipt.html",
            {
                **self.admin_site.each_context(request),
                "title": gettext("Receipt of a handover"),
                "opts": self.opts,
                **_contents(handover, request),
            },
            headers={"Cache-Control": "no-store"},
        )

    @action(
        description=_("Call off"),
        icon="event_busy",
        url_path="call-off",
        permissions=["call_off"],
        variant=ActionVariant.DANGER,
    )
    def call_off(self, request: HttpRequest, object_id: str) -> HttpResponse:
        handover = self._visible(request, object_id)
        if request.method == "POST":
            try:
                call_off_handover(handover, by=acting_user(request))
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, gettext("The handover is called off; everything stays as it was."))
            return HttpResponseRedirect(reverse("admin:grid_handover_change", args=[handover.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Call off the handover"),
            "subtitle": str(handover),
            "opts": self.opts,
            "handover": handover,
        }
        return TemplateResponse(request, "admin/grid/handover/call_off.html", context)


def _contents(handover: Handover | None, request: HttpRequest) -> dict[str, Any]:
    """What goes over, or has gone over."""
    if handover is None:
        return {}
    done = handover.state == Handover.State.RECEIVED
    waiting = handover.is_open and not handover.has_expired
    counted = counted_by(acting_user(request), handover.appointment)
    parts = receipt(handover, counted) if done else what_comes_with(handover.appointment, counted) if waiting else []
    return {"handover": handover, "parts": parts, "received": done}
