"""iCalendar answers, with what a calendar program needs to ask again cheaply."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.files.ical import calendar_response
from events.exports.ical import calendar_of_events
from events.models import Event
from events.selectors.ical import dates_for_calendar, events_for_feed

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


@require_safe
def series_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """/events/series/…/series.ics: all dates of a series as an iCalendar file to save."""
    return _answer(request, _dates_or_404(pk), filename=f"series-{pk}.ics")


@require_safe
def series_feed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """/events/series/…/feed.ics: the iCalendar feed of a series: dates that are added, moved or called off follow."""
    dates = _dates_or_404(pk)
    return _answer(request, dates, name=str(dates[0].series))


def _dates_or_404(pk: int) -> list[Event]:
    dates = list(dates_for_calendar(pk))
    if not dates:
        raise Http404
    return dates


def _answer(request: HttpRequest, events: list[Event], *, name: str = "", filename: str = "") -> HttpResponseBase:
    response = calendar_response(calendar_of_events(events, name=name), filename=filename)
    changed = max((int(event.changed_at.timestamp()) for event in events), default=None)
    response.headers["Cache-Control"] = "public, max-age=300"
    if changed:
        response.headers["Last-Modified"] = http_date(changed)
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response
