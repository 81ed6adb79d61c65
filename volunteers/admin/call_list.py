"""A list of volunteers to call or to pin up: those ticked in the list, with home and phone, for a reason."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from accounts.auth.http import acting_user
from common.files.spreadsheets import spreadsheet_response
from grid.admin.call_list import MOST_ROWS, show_call_list
from volunteers.actions.readings import read_volunteer_call_list
from volunteers.exports.volunteers import volunteer_call_list_workbook
from volunteers.selectors.volunteers import for_call_list


def volunteer_call_list_page(model_admin: Any, request: HttpRequest, rows: QuerySet) -> HttpResponse:
    """The volunteers ticked in the list, with their numbers."""
    by = acting_user(request)
    return show_call_list(
        model_admin,
        request,
        list(for_call_list(rows, reader=by)[:MOST_ROWS]),
        template="admin/volunteers/call_list.html",
        exports="volunteers.export_record",
        read=lambda reason: read_volunteer_call_list(rows, by=by, reason=reason),
        spreadsheet=lambda read: spreadsheet_response(volunteer_call_list_workbook(read), "volunteers.xlsx"),
    )
