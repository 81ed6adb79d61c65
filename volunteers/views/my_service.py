"""/volunteers/mine/: what the reader and the wards have given, and what is still to come."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from common.http.cache_headers import private
from common.http.pagination import page_of
from volunteers.selectors.my_service import own_coming_shifts, own_merits, own_minutes, own_records
from volunteers.selectors.volunteers import has_applied

SHIFTS_SHOWN = 20


@private
@login_required
@require_safe
def my_service(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/volunteers/mine/: next shifts, both sums, records in pages, trainings, awards, and answers to requests."""
    records = page_of(own_records(request.user), request.GET.get("page", ""))
    own = own_minutes(request.user)
    context = {
        "own": own,
        "has_applied": not own and has_applied(request.user),
        "shifts": own_coming_shifts(request.user)[:SHIFTS_SHOWN],
        "records": records,
        "merits": own_merits(request.user),
    }
    return render(request, "volunteers/my_service.html", context, status=200 if records.understood else 400)
