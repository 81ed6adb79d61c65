"""Book a room for somebody: who, which room, when, and how many come."""

import datetime as dt
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.consent import has_consent
from accounts.selectors.search import new_person_in
from common.exceptions import Refused
from common.forms.steps import FormSteps, is_form_sent
from common.http import drafts
from common.http.keys import get_named_or_404
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from common.time import formatting
from portal.desk.decorators import FORM, READ, at_desk
from portal.desk.forms.bookings import DeskBookingForm
from portal.desk.forms.neighbours import NeighbourSearchForm
from portal.desk.permissions import BOOKS, RECEIVES
from portal.desk.selectors.bookings import own_people_to_book_for, rooms_to_book_for
from portal.desk.selectors.stations import duty_stations
from portal.desk.views.search import people_searched_for
from stations.actions.bookings import book_for_known, book_for_neighbour
from stations.models import Booking, Space
from stations.presenters.day_strip import DayStrip, items_by_part_of_day
from stations.rules.access import can_book_for_others, is_in_charge, is_receptionist
from stations.rules.bookings import refusal_of_person
from stations.selectors.availability import Availability, availability_around, last_bookable_day, nearest_free_starts
from stations.selectors.booking_facts import booking_facts_of

RATES = "120/10m/user"
STRIP = 7
STEPS = [
    (gettext_lazy("Name"), ["name"]),
    (gettext_lazy("Phone"), ["phone"]),
    (gettext_lazy("How long"), ["minutes", "token"]),
    (gettext_lazy("What for"), ["purpose"]),
    (gettext_lazy("Number of people"), ["party_size"]),
    (gettext_lazy("Consent"), ["consent", "notice"]),
]

reading = at_desk(*READ, needs=(BOOKS,))
form = at_desk(*FORM, needs=(BOOKS,))
form_on_duty = at_desk(*FORM, needs=(RECEIVES,))


def _person(request: AuthenticatedHttpRequest) -> Person | None:
    return get_named_or_404(request, "person", Person.objects.visible_to(request.user))


# --- Who


@form_on_duty
def who(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/stations/…/who/: booking a room at the desk: for whom? Posted, not in the address: a name and a number
    are personal data.
    """
    station = get_object_or_404(duty_stations(request.user), pk=pk)
    asked = NeighbourSearchForm(request.POST if request.method == "POST" else None)
    # Whoever has booked here before is met by name: a search by number would find nobody.
    asked.fields["query"].label = _("Name")
    found, typed = None, ""
    if asked.is_bound:
        if refusal := refuse_if_too_many(request, "desk_search", RATES):
            return refusal
        found = people_searched_for(asked, by=request.user)
        typed = asked.cleaned_data.get("query", "")
    context = {
        "station": station,
        "form": asked,
        "found": found,
        "typed": typed,
        "begin": new_person_in(typed),
        "rooms": Space.objects.bookable().filter(station=station).order_by("kind", "name"),
    }
    return render(request, "desk/who.html", context, status=422 if asked.errors else 200)


# --- Which room, and when


def _begin(request: AuthenticatedHttpRequest, person: Person | None) -> dict[str, str]:
    """Name and number of somebody new, which the pages up to the form hand on by POST, in no address."""
    if person is not None or request.method != "POST":
        return {}
    return {name: request.POST[name] for name in ("name", "phone") if request.POST.get(name)}


@reading
def rooms(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/rooms/: booking at the desk for a known person: the rooms of the community, or of the own stations."""
    person = _person(request)
    if person is None:
        raise Http404
    found = rooms_to_book_for(request.user, person).order_by("station__kind", "station__name", "kind", "name", "pk")
    page = page_of(found, request.GET.get("page", ""), size=50)
    if not page.rows and not own_people_to_book_for(request.user).filter(pk=person.pk).exists():
        raise Http404
    context = {"person": person, "page": page}
    return render(request, "desk/rooms.html", context, status=200 if page.understood else 400)


def _space(request: AuthenticatedHttpRequest, pk: int, person: Person | None) -> Space:
    """A room that the reader may book for that person, or for somebody new at the own station; 404 else."""
    space: Space = get_object_or_404(Space.objects.bookable().select_related("station__community"), pk=pk)
    user = request.user
    may = can_book_for_others(user, space, person) if person else is_receptionist(user, space)
    if not may:
        raise Http404
    return space


@form
def room(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/rooms/…/: booking a room at the desk: the free beginnings of a day, and the days around it.

    Posted where the name of somebody new was typed already.
    """
    person = _person(request)
    return _day(request, _space(request, pk, person), person)


def _day(
    request: AuthenticatedHttpRequest, space: Space, person: Person | None, *, malformed: bool = False
) -> HttpResponse:
    staff = is_in_charge(request.user, space)
    strip = DayStrip.around(request.GET.get("day", ""), until=last_bookable_day(space), width=STRIP)
    understood = strip.understood and not malformed
    free = Availability(space, strip.first, strip.last, staff=staff)
    starts = {day: list(free.starts(day, space.shortest)) for day in strip.days}
    context = {
        "space": space,
        "person": person,
        "begin": _begin(request, person),
        "day": strip.day,
        "days": [(day, len(starts[day]), day == strip.day) for day in strip.days],
        "parts": items_by_part_of_day(starts[strip.day], strip.day, start=lambda begins: begins),
        "earlier": strip.earlier,
        "later": strip.later,
        "understood": understood,
        "may_hang_up": staff and request.user.has_perm("stations.change_space", space),
    }
    return render(request, "desk/room.html", context, status=200 if understood else 400)


# --- How long, what for, how many


@form
def book(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/rooms/…/book/: the last page of booking a room at the desk: how long, what for, how many; sent, it
    books.
    """
    person = _person(request)
    space = _space(request, pk, person)
    start = formatting.from_address(request.GET.get("at", ""))
    if start is None:
        return _day(request, space, person, malformed=True)
    user = request.user
    agreed = person is not None and has_consent(person)
    notice = None if agreed else PrivacyNotice.objects.current()
    free = availability_around(space, start, staff=partial(is_in_charge, user, space))
    lengths = free.lengths(start)
    refused = _refusal_of(person, space, start, by=user) if person and not is_form_sent(request) else None
    steps = FormSteps(
        request,
        lambda data: DeskBookingForm(data, free=free, start=start, person=person, notice=notice, agreed=agreed),
        STEPS,
    )
    offers: list[dt.datetime] = []
    if isinstance(asked := steps.finished, DeskBookingForm):
        if refusal := refuse_if_too_many(request, "desk_booking", RATES):
            return refusal
        try:
            made = _book(space, person, asked, start, by=user)
        except Refused as why:
            steps.refuse(why)
            offers = nearest_free_starts(free.read_again(), start, asked.cleaned_data["minutes"])
        else:
            messages.success(request, _said(made))
            return drafts.forget_draft(redirect("desk:booking", pk=made.pk), _draft(space))
    elif not lengths:
        offers = nearest_free_starts(free, start, space.shortest)
    context = {
        "space": space,
        "person": person,
        "begin": _begin(request, person),
        "start": start,
        "steps": steps,
        "lengths": lengths,
        "offers": offers,
        "refused": refused,
        "notice": notice,
        "agreed": agreed,
        "draft": _draft(space),
    }
    return render(request, "desk/book.html", context, status=422 if steps.form.errors else 200)


def _refusal_of(person: Person, space: Space, start: dt.datetime, *, by: User) -> Refused | None:
    """Why the person cannot have the room whatever else is answered. The action asks this as well; who it is is
    known, so it is said before anything else is asked.
    """
    ends_at = start + dt.timedelta(minutes=space.shortest)
    asked_for = Booking(space=space, person=person, by=by, starts_at=start, ends_at=ends_at)
    return refusal_of_person(booking_facts_of(asked_for, by=by))


def _draft(space: Space) -> str:
    return f"book-{space.pk}"


def _book(space: Space, person: Person | None, asked: DeskBookingForm, start: dt.datetime, *, by: User) -> Booking:
    """For somebody known, or for a new neighbour: both, or neither. Raises Refused."""
    details = asked.details(start)
    if person is None:
        name, phone = asked.cleaned_data["name"], asked.cleaned_data["phone"]
        return book_for_neighbour(space, name=name, phone=phone, notice=asked.agreed_to, by=by, **details)
    return book_for_known(space, person=person, notice=asked.agreed_to, by=by, **details)


def _said(made: Booking) -> str:
    facts = {"name": made.person.name, "space": made.space, "when": formatting.span(made.starts_at, made.ends_at)}
    if made.is_requested:
        return _("Asked for: %(name)s, %(space)s, %(when)s. The station answers soon.") % facts
    return _("Booked: %(name)s, %(space)s, %(when)s.") % facts
