"""The QR at the place, by which volunteers check in and out; the poster that carries it; and the own code."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.exceptions import Refused
from common.http.cache_headers import private
from common.http.keys import whole_number
from common.http.qr_codes import qr_code_response
from common.http.ratelimit import refuse_if_too_many
from volunteers.actions import check_in as actions
from volunteers.models import Activity, Assignment, Volunteer
from volunteers.rules.check_in import AT_PLACE, CheckInAct, PlaceRelation, possible_check_in_acts
from volunteers.selectors.check_in import PlaceOfActivity, assignments_elsewhere, check_in_opens_at, own_cards
from volunteers.selectors.volunteers import has_applied

RATES = "60/10m/user"
ACTS = {
    CheckInAct.ARRIVE: actions.arrive,
    CheckInAct.LEAVE: actions.leave,
    CheckInAct.UNDO: actions.undo_check_in,
}


@private
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, code: str) -> HttpResponse:
    """/volunteers/here/…/: behind the QR at the place: the family's own shifts there, and one button.

    Nobody else's name is ever here.
    """
    rows = Activity.objects.published().select_related("community")
    activity = get_object_or_404(rows, place_code=code)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        if user is None:
            return redirect_to_login(request.path)
        if refusal := refuse_if_too_many(request, "volunteers_here", RATES):
            return refusal
        _act(request, activity, by=user)
        return redirect(request.path)
    context: dict[str, object] = {
        "activity": activity,
        "community": activity.community,
        "entrance": f"{reverse('account_login')}?next={request.path}",
    }
    if user and user.person_id:
        context |= _of_reader(activity, user)
    return render(request, "volunteers/here.html", context)


def _of_reader(activity: Activity, user: User) -> dict[str, object]:
    place, who = PlaceOfActivity.read(activity, user), PlaceRelation(user, activity)
    return {
        "lines": [
            (one, possible_check_in_acts(who, one, among=AT_PLACE), check_in_opens_at(one.shift))
            for one in place.assignments
        ],
        "elsewhere": [
            (one, one.shift.activity) for one in ([] if place.assignments else assignments_elsewhere(activity, user))
        ],
    }


def _act(request: HttpRequest, activity: Activity, *, by: User) -> None:
    """Come, leave, or take that back, as the button says that was pressed."""
    key = whole_number(request.POST.get("assignment", "")) or 0
    own = Assignment.objects.owned_by(by).filter(shift__activity=activity, pk=key).first()
    act = request.POST.get("act", "")
    if own is None or act not in ACTS:
        messages.info(request, _("Nothing was done. Please look once more."))
        return
    try:
        ACTS[CheckInAct(act)](own, by=by)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _said(CheckInAct(act)))


def _said(act: CheckInAct) -> str:
    match act:
        case CheckInAct.ARRIVE:
            return _("You are checked in. Thank you for coming!")
        case CheckInAct.LEAVE:
            return _("You are checked out. Thank you!")
    return _("That is taken back.")


# --- The poster


def place_address(activity: Activity) -> str:
    """The full address in the QR on the poster: checking in and out at the place of the activity."""
    return settings.SITE_URL + reverse("volunteers:here", args=[activity.place_code])


def _run_by(request: AuthenticatedHttpRequest, pk: int) -> Activity:
    """A published activity at which the reader ticks volunteers in: only they hang posters up."""
    rows = Activity.objects.permitted(request.user, "check_in").taking_place().select_related("community")
    activity: Activity = get_object_or_404(rows, pk=pk)
    return activity


@private
@login_required
@require_safe
def poster(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/…/poster/: the poster for the place of an activity, to be printed; only for who runs it."""
    activity = _run_by(request, pk)
    context = {
        "activity": activity,
        "address": place_address(activity),
        "code": reverse("volunteers:poster_code", args=[activity.pk]),
        "phone": activity.community.phone,
    }
    return render(request, "volunteers/poster.html", context)


@private
@login_required
@require_safe
def poster_code(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/…/poster.svg: the QR code of the poster as a file."""
    return qr_code_response(place_address(_run_by(request, pk)))


# --- The own code


@private
@login_required
@require_safe
def own_code(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/volunteers/mine/code/: the code that the lead scans, of the reader and of the wards who are volunteers."""
    volunteers = own_cards(request.user)
    context = {"volunteers": volunteers, "has_applied": not volunteers and has_applied(request.user)}
    return render(request, "volunteers/own_code.html", context)


@private
@login_required
@require_safe
def own_code_picture(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/volunteers/mine/code/….svg: the own code as a picture; 404 for everybody else's."""
    volunteer = get_object_or_404(Volunteer.objects.members().owned_by(request.user), pk=pk)
    return qr_code_response(settings.SITE_URL + reverse("desk:card", args=[volunteer.code]))
