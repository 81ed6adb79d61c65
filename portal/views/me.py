"""The overview on /me/: what is coming for me and my wards, what is near me, and what is new for me."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import Consent, Notification, Person, PrivacyNotice
from common.files.ical import calendar_response, calendar_text
from common.http.cache_headers import private
from events.selectors.feedback import feedback_asked_of
from grid.selectors.homes import home_of
from portal.desk.decorators import remember_places_of_work
from portal.desk.selectors.handover import handovers_waiting_for
from portal.exports import calendar_entries_of
from portal.selectors.home import near_line
from portal.selectors.my_plans import coming_plans, past_plans
from stations.selectors.no_shows import booking_pauses_in_care_of

NOTICES_SHOWN = 3
# The page shows the next ones; “All” has the others.
COMING_SHOWN = 8
FILE_HOLDS = 200


@login_required
@never_cache
@require_safe
def me(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/: the overview: what is coming, what is near, handovers that wait, and notices."""
    user = request.user
    if user.person is None:
        return redirect("me_data")
    coming = coming_plans(user)
    home = home_of(user)
    unread = Notification.objects.of(user).unread()
    at_desk, in_office = remember_places_of_work(request)
    return render(
        request,
        "portal/me.html",
        {
            "person": user.person,
            "coming": coming[:COMING_SHOWN],
            "more_coming": len(coming) > COMING_SHOWN,
            "pauses": booking_pauses_in_care_of(user),
            "feedback": feedback_asked_of(user),
            "home": home,
            "near": near_line(home) if home else None,
            "notices": unread[:NOTICES_SHOWN],
            "unread": unread.count(),
            "has_posts": bool(user.rights.held),
            "handovers": handovers_waiting_for(user),
            "new_notice": _notice_to_agree(user.person),
            "has_desk": at_desk,
            "in_office": in_office,
            "is_pioneer": any(held.role == "pioneer" for held in user.rights.held),
        },
    )


@login_required
@never_cache
@require_safe
def everything(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/all/: all registrations and bookings of the reader and the wards: to come, and in pages past or
    cancelled.
    """
    past = past_plans(request.user, request.GET.get("page", ""))
    context = {"coming": coming_plans(request.user), "past": past, "first_page": past.number == 1}
    return render(request, "portal/me_all.html", context, status=200 if past.understood else 400)


@private
@login_required
@require_safe
def calendar_file(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/calendar.ics: what is coming for the reader and the wards as an iCalendar file, at most FILE_HOLDS."""
    plans = coming_plans(request.user)[:FILE_HOLDS]
    return calendar_response(calendar_text(calendar_entries_of(plans)), filename="calendar.ics")


def _notice_to_agree(person: Person) -> PrivacyNotice | None:
    """The privacy notice in force if the person has not agreed to it."""
    notice = PrivacyNotice.objects.current()
    if notice and not Consent.objects.in_force().filter(person=person, notice=notice).exists():
        return notice
    return None
