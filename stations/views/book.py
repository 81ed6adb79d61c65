"""Booking a free hour: how long, for whom, what for."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest, require_consent_first
from accounts.models import Person, User
from common.exceptions import Refused
from common.forms.steps import Steps
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many
from common.time import formatting
from stations.actions.bookings import book_space
from stations.forms.bookings import BookingForm
from stations.models import Booking, Space
from stations.presenters import policy
from stations.presenters.alternatives import offers
from stations.rules.access import is_in_charge
from stations.rules.bookings import refusal_for
from stations.selectors.availability import lengths

RATES = "60/10m/user"
# What a double click, or a form sent twice, is answered with.
HAVE_ALREADY = {"taken", "occupancy_never_twice", "asked_twice"}


@private
@login_required
@require_consent_first
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """The form for the hour in the address; sent, it ends on the booking, also when it is sent twice."""
    space = get_object_or_404(Space.objects.published().select_related("station__community"), pk=pk)
    if request.user.person_id is None:
        return render(request, "stations/no_person.html", {"space": space}, status=403)
    if request.method == "POST" and (refusal := refuse_if_too_many(request, "booking", RATES)):
        return refusal
    start = formatting.from_address(request.GET.get("start", ""))
    if start is None:
        messages.info(request, _("Please choose a free hour first."))
        return redirect(space)
    staff = is_in_charge(request.user, space)
    if request.method != "POST" and (no := refusal_for(space, start, staff=staff)):
        found = offers(space, no, wanted=start, minutes=space.shortest, staff=staff)
        return render(request, "stations/not_free.html", {"space": space, "refused": no, "offers": found})
    return _form(request, space, start, staff=staff)


def _form(request: AuthenticatedHttpRequest, space: Space, start: dt.datetime, *, staff: bool) -> HttpResponse:
    people = Person.objects.in_care_of(request.user)
    fitting = lengths(space, start, staff=staff)
    steps = Steps(
        request,
        lambda data: BookingForm(data, space=space, start=start, fitting=fitting, people=people, reader=request.user),
        [
            (_("How long"), ["minutes"]),
            (_("For whom"), ["person"]),
            (_("What for"), ["purpose"]),
            (_("How many people"), ["party_size", "remark"]),
        ],
    )
    found: list[dt.datetime] = []
    if isinstance(form := steps.finished, BookingForm):
        try:
            return redirect(_book(form, space, start, by=request.user))
        except Refused as no:
            if no.code in HAVE_ALREADY and (earlier := _earlier(form, space, start)):
                messages.info(request, _("This is booked already; nothing was done twice."))
                return redirect(earlier)
            minutes = form.cleaned_data["minutes"]
            found = offers(space, no, wanted=start, minutes=minutes, staff=staff)
            steps.refuse(no)
    context = {"steps": steps, "space": space, "start": start, "policy": policy.in_words(space), "offers": found}
    return render(request, "stations/book.html", context, status=422 if steps.form.errors else 200)


def _book(form: BookingForm, space: Space, start: dt.datetime, *, by: User) -> Booking:
    wanted = form.cleaned_data
    return book_space(
        space,
        person=form.person,
        starts_at=start,
        ends_at=start + dt.timedelta(minutes=wanted["minutes"]),
        purpose=wanted["purpose"],
        party_size=wanted["party_size"],
        remark=wanted["remark"],
        by=by,
    )


def _earlier(form: BookingForm, space: Space, start: dt.datetime) -> Booking | None:
    """What the person has there from that very moment on."""
    return Booking.objects.live().filter(space=space, person=form.person, starts_at=start).first()
