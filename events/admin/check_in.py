"""The page that keys the paper list of an event back: who came, all at once; without a list, how many."""

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.auth.http import acting_user
from common.admin.pages import ask_once, posted, redirect_with_success, require_allowed
from common.admin.scope import visible
from common.exceptions import Refused
from common.http.keys import whole_number
from common.http.pagination import page_of
from common.time import clock, formatting
from events.actions.check_in import key_list_back, reopen_list, write_down_headcount
from events.admin.event_actions import event_page, visible_event
from events.admin.forms.check_in import AdminHeadcountForm, PaperListForm
from events.models import Event, Registration
from events.rules.events import CHECKS_IN, EventAct, require_event_act_possible
from events.selectors.attendance import attendance_of
from events.selectors.check_in import day_of_list

if TYPE_CHECKING:
    from events.admin.events import EventAdmin

# A longer list is keyed back in parts: one form takes only so many fields, and each part is saved before the next.
PARTIES_A_PAGE = 200


def who_came(model_admin: "EventAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """The page of admin on which the paper list of an event is keyed back: a tick for each number of the paper.

    Of an event that is ticked each day it has the list of `?day=`, or of today. Where there is no list it asks how
    many came.
    """
    event = visible_event(request, object_id)
    by = acting_user(request)
    require_allowed(by.has_perm(CHECKS_IN, event))
    try:
        require_event_act_possible(EventAct.LIST, event)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("admin:events_event_people", event.pk)
    if not event.takes_registrations:
        return _headcount(model_admin, request, event)
    if request.method == "POST" and request.POST.get("act") == "reopen":
        return _reopen(request, event)
    day = day_of_list(event, formatting.day_from_address(request.GET.get("day", "")))
    found = attendance_of(event, visible(Registration, request), by, day=day)
    parties = found.seated
    page = page_of(parties, request.GET.get("page", ""), size=PARTIES_A_PAGE)
    form = PaperListForm(
        event,
        # What was sent is about the parties that were shown, wherever they stand by now.
        parties if request.method == "POST" else page.rows,
        posted(request),
        is_end=page.next_number is None,
        can_close=event.is_over and event.list_closed_at is None,
    )
    return ask_once(
        request,
        form,
        run=lambda answers: key_list_back(event, day=day, by=by, **answers),
        done=lambda changed: _go_on(request, event, day, _saved(changed)),
        show=lambda: event_page(
            model_admin,
            request,
            "who_came",
            event,
            _("Who came"),
            form=form,
            page=page,
            of=len(parties),
            day=day,
            days=[one for one in found.days if one <= clock.today()],
            can_reopen=event.list_closed_at is not None,
        ),
    )


def _go_on(request: HttpRequest, event: Event, day: dt.date | None, text: str) -> HttpResponse:
    """To the part of the list that the button names, else back to who comes."""
    part = whole_number(request.POST.get("go", ""))
    if part is None:
        return redirect_with_success(request, text, "admin:events_event_people", event.pk)
    there = reverse(
        "admin:events_event_who_came", args=[event.pk], query={"page": part, **({"day": day} if day else {})}
    )
    return redirect_with_success(request, text, there)


def _reopen(request: HttpRequest, event: Event) -> HttpResponse:
    try:
        reopen_list(event, by=acting_user(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The list is open again."))
    return redirect(request.path)


def _headcount(model_admin: "EventAdmin", request: HttpRequest, event: Event) -> HttpResponse:
    form = AdminHeadcountForm(event, posted(request))
    return ask_once(
        request,
        form,
        run=lambda answers: write_down_headcount(event, by=acting_user(request), **answers),
        done=lambda _event: redirect_with_success(request, _("Saved."), "admin:events_event_people", event.pk),
        show=lambda: event_page(
            model_admin,
            request,
            "act",
            event,
            _("How many came"),
            form=form,
            text=_("This event has no registration and no list, so one number says how many were there."),
            button=_("Save"),
            back="admin:events_event_people",
        ),
    )


def _saved(changed: int) -> str:
    if not changed:
        return _("Saved. Nothing had to be changed.")
    return ngettext("Saved: %(n)d party changed.", "Saved: %(n)d parties changed.", changed) % {"n": changed}
