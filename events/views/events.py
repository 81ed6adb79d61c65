"""What is on: the list, the month, one event."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.http.cache_headers import private_when_signed_in
from common.http.keys import whole_number
from common.http.page_cache import public_page
from common.http.pagination import page_of
from common.http.qr_codes import qr_code_response
from common.time import clock
from common.time.months import parse_month
from events.forms.event_filter import read_event_filter
from events.models import Enrolment, Event, EventSeries, Registration
from events.presenters.access import access_signs
from events.presenters.month import BOARD, EventMonth
from events.presenters.pictures import cover_sources
from events.presenters.share_text import share_text, whiteboard_text, who_may_come
from events.rules.registrations import mark_open_to
from events.selectors.events import event_for_page, standing_of_event
from events.selectors.recaps import shown_photos
from events.selectors.series import CourseView, enrolments_of


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
    first, understood = _month_asked(request)
    context = {"month": EventMonth.load(first), "understood": understood}
    return private_when_signed_in(request, render(request, "events/calendar.html", context))


def _month_asked(request: HttpRequest) -> tuple[dt.date, bool]:
    """The first day of the month that the address names, else of this one; and whether the address made sense."""
    asked, this_month = request.GET.get("month", ""), clock.today().replace(day=1)
    try:
        return (parse_month(asked) if asked else this_month), True
    except ValidationError:
        return this_month, False


@require_safe
@public_page
def board(request: HttpRequest) -> HttpResponse:
    """/events/board/: a month of events in large print, for the notice board."""
    first, understood = _month_asked(request)
    context = {
        "month": EventMonth.load(first, more=BOARD),
        "understood": understood,
        "address": _list_address(),
        "today": clock.today(),
    }
    return private_when_signed_in(request, render(request, "events/board.html", context))


@require_safe
def board_code(request: HttpRequest) -> HttpResponse:
    """/events/board.svg: the QR code of the list of events as a file."""
    return qr_code_response(_list_address())


def _list_address() -> str:
    return settings.SITE_URL + reverse("events:list")


@require_safe
@public_page
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """/events/…/: the page of one event, with the reader's own registrations."""
    event = _event_or_404(pk)
    course = CourseView.read(event.series_id) if event.series_id else None
    context = {
        "event": event,
        "course": course,
        "number": course.number_of(event) if course else 0,
        "other_dates": course.others(event) if course else [],
        "enrolments": own_enrolments_in(request, course),
        "standing": standing_of_event(event, waiting=event.waiting),
        "position": event.waiting + 1,
        "registrations": own_registrations_for(request, event),
        "access": access_signs(event),
        "share_text": share_text(event),
        "whiteboard_text": whiteboard_text(event),
        "photos": shown_photos(event),
        "cover_sources": cover_sources(event),
        "cover_drawing": f"img/covers/{event.kind}.svg",
    }
    return private_when_signed_in(request, render(request, "events/event.html", context))


def own_enrolments_in(request: HttpRequest, course: CourseView | None) -> list[Enrolment]:
    """The reader's own live enrolments in this course, and the wards'."""
    if course is None or course.series.sign_up == EventSeries.SignUp.DATES or not request.user.is_authenticated:
        return []
    return enrolments_of(course.series, request.user)


@require_safe
@public_page
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    """/events/…/announcement/: one event as a sheet for the notice board, with the QR code of its page."""
    event = _event_or_404(pk)
    context = {
        "event": event,
        "who": who_may_come(event),
        "address": event.public_url,
        "code": reverse("events:announcement_code", args=[event.pk]),
        "phone": event.community.phone,
    }
    return private_when_signed_in(request, render(request, "events/announcement.html", context))


@require_safe
def announcement_code(request: HttpRequest, pk: int) -> HttpResponse:
    """/events/…/announcement.svg: the QR code of the event's page as a file."""
    return qr_code_response(_event_or_404(pk).public_url)


def _event_or_404(pk: int) -> Event:
    key = whole_number(pk)
    event = event_for_page(key) if key is not None else None
    if event is None:
        raise Http404
    return event


def own_registrations_for(request: HttpRequest, event: Event) -> list[Registration]:
    """The reader's own live registrations for this event, and the wards'."""
    if not request.user.is_authenticated:
        return []
    own = Registration.objects.live().owned_by(request.user)
    return list(own.filter(event=event).select_related("person").with_position())
