"""What is on: the list, the month, one event."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.http.cache_headers import private_when_signed_in
from common.http.keys import whole_number
from common.http.page_cache import public_page
from common.http.pagination import page_of
from common.time import clock
from common.time.months import parse_month
from events.forms.event_filter import read_event_filter
from events.models import Event, Registration
from events.presenters.access import access_signs
from events.presenters.month import EventMonth
from events.presenters.pictures import cover_sources
from events.presenters.share_text import share_text
from events.rules.registrations import mark_open_to
from events.selectors.events import event_for_page, standing_of_event


@require_safe
@public_page
def event_list(request: HttpRequest) -> HttpResponse:
    """/events/: the list of events, with filters in the address."""
    asked, published = read_event_filter(request.GET), Event.objects.published()
    events = asked.apply(published)
    page = page_of(events.for_cards(), request.GET.get("page", ""))
    mark_open_to(page.rows, request.user)
    context: dict[str, Any] = {"filter": asked, "page": page}
    if asked.chips:
        whole = page.number == 1 and not page.has_next
        context["found"] = len(page.rows) if whole else events.count()
        context["ways_out"] = [] if page.rows or not whole else asked.ways_out(published)
    if page.previous_number:
        context["previous"] = asked.address(page=page.previous_number)
    if page.next_number:
        context["next"] = asked.address(page=page.next_number)
    return private_when_signed_in(request, render(request, "events/events.html", context))


@require_safe
@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """/events/calendar/: the events of one month, as a table of days."""
    asked, understood = request.GET.get("month", ""), True
    try:
        first = parse_month(asked) if asked else clock.today().replace(day=1)
    except ValidationError:
        first, understood = clock.today().replace(day=1), False
    context = {"month": EventMonth.load(first), "understood": understood}
    return private_when_signed_in(request, render(request, "events/calendar.html", context))


@require_safe
@public_page
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """/events/…/: the page of one event, with the reader's own registrations."""
    key = whole_number(pk)
    event = event_for_page(key) if key is not None else None
    if event is None:
        raise Http404
    context = {
        "event": event,
        "standing": standing_of_event(event, waiting=event.waiting),
        "position": event.waiting + 1,
        "registrations": own_registrations_for(request, event),
        "access": access_signs(event),
        "share_text": share_text(event),
        "cover_sources": cover_sources(event),
        "cover_drawing": f"img/covers/{event.kind}.svg",
    }
    return private_when_signed_in(request, render(request, "events/event.html", context))


def own_registrations_for(request: HttpRequest, event: Event) -> list[Registration]:
    """The reader's own live registrations for this event, and the wards'."""
    if not request.user.is_authenticated:
        return []
    own = Registration.objects.live().owned_by(request.user)
    return list(own.filter(event=event).select_related("person").with_position())
