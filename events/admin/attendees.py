"""Pages for the people of an event: who comes, one party, a neighbour without a phone, the list to take along."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.actions.people import reveal_phone, search_people
from accounts.auth.http import acting_user
from accounts.models import Person
from accounts.rules.people import require_somebody_chosen
from accounts.selectors.search import new_person_in
from common.admin.pages import ask_once, posted, redirect_with_success, require_allowed
from common.admin.scope import visible
from common.exceptions import Refused
from common.files.spreadsheets import spreadsheet_response
from common.http.keys import get_visible_or_404, whole_number
from events.actions.exports import export_attendance
from events.actions.registrations import (
    cancel_registration,
    change_party,
    register_known,
    register_neighbour,
    undo_cancellation,
)
from events.actions.waitlist import promote_past_queue
from events.admin.event_actions import event_page, visible_event
from events.admin.forms.check_in import BLANK_ROWS
from events.admin.forms.registrations import (
    AdminNeighbourSearchForm,
    AdminPartyForm,
    AttendanceExportForm,
    KnownNeighbourForm,
    RegistrationReasonForm,
    UnknownNeighbourForm,
)
from events.models import Event, Registration
from events.presenters.check_in import paper_boxes
from events.rules.events import EventAct as EventAct
from events.rules.events import can_do_event_act_now
from events.rules.registrations import RegistrationAct, possible_registration_acts
from events.selectors import attendance
from events.selectors.registrations import registrations_of_families

if TYPE_CHECKING:
    from events.admin.events import EventAdmin

# To show the whole phone number: an act on the person, not on the registration.
REVEAL = "reveal"


def who_comes(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin with everybody who is registered for an event or waits for it."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_view_permission(request, event))
    return event_page(
        model_admin,
        request,
        "attendees",
        event,
        _("Who comes"),
        attendance=attendance.attendance_of(event, visible(Registration, request), acting_user(request)),
        may_change=model_admin.has_change_permission(request, event),
        paper_boxes=paper_boxes(event),
        may_register=can_do_event_act_now(EventAct.NEIGHBOUR, event, acting_user(request)),
        may_key_back=can_do_event_act_now(EventAct.LIST, event, acting_user(request)),
        blank_rows=range(BLANK_ROWS),
    )


def export(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin that exports the list of who comes to an event: it asks what for, then hands it out."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_view_permission(request, event))
    form = AttendanceExportForm(posted(request))
    who_comes_now = attendance.attendance_of(event, visible(Registration, request), acting_user(request))
    return ask_once(
        request,
        form,
        run=lambda answers: export_attendance(who_comes_now, by=acting_user(request), **answers),
        done=lambda content: spreadsheet_response(content, f"event-{event.pk}.xlsx"),
        show=lambda: event_page(
            model_admin,
            request,
            "act",
            event,
            _("Export the list"),
            form=form,
            text=_("A spreadsheet of everybody registered or waiting. Without the switch, phone numbers are masked."),
            button=_("Export"),
            back="admin:events_event_people",
        ),
    )


# --- One party ----------------------------------------------------------------------------------------------------


def party(model_admin: "EventAdmin", request: HttpRequest, object_id: str, registration_id: int) -> HttpResponse:
    """What staff can do for one party of an event. The button that was pressed says which act is meant."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_view_permission(request, event))
    registration = _visible_registration(request, event, registration_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    size = AdminPartyForm(registration, request.POST if act == RegistrationAct.CHANGE_PARTY else None, prefix="party")
    promotion = RegistrationReasonForm(request.POST if act == RegistrationAct.PROMOTE else None, prefix="promote")
    phone = RegistrationReasonForm(request.POST if act == REVEAL else None, prefix="phone")
    revealed = ""
    if act:
        require_allowed(model_admin.has_change_permission(request, event))
        form = {RegistrationAct.CHANGE_PARTY: size, RegistrationAct.PROMOTE: promotion, REVEAL: phone}.get(act)
        if form is None or form.is_valid():
            try:
                if act == REVEAL:
                    revealed = reveal_phone(registration.person, by=acting_user(request), reason=_reason(phone))
                else:
                    messages.success(request, _act_on(request, registration, act, form))
                    return redirect(request.path)
            except Refused as refused:
                if form is None:
                    messages.error(request, str(refused))
                    return redirect(request.path)
                form.add_error(None, refused.as_validation_error())
    found = attendance.attendance_of(
        event, visible(Registration, request).filter(pk=registration.pk), acting_user(request)
    )
    (standing,) = [*found.live, *found.cancelled]
    standing.position = _position(registration)
    return event_page(
        model_admin,
        request,
        "attendee",
        event,
        registration.person.name,
        party=standing,
        registration=standing.registration,
        size=size,
        promotion=promotion,
        phone=phone,
        revealed=revealed,
        may_change=model_admin.has_change_permission(request, event),
        acts=possible_registration_acts(standing.registration, acting_user(request)),
    )


def _act_on(request: HttpRequest, registration: Registration, act: str, form: forms.Form | None) -> str:
    """Do it, and return what to say of it. Raises Refused; Http404 for an act that nobody offered."""
    by = acting_user(request)
    if act == RegistrationAct.CANCEL:
        waited = registration.is_waitlisted
        cancel_registration(registration, by=by)
        if waited:
            return _("Off the waitlist. Within ten minutes this can be taken back.")
        return _("The registration is cancelled. Within ten minutes this can be taken back.")
    if act == RegistrationAct.UNDO:
        back = undo_cancellation(registration, by=by)
        return _("Back on the waitlist, at its end.") if back.is_waitlisted else _("The party has its seats again.")
    if act == RegistrationAct.CHANGE_PARTY and form:
        change_party(registration, seats=form.cleaned_data["seats"], by=by)
        return _("The size of the party is changed.")
    if act == RegistrationAct.PROMOTE and form:
        promote_past_queue(registration, reason=_reason(form), by=by)
        return _("The party has its seats; the reason is kept.")
    raise Http404


def _reason(form: forms.Form) -> str:
    return str(form.cleaned_data["reason"])


def _visible_registration(request: HttpRequest, event: Event, registration_id: int) -> Registration:
    rows = attendance.attendance_parties(visible(Registration, request).filter(event=event), acting_user(request))
    registration: Registration = get_visible_or_404(rows, registration_id)
    registration.event = event
    return registration


def _position(registration: Registration) -> int:
    return int(Registration.objects.with_position().get(pk=registration.pk).position)  # type: ignore[attr-defined]


# --- A neighbour --------------------------------------------------------------------------------------------------


def neighbour(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Register a neighbour who does not do it alone for an event: found among those known, or entered now."""
    event = visible_event(request, object_id)
    require_allowed(model_admin.has_change_permission(request, event))
    act = request.POST.get("act", "") if request.method == "POST" else ""
    search = AdminNeighbourSearchForm(request.POST if act in ("search", "register") else None, prefix="search")
    known = KnownNeighbourForm(event, request.POST if act == "register" else None, prefix="known")
    people = _people_found(request, event, search)
    typed = new_person_in(search.cleaned_data["query"]) if people is not None else {}
    new = UnknownNeighbourForm(event, request.POST if act == "enter" else None, prefix="new", initial=typed)
    chosen = _chosen(request, act)
    form: forms.Form = known if act == "register" else new
    return ask_once(
        request,
        form,
        run=lambda _answers: _register(request, event, form, chosen),
        done=lambda registration: redirect_with_success(
            request, _registered(registration), "admin:events_event_people", event.pk
        ),
        show=lambda: event_page(
            model_admin,
            request,
            "neighbour",
            event,
            _("Register a neighbour"),
            search=search,
            known=known,
            new=new,
            people=people,
            chosen=chosen,
        ),
    )


def _register(request: HttpRequest, event: Event, form: forms.Form, chosen: Person | None) -> Registration:
    seats = form.cleaned_data["seats"]
    if isinstance(form, UnknownNeighbourForm):
        return register_neighbour(
            event,
            name=form.cleaned_data["name"],
            phone=form.cleaned_data["phone"],
            notice=form.notice(),
            seats=seats,
            by=acting_user(request),
            token=form.cleaned_data["token"],
        )
    assert isinstance(form, KnownNeighbourForm)
    return register_known(
        event,
        person=require_somebody_chosen(chosen),
        notice=form.notice(),
        seats=seats,
        by=acting_user(request),
        token=form.cleaned_data["token"],
    )


def _registered(registration: Registration) -> str:
    name = {"name": registration.person.name}
    if registration.already_made:
        return _("%(name)s was already registered a moment ago, so nobody was entered twice.") % name
    if registration.is_waitlisted:
        return _("%(name)s is on the waitlist.") % name
    return _("%(name)s is registered.") % name


def _chosen(request: HttpRequest, act: str) -> Person | None:
    key = whole_number(request.POST.get("person", ""))
    if act != "register" or key is None:
        return None
    return visible(Person, request).filter(pk=key).first()


def _people_found(request: HttpRequest, event: Event, search: AdminNeighbourSearchForm) -> list[Person] | None:
    """The people found, each with what the reader may know of homes and of family on the list; None: no search."""
    if not search.is_bound or not search.is_valid():
        return None
    by, typed = acting_user(request), search.cleaned_data["query"]
    try:
        people = search_people(typed, by=by)
    except Refused as refused:
        search.add_error(None, refused.as_validation_error())
        return None
    found: list[Any] = list(
        people.prefetch_related(
            attendance.homes_of_parties(by),
            Prefetch("registrations", Registration.objects.live().filter(event=event), to_attr="registered_already"),
        )
    )
    families = registrations_of_families(event, [person.pk for person in found], reader=by)
    for person in found:
        person.family_registered = families[person.pk]
    return found
