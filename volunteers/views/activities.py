"""The public page of an activity, and its file for a calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from common.files.ical import calendar_response
from common.http.cache_headers import private_when_signed_in
from common.http.keys import whole_number
from common.http.page_cache import public_page
from volunteers.exports.ical import calendar_of_activities
from volunteers.models import Activity
from volunteers.presenters.open_shifts import OpenShift
from volunteers.selectors.activities import activity_for_page, shifts_for_page, standing_of_activity, thanks_for


@require_safe
@public_page
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """/volunteers/…/: one activity with its shifts, and what came of it. Four queries."""
    key = whole_number(pk)
    found = activity_for_page(key) if key is not None else None
    if found is None:
        raise Http404
    context = {
        "activity": found,
        "community": found.community,
        "standing": standing_of_activity(found),
        "lines": [OpenShift(shift) for shift in shifts_for_page(found)],
        "photos": list(found.photos.all()) if found.result_published_at else [],
        "notes": thanks_for(found),
    }
    return private_when_signed_in(request, render(request, "volunteers/activity.html", context))


@require_safe
def activity_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """/volunteers/…/activity.ics: one activity as an iCalendar file to save."""
    found = get_object_or_404(Activity.objects.published().select_related("space__station"), pk=pk)
    response = calendar_response(calendar_of_activities([found]), filename=f"activity-{pk}.ics")
    changed = int(found.changed_at.timestamp())
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Last-Modified"] = http_date(changed)
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response
