"""iCalendar answers, with what a calendar program needs to ask again cheaply."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.files.ical import calendar_response
from events.exports.ical import calendar_of_events
from events.models import Event
from events.selectors.ical import events_for_feed

FEED_HOLDS = 2000


@require_safe
def event_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """/events/…/event.ics: one event as an iCalendar file to save."""
    event = get_object_or_404(Event.objects.published().select_related("space__station"), pk=pk)
    return _answer(request, [event], filename=f"event-{pk}.ics")


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """/events/feed.ics: the iCalendar feed of events: everything to come and the last 30 days.

    Cancelled events stay in, so that calendars strike them out.
    """
    return _answer(request, list(events_for_feed()[:FEED_HOLDS]), name=_("Community events"))


def _answer(request: HttpRequest, events: list[Event], *, name: str = "", filename: str = "") -> HttpResponseBase:
    response = calendar_response(calendar_of_events(events, name=name), filename=filename)
    changed = max((int(event.changed_at.timestamp()) for event in events), default=None)
    response.headers["Cache-Control"] = "public, max-age=300"
    if changed:
        response.headers["Last-Modified"] = http_date(changed)
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response
