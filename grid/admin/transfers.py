"""Transfers of party relations that wait for an answer, and those that were answered."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.ordering import next_first
from common.admin.pages import office_page, redirect_with_success, require_allowed
from common.admin.scope import visible
from common.exceptions import Refused
from common.http.keys import get_visible_or_404
from grid.actions import register as acts
from grid.admin.base import SensitiveAdmin
from grid.admin.forms.transfers import TransferAnswerForm
from grid.admin.register import COLOURS, State
from grid.models import PartyRelation, PartyTransfer
from grid.selectors.register import place_of_relation


class TransferWaitingFilter(admin.SimpleListFilter):
    """A filter of transfers: those that wait, unless somebody asks for the others."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("answered", _("answered or withdrawn")), ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [{**first, "display": _("waiting")}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "all":
            return queryset
        waiting = Q(state=State.REQUESTED)
        return queryset.exclude(waiting) if self.value() == "answered" else queryset.filter(waiting)


class TransferWayFilter(admin.SimpleListFilter):
    """A filter of transfers by direction: those that the user answers, or those of the own branches."""

    title = _("direction")
    parameter_name = "way"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("in", _("incoming: to answer")), ("out", _("outgoing"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "in":
            return queryset.incoming(acting_user(request))
        return queryset.outgoing(acting_user(request)) if self.value() == "out" else queryset


@admin.register(PartyTransfer)
class PartyTransferAdmin(SensitiveAdmin):
    """The office's list of transfers, and the page on which a transfer is accepted, sent back or withdrawn."""

    what = "party transfer"
    list_display = ["member", "leaves", "to_branch", "kind_label", "asked_at", "asked_by", "standing"]
    list_filter = [TransferWaitingFilter, TransferWayFilter, "to_branch"]
    list_select_related = ["relation__person", "relation__branch", "to_branch", "asked_by__person"]
    search_fields = ["relation__person__name"]

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits for an answer stands first, the longest on top."""
        return next_first("asked_at", ~Q(state=PartyTransfer.State.REQUESTED))

    def people_of(self, rows: list[PartyTransfer]) -> set[int]:
        return {row.relation.person_id for row in rows}

    @admin.display(description=_("name"), ordering="relation__person__name_sort")
    def member(self, transfer: PartyTransfer) -> str:
        return transfer.relation.person.name

    @admin.display(description=_("from"))
    def leaves(self, transfer: PartyTransfer) -> str:
        return place_of_relation(transfer.relation)

    @admin.display(description=_("kind afterwards"))
    def kind_label(self, transfer: PartyTransfer) -> str:
        return str(dict(PartyRelation.Kind.choices)[transfer.kind])

    @display(description=_("state"), label=COLOURS)
    def standing(self, transfer: PartyTransfer) -> str | SafeString:
        return transfer.get_state_display()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A transfer begins on the member's page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One transfer and its answer, for users who may answer it. The pressed button says which answer."""
        rows = visible(PartyTransfer, request).select_related(
            "relation__person", "relation__branch", "to_branch", "asked_by__person", "decided_by__person"
        )
        transfer: PartyTransfer = get_visible_or_404(rows, object_id)
        by = acting_user(request)
        may_answer = by.has_perm("grid.transfer_partyrelation", transfer.to_branch)
        may_withdraw = by.has_perm("grid.transfer_partyrelation", transfer.relation)
        act = request.POST.get("act", "") if request.method == "POST" else ""
        answer = TransferAnswerForm(request.POST if act == "refuse" else None)
        if request.method == "POST":
            require_allowed({"accept": may_answer, "refuse": may_answer, "withdraw": may_withdraw}.get(act, False))
            if act != "refuse" or answer.is_valid():
                try:
                    message = self._decide(transfer, act, answer, by)
                except Refused as refused:
                    if act != "refuse":
                        messages.error(request, str(refused))
                        return redirect("admin:grid_partytransfer_change", transfer.pk)
                    answer.add_error(None, refused.as_validation_error())
                else:
                    return redirect_with_success(request, message, "admin:grid_partytransfer_change", transfer.pk)
        self.log(request, [transfer], gettext("page of the transfer"))
        return office_page(
            self,
            request,
            "admin/grid/transfers/transfer.html",
            gettext("Transfer of %(name)s") % {"name": transfer.relation.person.name},
            original=transfer,
            transfer=transfer,
            place=place_of_relation(transfer.relation),
            kind=dict(PartyRelation.Kind.choices)[transfer.kind],
            answer=answer,
            may_answer=transfer.is_open and may_answer,
            may_withdraw=transfer.is_open and may_withdraw,
        )

    def _decide(self, transfer: PartyTransfer, act: str, answer: TransferAnswerForm, by: User) -> str:
        if act == "accept":
            acts.accept_transfer(transfer, by=by)
            return gettext("The member now belongs to %(branch)s.") % {"branch": transfer.to_branch}
        if act == "refuse":
            acts.refuse_transfer(transfer, answer=answer.cleaned_data["answer"], by=by)
            return gettext("The transfer is sent back; who asked for it is told.")
        acts.withdraw_transfer(transfer, by=by)
        return gettext("The transfer is withdrawn.")
