"""My people's registrations: who comes to what, and giving a place up for them."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Person, User
from common.exceptions import Refused
from common.http.pagination import page_of
from common.http.ratelimit import refuse_if_too_many
from common.time import clock
from events.actions.registrations import cancel_registration, undo_cancellation
from events.models import Registration
from events.querysets import RegistrationQuerySet
from events.rules.registrations import Act, possible_acts
from portal.desk.decorators import reading, sending

RATES = "120/10m/user"


def own_people(user: User) -> QuerySet[Person]:
    """For whom the user may register: visible people within the posts that give that right."""
    return Person.objects.visible_to(user).within(user.rights.holding("events.register_others"))


def own_registrations(user: User) -> RegistrationQuerySet:
    people = own_people(user).order_by().values("pk")
    return Registration.objects.visible_to(user).filter(person__in=people).select_related("event", "person")


def coming(user: User) -> RegistrationQuerySet:
    """Registered or waiting for what has not ended, the next first."""
    return (
        own_registrations(user)
        .live()
        .filter(event__ends_at__gt=clock.now())
        .with_position()
        .order_by("event__starts_at", "event_id", "pk")
    )


@reading
def registrations(request: AuthenticatedHttpRequest) -> HttpResponse:
    page = page_of(coming(request.user), request.GET.get("page", ""))
    return render(request, "desk/registrations.html", {"page": page}, status=200 if page.understood else 400)


@reading
def registration(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(own_registrations(request.user).with_position(), pk=pk)
    acts = possible_acts(one, request.user)
    return render(
        request,
        "desk/registration.html",
        {
            "registration": one,
            "event": one.event,
            "undo_ends_at": one.undo_ends_at(),
            "can_cancel": Act.CANCEL in acts,
            "can_undo": Act.UNDO in acts,
        },
    )


@sending
def cancel(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """Give the place up; a second tap is told that it is given up already."""
    one = get_object_or_404(own_registrations(request.user), pk=pk)
    if refusal := refuse_if_too_many(request, "desk_registration", RATES):
        return refusal
    if one.is_cancelled:
        messages.info(request, _("This registration is cancelled already."))
        return redirect("desk:registration", pk=pk)
    try:
        cancel_registration(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The registration is cancelled. Within ten minutes this can be taken back."))
    return redirect("desk:registration", pk=pk)


@sending
def undo(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(own_registrations(request.user), pk=pk)
    if refusal := refuse_if_too_many(request, "desk_registration", RATES):
        return refusal
    try:
        again = undo_cancellation(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        waits = again.is_waitlisted
        messages.success(
            request, _("Back on the waitlist, at its end.") if waits else _("The party has its seats again.")
        )
    return redirect("desk:registration", pk=pk)
