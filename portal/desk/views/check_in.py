"""Who came to an event, at the desk: one tap a party, and somebody who comes unannounced; or just how many."""

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.consent import has_consent
from accounts.selectors.search import new_person_in
from common.exceptions import Refused, allows
from common.forms.steps import FormSteps, is_form_sent
from common.http import drafts
from common.http.keys import get_named_or_404, whole_number
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from common.time import clock, formatting
from events.actions import check_in as actions
from events.forms.check_in import HeadcountForm
from events.models import Event, Registration
from events.models.check_in_kinds import CheckInKind
from events.presenters.check_in import done_in_words
from events.rules.check_in import (
    AT_DESK,
    DoorRelation,
    possible_check_in_acts,
    require_list_can_close,
    require_may_come_unannounced,
)
from events.rules.events import CHECKS_IN, EventAct, can_do_event_act_now, is_event_act_possible
from events.rules.registrations import require_age_for_event
from events.selectors.attendance import Attendance, Party, attendance_of
from events.selectors.check_in import (
    check_in_day,
    check_in_on,
    check_in_opens_at,
    day_of_list,
    people_named_in,
    seats_at_door,
)
from events.selectors.registrations import largest_party, registrations_of_families
from portal.desk.decorators import FORM, READ, View, at_desk
from portal.desk.forms.check_in import NameSearchForm, WalkInForm
from portal.desk.selectors.check_in import door_events, events_of_today, kept_events
from portal.desk.selectors.enrolments import course_to_offer
from portal.desk.selectors.stations import duty_stations
from portal.desk.views.search import people_searched_for
from stations.models import Station

RATES = "600/10m/user"
ROWS = 100
STEPS = [
    (gettext_lazy("Name"), ["name"]),
    (gettext_lazy("Phone"), ["phone"]),
    (gettext_lazy("Number of people"), ["seats", "token"]),
    (gettext_lazy("Consent"), ["consent", "notice"]),
]

reading = at_desk(*READ, needs=(CHECKS_IN,))
form = at_desk(*FORM, needs=(CHECKS_IN,))
sending = at_desk(needs=(CHECKS_IN,), button_of=("desk:people", "pk"))


@reading
def door_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/desk/check-in/: the events of today of which the reader writes down who came."""
    return render(request, "desk/check_in.html", {"events": events_of_today(request.user)})


# --- The list


@form
def people(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/people/: who is expected at an event, and who has come, by name; one tap ticks a party off.

    Searched by POST: a name is personal data, which no address holds. An event without a list has one number instead.
    With `?party=` it shows the one whose code was scanned, and with `?day=` the list of an earlier day.
    """
    event = get_object_or_404(kept_events(request.user), pk=pk)
    if not event.takes_registrations:
        return _headcount(request, event)
    search = NameSearchForm(request.POST if request.method == "POST" else None)
    asked = search.cleaned_data["query"].strip() if search.is_bound and search.is_valid() else ""
    day = _day_of(request, event)
    list_of_event = attendance_of(event, Registration.objects.visible_to(request.user), request.user, day=day)
    due = request.GET.get("show") == "due"
    number = whole_number(request.GET.get("party", ""))
    parties = _shown(list_of_event, asked=asked, number=number, due=due)
    page = page_of(parties, request.GET.get("page", ""), size=ROWS)
    who = DoorRelation(request.user, event, day=day)
    context = {
        "event": event,
        "course": course_to_offer(event, request.user),
        "board": _board_of(event, request.user),
        "list": list_of_event,
        "page": page,
        "rows": [(party, possible_check_in_acts(who, party.registration, among=AT_DESK)) for party in page.rows],
        "form": search,
        "asked": asked,
        "due": due,
        "number": number,
        "is_today": day == check_in_day(event),
        "days": [one for one in list_of_event.days if one <= clock.today()],
        "in_and_out": event.check_in_kind == CheckInKind.IN_AND_OUT,
        "is_kept": is_event_act_possible(EventAct.LIST, event),
        "opens_at": check_in_opens_at(event),
        "seats": seats_at_door(event),
        "tells": can_do_event_act_now(EventAct.RECAP, event, request.user),
        "can_close": event.list_closed_at is None and allows(require_list_can_close, event),
    }
    return render(request, "desk/people.html", context, status=200 if page.understood else 400)


def _board_of(event: Event, user: User) -> Station | None:
    """The station at whose desk the user sits, if the event takes place there."""
    return duty_stations(user).filter(pk=event.space.station_id).first() if event.space else None


def _day_of(request: AuthenticatedHttpRequest, event: Event) -> dt.date | None:
    """The day whose list is asked for, if it has come; else that of now."""
    return day_of_list(event, formatting.day_from_address(request.GET.get("day", "")))


def _shown(list_of_event: Attendance, *, asked: str, number: int | None, due: bool) -> list[Party]:
    """The lines that are shown: all, those of a name or number that was typed, or the one that was scanned."""
    parties = list_of_event.seated
    if asked and (typed := whole_number(asked)):
        # The number that a visitor's phone shows, or that of the printed list.
        parties = [party for party in parties if typed in (party.registration.pk, party.number)]
    elif asked:
        named = people_named_in(list_of_event.event, asked)
        parties = [party for party in parties if party.person.pk in named]
    elif number:
        parties = [party for party in parties if party.registration.pk == number]
    return [party for party in parties if not (due and party.check_in)]


def _redirect_to_list(request: AuthenticatedHttpRequest, event: Event, anchor: str = "") -> HttpResponse:
    """Back to the list, as it was shown, at the line that was tapped."""
    shown = {key: request.GET[key] for key in ("day", "show", "page", "party") if request.GET.get(key)}
    address = reverse("desk:people", args=[event.pk], query=shown or None)
    return redirect(address + (f"#{anchor}" if anchor else ""))


type PartyUseCase = Callable[[Registration, dt.date | None, AuthenticatedHttpRequest], Registration]


def party_act(use_case: PartyUseCase) -> View:
    """The view of a button on a line of the list: do it on the list of that day, say so, and go back to that line."""

    @sending
    def view(request: AuthenticatedHttpRequest, pk: int, party: int) -> HttpResponse:
        event = get_object_or_404(door_events(request.user), pk=pk)
        rows = Registration.objects.visible_to(request.user).select_related("event", "person")
        registration: Registration = get_object_or_404(rows, event=event, pk=party)
        if refusal := refuse_if_too_many(request, "desk_check_in", RATES):
            return refusal
        day = _day_of(request, event)
        try:
            done = use_case(registration, day, request)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done_in_words(done, check_in_on(done, day)))
        return _redirect_to_list(request, event, f"r{party}")

    return view


check_in = party_act(
    lambda one, day, request: actions.check_in(
        one,
        came=whole_number(request.POST["came"]) or 0 if "came" in request.POST else None,
        day=day,
        by=request.user,
    )
)
check_out = party_act(lambda one, day, request: actions.check_out(one, day=day, by=request.user))
undo_check_in = party_act(lambda one, day, request: actions.undo_check_in(one, day=day, by=request.user))


@reading
def party(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/check-in/…/: somebody has scanned the code of a registration: its line on the list of the event."""
    rows = Registration.objects.visible_to(request.user).filter(event__in=door_events(request.user))
    registration = get_object_or_404(rows, pk=pk)
    return redirect(reverse("desk:people", args=[registration.event_id], query={"party": pk}))


def list_act(use_case: Callable[[Event, AuthenticatedHttpRequest], Event], said: str | Promise) -> View:
    """The view of a button about the whole list."""

    @sending
    def view(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        event = get_object_or_404(door_events(request.user), pk=pk)
        if refusal := refuse_if_too_many(request, "desk_check_in", RATES):
            return refusal
        try:
            use_case(event, request)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(said))
        return _redirect_to_list(request, event)

    return view


close_list = list_act(
    lambda event, request: actions.close_list(event, by=request.user),
    gettext_lazy("The list is checked. Whoever is not ticked off did not come."),
)
reopen_list = list_act(
    lambda event, request: actions.reopen_list(event, by=request.user),
    gettext_lazy("The list is open again."),
)


# --- Without a list


def _headcount(request: AuthenticatedHttpRequest, event: Event) -> HttpResponse:
    asked = HeadcountForm(event, request.POST if request.method == "POST" else None)
    if asked.is_bound and asked.is_valid():
        if refusal := refuse_if_too_many(request, "desk_check_in", RATES):
            return refusal
        try:
            actions.write_down_headcount(event, by=request.user, **asked.cleaned_data)
        except Refused as refused:
            asked.add_error(None, refused.as_validation_error())
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:people", event.pk)
    context = {
        "event": event,
        "board": _board_of(event, request.user),
        "form": asked,
        "is_kept": is_event_act_possible(EventAct.LIST, event),
        "tells": can_do_event_act_now(EventAct.RECAP, event, request.user),
    }
    return render(request, "desk/headcount.html", context, status=422 if asked.errors else 200)


# --- Who comes unannounced


@form
def who_else(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/people/who/: somebody has come unannounced: who? Posted, not in the address."""
    event = get_object_or_404(door_events(request.user), pk=pk)
    asked = NameSearchForm(request.POST if request.method == "POST" else None)
    found, typed = None, ""
    if asked.is_bound:
        if refusal := refuse_if_too_many(request, "desk_search", RATES):
            return refusal
        found = people_searched_for(asked, by=request.user)
        typed = asked.cleaned_data.get("query", "")
    context = {
        "event": event,
        "form": asked,
        "found": found,
        "typed": typed,
        "begin": new_person_in(typed),
        "seats": seats_at_door(event),
    }
    return render(request, "desk/who_else.html", context, status=422 if asked.errors else 200)


@form
def walk_in(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/people/add/: register and tick off somebody who has come unannounced; with `?person=` somebody
    known.
    """
    event = get_object_or_404(door_events(request.user), pk=pk)
    person = get_named_or_404(request, "person", Person.objects.visible_to(request.user))
    context: dict[str, object] = {"event": event, "person": person}
    try:
        # The action asks this as well; who it is is known, so it is said before anything else is asked.
        if person:
            require_age_for_event(event, person, by=request.user)
    except Refused as refused:
        return _without_form(request, event, refused, context)
    agreed = person is not None and has_consent(person)
    notice = None if agreed else PrivacyNotice.objects.current()
    largest = largest_party(event)
    steps = FormSteps(
        request,
        lambda data: WalkInForm(data, largest=largest, person=person, notice=notice, agreed=agreed),
        STEPS,
    )
    if isinstance(asked := steps.finished, WalkInForm):
        if refusal := refuse_if_too_many(request, "desk_check_in", RATES):
            return refusal
        try:
            made = _walk_in(event, person, asked, request)
        except Refused as refused:
            steps.refuse(refused)
        else:
            messages.success(
                request, _("%(name)s is here, %(n)d in all.") % {"name": made.person.name, "n": made.came or 0}
            )
            return drafts.forget_draft(_redirect_to_list(request, event, f"r{made.pk}"), _draft(event))
    registration = event.registrations.live().filter(person=person).with_position().first() if person else None
    context["waiting"] = registration if registration and registration.is_waitlisted else None
    try:
        # Asked after the action, which knows a form that was sent before: its party may have the last seat.
        require_may_come_unannounced(event, person, registration, by=request.user)
    except Refused as refused:
        return _without_form(request, event, refused, context)
    family = registrations_of_families(event, [person.pk], reader=request.user)[person.pk] if person else []
    context |= {"steps": steps, "family": family, "draft": _draft(event)}
    return render(request, "desk/walk_in.html", context, status=422 if steps.form.errors else 200)


def _without_form(
    request: AuthenticatedHttpRequest, event: Event, refused: Refused, context: dict[str, object]
) -> HttpResponse:
    """The page of who has come, without its form: whatever was answered would be refused."""
    context |= {
        "refused": refused,
        "is_kept": is_event_act_possible(EventAct.LIST, event),
        "has_begun": event.starts_at <= clock.now(),
    }
    return render(request, "desk/walk_in.html", context, status=422 if is_form_sent(request) else 200)


def _walk_in(
    event: Event, person: Person | None, asked: WalkInForm, request: AuthenticatedHttpRequest
) -> Registration:
    """Somebody known, or a new neighbour: registered and ticked off, or neither. Raises Refused."""
    party = {"seats": asked.cleaned_data["seats"], "token": asked.cleaned_data["token"], "notice": asked.agreed_to}
    if person is None:
        name, phone = asked.cleaned_data["name"], asked.cleaned_data["phone"]
        return actions.check_in_new_walk_in(event, name=name, phone=phone, by=request.user, **party)
    return actions.check_in_walk_in(event, person=person, by=request.user, **party)


def _draft(event: Event) -> str:
    return f"walk-in-{event.pk}"
