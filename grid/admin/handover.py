"""Handovers as the office keeps them: prepared from an appointment, called off, and read with their receipts."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.admin.appointments import AppointmentAdmin
from accounts.admin.base import FindsPeopleAdmin, ReadOnly
from accounts.auth.http import acting_user
from common.admin.ordering import next_first
from common.admin.pages import act_on_row, ask_once, office_page, posted, redirect_with_success, require_allowed
from common.exceptions import Refused
from grid.actions.handover import call_off_handover, prepare_handover
from grid.admin.forms.handover import PrepareHandoverForm
from grid.models import Handover
from grid.rules.handover import can_call_off_handover, can_prepare_handover
from grid.selectors.handover import handover_contents, handover_receipt, parts_countable_by

EXPIRED = _("expired: the post is no longer held")


def prepare_handover_page(model_admin: AppointmentAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """The page “hand over” of one appointment, which prepares a handover."""
    by = acting_user(request)
    appointment = model_admin.get_object(request, object_id)
    if appointment is None:
        raise Http404
    require_allowed(can_prepare_handover(by, appointment))
    form = PrepareHandoverForm(appointment, by, posted(request))
    return ask_once(
        request,
        form,
        run=lambda answers: prepare_handover(appointment, **answers, by=by),
        done=lambda handover: redirect_with_success(
            request,
            gettext("Prepared. Both are told; nothing changes until the post is received."),
            "admin:grid_handover_change",
            handover.pk,
        ),
        show=lambda: office_page(
            model_admin,
            request,
            "admin/grid/handover/prepare.html",
            gettext("Hand over"),
            subtitle=str(appointment),
            appointment=appointment,
            parts=handover_contents(appointment, parts_countable_by(by, appointment)),
            form=form,
            media=model_admin.media + form.media,
        ),
    )


@admin.register(Handover)
class HandoverAdmin(ReadOnly, FindsPeopleAdmin):
    """The office's list of handovers with receipts. Nothing is edited; one that waits can be called off."""

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

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits for the new holder stands first, the longest on top."""
        return next_first("prepared_at", ~Q(state=Handover.State.PREPARED))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(*self.list_select_related)

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return _contents(obj, request)

    # --- What is shown

    @admin.display(description=_("post"), ordering="appointment__unit__name")
    def post(self, handover: Handover) -> str:
        return str(handover.appointment.unit)

    @admin.display(description=_("old holder"), ordering="appointment__user__person__name_sort")
    def from_whom(self, handover: Handover) -> str:
        return str(handover.appointment.user)

    @admin.display(description=_("merged into"))
    def afterwards(self, handover: Handover) -> str:
        return str(handover.unit) if handover.gives_up_the_post else "–"

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
        handover = self.row_of(request, obj)
        return handover is None or can_call_off_handover(handover, acting_user(request))

    def has_print_receipt_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        handover = self.row_of(request, obj)
        return handover is None or handover.state == Handover.State.RECEIVED

    def _visible(self, request: HttpRequest, object_id: str) -> Handover:
        require_allowed(self.has_view_permission(request))
        handover = self.get_object(request, object_id)
        if handover is None:
            raise Http404
        return handover

    @action(description=_("Receipt to print"), icon="print", url_path="receipt", permissions=["print_receipt"])
    def print_receipt(self, request: HttpRequest, object_id: str) -> HttpResponse:
        handover = self._visible(request, object_id)
        if handover.state != Handover.State.RECEIVED:
            raise Http404
        return office_page(
            self,
            request,
            "admin/grid/handover/receipt.html",
            gettext("Receipt of a handover"),
            **_contents(handover, request),
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

        def refused(refusal: Refused) -> HttpResponse:
            messages.error(request, str(refusal))
            return redirect("admin:grid_handover_change", handover.pk)

        return act_on_row(
            self,
            request,
            handover,
            forms.Form(posted(request)),
            run=lambda _answers: call_off_handover(handover, by=acting_user(request)),
            title=gettext("Call off the handover"),
            text=gettext("Everything stays as it was, and both are told. A new handover can be prepared afterwards."),
            button=gettext("Call off the handover"),
            done=gettext("The handover is called off; everything stays as it was."),
            refused=refused,
        )


def _contents(handover: Handover | None, request: HttpRequest) -> dict[str, Any]:
    """What goes over, or has gone over."""
    if handover is None:
        return {}
    done = handover.state == Handover.State.RECEIVED
    waiting = handover.is_open and not handover.has_expired
    counted = parts_countable_by(acting_user(request), handover.appointment)
    parts = (
        handover_receipt(handover, counted)
        if done
        else handover_contents(handover.appointment, counted)
        if waiting
        else []
    )
    return {"handover": handover, "parts": parts, "received": done}
