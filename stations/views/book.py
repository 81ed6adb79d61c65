"""Booking a free hour: how long, for whom, what for."""

import datetime as dt
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest, require_consent_first
from accounts.models import Person, User
from common.exceptions import Refused
from common.forms.steps import FormSteps
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many
from common.time import formatting
from stations.actions.bookings import book_space
from stations.forms.bookings import BookingForm
from stations.forms.room_filter import purpose_from_address
from stations.models import Booking, Space
from stations.presenters.alternatives import alternative_times
from stations.presenters.policy import booking_policy_in_words
from stations.rules.access import is_in_charge
from stations.rules.bookings import refusal_of_booking_from, refusal_of_person
from stations.selectors.availability import Availability, availability_around
from stations.selectors.booking_facts import booking_facts_of

RATES = "60/10m/user"


@private
@login_required
@require_consent_first
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/stations/spaces/…/book/: the form to book the space at the hour in the address; sent, also twice, it ends on
    the page of the booking.
    """
    space = get_object_or_404(Space.objects.published().select_related("station__community"), pk=pk)
    if request.user.person_id is None:
        return render(request, "stations/no_person.html", {"space": space}, status=403)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "booking", RATES)):
        return refusal
    start = formatting.from_address(request.GET.get("start", ""))
    if start is None:
        messages.info(request, _("Please choose a free hour first."))
        return redirect(space)
    free = availability_around(space, start, staff=partial(is_in_charge, request.user, space))
    people = Person.objects.in_care_of(request.user)
    if request.method != "POST" and (refused := _refusal(free, start, people, by=request.user)):
        near = alternative_times(free, refused, starts_at=start, minutes=space.shortest)
        return render(request, "stations/not_free.html", {"space": space, "refused": refused, "offers": near})
    return _form(request, free, start, people)


def _refusal(free: Availability, start: dt.datetime, people: QuerySet[Person], *, by: User) -> Refused | None:
    """Why the form would end in a refusal whatever is answered: the time, or who alone can be booked for.

    The action asks the same again; nobody answers five questions to hear it.
    """
    if (refused := refusal_of_booking_from(free, start)) or len(people) > 1:
        return refused
    ends_at = start + dt.timedelta(minutes=free.space.shortest)
    asked_for = Booking(space=free.space, person=by.person, by=by, starts_at=start, ends_at=ends_at)
    return refusal_of_person(booking_facts_of(asked_for, by=by))


def _form(
    request: AuthenticatedHttpRequest, free: Availability, start: dt.datetime, people: QuerySet[Person]
) -> HttpResponse:
    space = free.space
    purpose = purpose_from_address(request.GET.get("purpose", ""))
    steps = FormSteps(
        request,
        lambda data: BookingForm(data, free=free, start=start, people=people, reader=request.user, purpose=purpose),
        [
            (_("How long"), ["minutes", "token"]),
            (_("For whom"), ["person"]),
            (_("What for"), ["purpose"]),
            (_("How many people"), ["party_size"]),
            (_("A word to the station"), ["remark"]),
        ],
    )
    near: list[dt.datetime] = []
    if isinstance(form := steps.finished, BookingForm):
        try:
            return redirect(book_space(space, person=form.person, by=request.user, **form.details()))
        except Refused as refused:
            near = alternative_times(
                free.read_again(), refused, starts_at=start, minutes=form.cleaned_data["minutes"]
            )
            steps.refuse(refused)
    context = {
        "steps": steps,
        "space": space,
        "start": start,
        "policy": booking_policy_in_words(space),
        "offers": near,
    }
    return render(request, "stations/book.html", context, status=422 if steps.form.errors else 200)
