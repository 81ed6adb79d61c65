"""Pages for the people of an event: who comes, one party, a neighbour without a phone, the list to take along."""

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.actions.people import reveal_phone
from accounts.auth.http import acting_user
from accounts.models import Person
from common.admin.scope import visible
from common.exceptions import Refused
from common.files.spreadsheets import download
from common.time import clock
from events.actions.exports import export_attendance
from events.actions.registrations import (
    cancel_registration,
    change_party,
    register_known,
    register_neighbour,
    undo_cancellation,
)
from events.actions.waitlist import promote_past_queue
from events.admin.event_actions import needs, refuse, show, visible_event
from events.admin.forms.registrations import ExportForm, KnownForm, NeighbourForm, PartyForm, ReasonForm, SearchForm
from events.models import Event, Registration
from events.selectors import attendance
from grid.models import Residence

if TYPE_CHECKING:
    from events.admin.events import EventAdmin

MOST_FOUND = 30


def who_comes(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    event = visible_event(request, object_id)
    needs(model_admin.has_view_permission(request, event))
    return show(
        model_admin,
        request,
        "attendees",
        event,
        _("Who comes"),
        attendance=attendance.who_comes(event, visible(Registration, request), acting_user(request)),
        may_change=model_admin.has_change_permission(request, event),
        may_register=event.is_published and event.takes_registrations and not event.is_over,
    )


def export(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Ask what the list is for, then hand it out."""
    event = visible_event(request, object_id)
    needs(model_admin.has_view_permission(request, event))
    form = ExportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            content = export_attendance(
                attendance.who_comes(event, visible(Registration, request), acting_user(request)),
                by=acting_user(request),
                **form.cleaned_data,
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            return download(content, f"event-{event.pk}.xlsx")
    return show(
        model_admin,
        request,
        "act",
        event,
        _("Export the list"),
        form=form,
        text=_("A spreadsheet of everybody registered or waiting. Without the switch, phone numbers are masked."),
        button=_("Export"),
        back="admin:events_event_people",
    )


# --- One party ----------------------------------------------------------------------------------------------------


def party(model_admin: "EventAdmin", request: HttpRequest, object_id: str, registration_id: int) -> HttpResponse:
    """What staff can do for one party. The button that was pressed says which act is meant."""
    event = visible_event(request, object_id)
    needs(model_admin.has_view_permission(request, event))
    registration = _visible_registration(request, event, registration_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    size = PartyForm(registration, request.POST if act == "change" else None, prefix="party")
    promotion = ReasonForm(request.POST if act == "promote" else None, prefix="promote")
    phone = ReasonForm(request.POST if act == "reveal" else None, prefix="phone")
    revealed = ""
    if act:
        needs(model_admin.has_change_permission(request, event))
        form = {"change": size, "promote": promotion, "reveal": phone}.get(act)
        if form is None or form.is_valid():
            try:
                if act == "reveal":
                    revealed = reveal_phone(registration.person, by=acting_user(request), reason=_reason(phone))
                else:
                    messages.success(request, _act_on(request, registration, act, form))
                    return redirect(request.path)
            except Refused as refused:
                if form is None:
                    messages.error(request, str(refused))
                    return redirect(request.path)
                refuse(form, refused)
    found = attendance.who_comes(
        event, visible(Registration, request).filter(pk=registration.pk), acting_user(request)
    )
    (standing,) = [*found.live, *found.cancelled]
    standing.position = _position(registration)
    return show(
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
        **_offered(standing.registration),
    )


def _offered(registration: Registration) -> dict[str, bool]:
    """What the rules still allow: a seat past the queue until the end, the rest only before the beginning."""
    event = registration.event
    before = event.is_published and clock.now() < event.starts_at
    may_undo = registration.undo_ends_at() is not None
    to_come = registration.status in (Registration.Status.REGISTERED, Registration.Status.WAITLISTED)
    return {
        "can_undo": registration.is_cancelled and may_undo and before,
        "can_promote": registration.is_waitlisted and event.is_published and not event.is_over,
        "can_change": to_come and before,
        "can_cancel": to_come and (may_undo or clock.now() < event.starts_at),
    }


def _act_on(request: HttpRequest, registration: Registration, act: str, form: forms.Form | None) -> str:
    """Do it, and return what to say of it. Raises Refused; Http404 for an act that nobody offered."""
    by = acting_user(request)
    if act == "cancel":
        cancel_registration(registration, by=by)
        return _("The registration is cancelled. Within ten minutes this can be taken back.")
    if act == "undo":
        back = undo_cancellation(registration, by=by)
        return _("Back on the waitlist, at its end.") if back.is_waitlisted else _("The party has its seats again.")
    if act == "change" and form:
        change_party(registration, seats=form.cleaned_data["seats"], by=by)
        return _("The size of the party is changed.")
    if act == "promote" and form:
        promote_past_queue(registration, reason=_reason(form), by=by)
        return _("The party has its seats; the reason is kept.")
    raise Http404


def _reason(form: forms.Form) -> str:
    return str(form.cleaned_data["reason"])


def _visible_registration(request: HttpRequest, event: Event, registration_id: int) -> Registration:
    rows = attendance.parties(visible(Registration, request).filter(event=event), acting_user(request))
    registration = rows.filter(pk=registration_id).first()
    if registration is None:
        raise Http404
    registration.event = event
    return registration


def _position(registration: Registration) -> int:
    return int(Registration.objects.with_position().get(pk=registration.pk).position)  # type: ignore[attr-defined]


# --- A neighbour --------------------------------------------------------------------------------------------------


def neighbour(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Register somebody who does not do it alone: found among those known, or entered now."""
    event = visible_event(request, object_id)
    needs(model_admin.has_change_permission(request, event))
    act = request.POST.get("act", "") if request.method == "POST" else ""
    search = SearchForm(request.POST if act in ("search", "register") else None, prefix="search")
    known = KnownForm(event, request.POST if act == "register" else None, prefix="known")
    new = NeighbourForm(event, request.POST if act == "enter" else None, prefix="new")
    found = _found(request, event, search)
    chosen = _chosen(request, act)
    began = clock.now()
    form: forms.Form = known if act == "register" else new
    if act in ("register", "enter") and form.is_valid():
        try:
            registration = _register(request, event, form, chosen)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _registered(registration, since=began))
            return redirect("admin:events_event_people", event.pk)
    return show(
        model_admin,
        request,
        "neighbour",
        event,
        _("Register a neighbour"),
        search=search,
        known=known,
        new=new,
        found=found,
        chosen=chosen,
    )


def _register(request: HttpRequest, event: Event, form: forms.Form, chosen: Person | None) -> Registration:
    seats = form.cleaned_data["seats"]
    if isinstance(form, NeighbourForm):
        return register_neighbour(
            event,
            name=form.cleaned_data["name"],
            phone=form.cleaned_data["phone"],
            notice=form.notice(),
            seats=seats,
            by=acting_user(request),
        )
    if chosen is None:
        raise Refused(_("Please choose one of the people."), code="nobody_chosen")
    assert isinstance(form, KnownForm)
    return register_known(event, person=chosen, notice=form.notice(), seats=seats, by=acting_user(request))


def _registered(registration: Registration, *, since: dt.datetime) -> str:
    name = {"name": registration.person.name}
    if registration.created_at < since:
        return _("%(name)s was already registered a moment ago, so nobody was entered twice.") % name
    if registration.is_waitlisted:
        return _("%(name)s is on the waitlist.") % name
    return _("%(name)s is registered.") % name


def _chosen(request: HttpRequest, act: str) -> Person | None:
    number = request.POST.get("person", "")
    if act != "register" or not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    return visible(Person, request).filter(pk=int(number)).first()


def _found(request: HttpRequest, event: Event, search: SearchForm) -> list[Person] | None:
    """People by a part of the name, the number of their building, or the end of their phone; None: not searched."""
    if not search.is_bound or not search.is_valid():
        return None
    typed = unicodedata.normalize("NFKC", search.cleaned_data["query"]).strip()
    wanted = Q(name__icontains=typed)
    if re.fullmatch(r"[0-9]{4,11}", typed):
        wanted |= Q(phone__endswith=typed)
    if number := re.search(r"([0-9]{1,4})\s*(号楼|幢|栋|$)", typed):
        homes = visible(Residence, request).current().filter(building__number=int(number[1]))
        wanted |= Q(pk__in=homes.values("person"))
    rows: QuerySet[Person] = visible(Person, request).filter(wanted).order_by("name", "pk")
    return list(
        rows.prefetch_related(
            attendance.homes(acting_user(request)),
            Prefetch("registrations", Registration.objects.live().filter(event=event), to_attr="registered_already"),
        )[:MOST_FOUND]
    )
