"""The overview on /me/: my own and my wards' events and bookings, past events, and notices."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Consent, Notification, Person, PrivacyNotice
from common.time import clock
from events.models import Registration
from portal.desk.decorators import remember_places_of_work
from portal.desk.selectors.handover import handovers_waiting_for
from portal.selectors.my_posts import posts_held_by
from stations.selectors.bookings import coming_bookings
from stations.selectors.no_shows import booking_pauses_in_care_of

PAST_SHOWN = 10
NOTICES_SHOWN = 5
BOOKINGS_SHOWN = 5


@login_required
@never_cache
@require_safe
def me(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/: the overview on /me/: own and wards' registrations, bookings, posts and notices."""
    user = request.user
    if user.person is None:
        return redirect("me_data")
    mine = Registration.objects.owned_by(user).live().select_related("event", "person")
    coming = mine.with_position().filter(event__ends_at__gt=clock.now()).order_by("event__starts_at", "pk")
    past = mine.filter(event__ends_at__lte=clock.now()).order_by("-event__starts_at", "-pk")
    unread = Notification.objects.of(user).unread()
    at_desk, in_office = remember_places_of_work(request)
    return render(
        request,
        "portal/me.html",
        {
            "person": user.person,
            "coming": coming,
            "past": past[:PAST_SHOWN],
            "bookings": coming_bookings(user)[:BOOKINGS_SHOWN],
            "pauses": booking_pauses_in_care_of(user),
            "notices": unread[:NOTICES_SHOWN],
            "unread": unread.count(),
            "posts": posts_held_by(user),
            "handovers": handovers_waiting_for(user),
            "new_notice": _notice_to_agree(user.person),
            "has_desk": at_desk,
            "in_office": in_office,
            "is_pioneer": any(held.role == "pioneer" for held in user.rights.held),
        },
    )


def _notice_to_agree(person: Person) -> PrivacyNotice | None:
    """The privacy notice in force if the person has not agreed to it."""
    notice = PrivacyNotice.objects.current()
    if notice and not Consent.objects.in_force().filter(person=person, notice=notice).exists():
        return notice
    return None
