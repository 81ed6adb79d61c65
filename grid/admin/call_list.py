"""A list to call: whoever is ticked in a list of people, with home and phone, for a reason that is kept."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.auth.http import acting_user
from common.admin.forms import ExportReasonForm
from common.admin.pages import ask_once, office_page
from common.files.spreadsheets import spreadsheet_response
from common.time import clock
from grid.actions.exports import read_call_list
from grid.exports.residents import call_list_workbook

# The button of the page; the list itself sends only what was ticked.
CONFIRMED = "confirmed"
MOST_ROWS = 500


class CallListForm(ExportReasonForm):
    """The form before a list to call is shown or handed out."""

    kind = forms.ChoiceField(
        label=gettext_lazy("As"),
        choices=[("paper", gettext_lazy("a page to print")), ("xlsx", gettext_lazy("a spreadsheet"))],
        widget=UnfoldAdminSelectWidget,
    )
    field_order = ["reason", "kind"]


def call_list_page(model_admin: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse:
    """The residents ticked in the list of residences; of whoever has moved away there is nothing to call."""
    by = acting_user(request)
    rows = rows.filter(during__contains=clock.today()).select_related(
        "person", "building__estate", "household__building__estate"
    )
    by_home = rows.order_by("building__estate__name", "building__number", "household", "person__name_sort")
    return show_call_list(
        model_admin,
        request,
        list(by_home[:MOST_ROWS]),
        exports="grid.export_residence",
        read=lambda reason: read_call_list(rows, by=by, reason=reason),
        spreadsheet=lambda read: spreadsheet_response(call_list_workbook(read), "call-list.xlsx"),
    )


def show_call_list(
    model_admin: Any,
    request: HttpRequest,
    rows: Sequence[Any],
    *,
    template: str = "admin/call_list.html",
    exports: str,
    read: Callable[[str], Any],
    spreadsheet: Callable[[Any], HttpResponse],
) -> HttpResponse:
    """With whole numbers for whoever has the permission `exports`; for others with masked ones, each to be revealed.

    `read(reason)` is the action that gives the rows with whole numbers; `spreadsheet(those)` makes a file of them.
    """
    by = acting_user(request)
    form = CallListForm(request.POST if CONFIRMED in request.POST else None)

    def page(whole: Any = None) -> HttpResponse:
        return office_page(
            model_admin,
            request,
            template,
            _("List to call"),
            rows=rows if whole is None else whole,
            whole=whole is not None,
            form=form if by.has_perm(exports) else None,
            may_reveal=by.has_perm("accounts.change_person"),
            checkbox=ACTION_CHECKBOX_NAME,
            act=request.POST["action"],
            confirmed=CONFIRMED,
            back=request.get_full_path(),
        )

    return ask_once(
        request,
        form,
        run=lambda answers: read(answers["reason"]),
        done=lambda whole: spreadsheet(whole) if form.cleaned_data["kind"] == "xlsx" else page(whole),
        show=page,
    )
