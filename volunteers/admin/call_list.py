"""A list of volunteers to call or to pin up: those ticked in the list, with home and phone, for a reason."""

from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.auth.http import acting_user
from common.admin.pages import ask_once, office_page
from common.files.spreadsheets import spreadsheet_response
from grid.admin.call_list import CONFIRMED, MOST_ROWS, CallListForm
from volunteers.actions.readings import read_volunteer_call_list
from volunteers.exports.volunteers import volunteer_call_list_workbook
from volunteers.selectors.volunteers import for_call_list


def volunteer_call_list_page(model_admin: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse:
    """With whole numbers for whoever may export records; for others with masked ones, each to be revealed."""
    by = acting_user(request)
    volunteers = list(for_call_list(rows, reader=by)[:MOST_ROWS])
    form = CallListForm(request.POST if CONFIRMED in request.POST else None)

    def page(whole: Any = None) -> HttpResponse:
        return office_page(
            model_admin,
            request,
            "admin/volunteers/call_list.html",
            _("List to call"),
            volunteers=volunteers if whole is None else whole,
            whole=whole is not None,
            form=form if by.has_perm("volunteers.export_record") else None,
            may_reveal=by.has_perm("accounts.change_person"),
            checkbox=ACTION_CHECKBOX_NAME,
            act=request.POST["action"],
            confirmed=CONFIRMED,
            back=request.get_full_path(),
        )

    def done(read: Any) -> HttpResponse:
        if form.cleaned_data["kind"] == "xlsx":
            return spreadsheet_response(volunteer_call_list_workbook(read), "volunteers.xlsx")
        return page(whole=read)

    return ask_once(
        request,
        form,
        run=lambda answers: read_volunteer_call_list(rows, by=by, reason=answers["reason"]),
        done=done,
        show=page,
    )
