"""/matters/new/: reporting a matter: photo first, then what and where, then whether it is known already.

Everything works without JavaScript and without an account. What was typed travels along in the form itself.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from common.exceptions import Refused
from common.forms.steps import BEGIN, FormSteps
from common.http.cache_headers import private
from common.http.drafts import forget_draft
from common.http.keys import whole_number
from common.http.ratelimit import refuse_if_too_many
from grid.actions.matter_reports import ReportedBy, report_matter, store_photo
from grid.forms.matters import MatterForm, MatterPhotoForm, pin_text, spot_from
from grid.models import Community, Gate, MatterKind, MatterPhoto
from grid.presenters.pin_plan import SHOWN, PinView, pin_picture
from grid.selectors.matter_places import building_near, ground_at, spot_of
from grid.selectors.matters import community_of_matters, near_by

# By address too: a family behind one router reports for all of it, and a robot does not report a hundred times.
RATES = "10/30m/ip"
PHOTO_RATES = "20/30m/ip"
STEPS = [
    (gettext_lazy("What is it about?"), ["token", "photo", "gate", "kind"]),
    (gettext_lazy("Where?"), ["building", "place", "pin"]),
    (gettext_lazy("In a few words"), ["words"]),
    (gettext_lazy("Who may see it?"), ["not_public", "anonymous"]),
    (gettext_lazy("May we call you?"), ["name", "phone"]),
]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """/matters/new/: the photo, or going on without one. A QR code at a door or gate names the place."""
    community = community_of_matters()
    if community is None or not MatterKind.objects.offered().filter(community=community).exists():
        return render(request, "grid/matters/not_yet.html", {"community": community})
    form = MatterPhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "matter_photo", PHOTO_RATES):
            return refusal
        form = MatterPhotoForm(request.POST, request.FILES)
        if form.is_valid():
            position = form.position
            photo = store_photo(form.cleaned_data["photo"], spot=spot_of(position, community) if position else None)
            return redirect(f"{reverse('matters:form')}?{_known(request, photo)}")
    context = {"form": form, "place": _place_named(request, community), "query": _known(request, None)}
    return render(request, "grid/matters/photo.html", context, status=422 if form.errors else 200)


def _known(request: HttpRequest, photo: MatterPhoto | None) -> str:
    """What the next page is told: the photo, and the place that a QR code has named."""
    known = QueryDict(mutable=True)
    for name in ("building", "gate"):
        if whole_number(request.GET.get(name, "")) is not None:
            known[name] = request.GET[name]
    if photo is not None:
        known["photo"] = str(photo.key)
    return known.urlencode()


def _place_named(request: HttpRequest, community: Community) -> object:
    """The building or gate of the QR code, for the reader to see that it is the right one."""
    for name, rows in (
        ("building", community.buildings.select_related("estate")),
        ("gate", Gate.objects.filter(estate__community=community).select_related("estate")),
    ):
        key = whole_number(request.GET.get(name, ""))
        if key is not None and (place := rows.filter(pk=key).first()):
            return place
    return None


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """/matters/new/form/: what, where, in a few words; the plan to mark the place on; and what is known near by."""
    community = community_of_matters()
    if community is None:
        return redirect("matters:new")
    data = request.POST if request.method == "POST" else request.GET
    photo = _photo(data.get("photo", ""))
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "matter_form", "120/30m/ip"):
            return refusal
        if "mark" in data or ("at.x" in data and "done" not in data):
            return _mark(request, community, data)
        if "done" in data:
            request.POST = _begun(data)  # type: ignore[assignment]
    initial = _initial(request, community, photo)
    steps = FormSteps(
        request,
        lambda answers: MatterForm(
            answers, community=community, photo=photo, guest=not _person(request), initial=initial
        ),
        STEPS,
    )
    if isinstance(form := steps.finished, MatterForm):
        if request.POST.get("same") != "no" and (known := _near_by(form)):
            return render(request, "grid/matters/same.html", {"known": known, "carried": _carried(request.POST)})
        if refusal := refuse_if_too_many(request, "matter_report", RATES):
            return refusal
        try:
            return _send(request, form, photo)
        except Refused as refused:
            steps.refuse(refused)
    place = initial.get("near")
    context = {
        "steps": steps,
        "photo": photo,
        "near": place,
        "outside": initial.get("outside"),
        "gate": _gate(data, community),
    }
    return render(request, "grid/matters/form.html", context, status=422 if steps.form.errors else 200)


def _send(request: HttpRequest, form: MatterForm, photo: MatterPhoto | None) -> HttpResponse:
    person = _person(request)
    guest = {name: form.cleaned_data.get(name, "") for name in ("name", "phone")}
    matter = report_matter(
        **form.report(),
        photos=[photo] if photo else [],
        reporter=ReportedBy(person=person) if person else ReportedBy(**guest),
        by=request.user if isinstance(request.user, User) else None,
    )
    own = matter.reporters.filter(follows=False).first()
    if matter.already_made:
        messages.info(request, _("This form has been sent already; nothing was done twice."))
    else:
        messages.success(request, _("Thank you. Your report has the number %(number)d.") % {"number": matter.pk})
    response = redirect("matters:own", code=own.code) if own else redirect("matters:list")
    return forget_draft(response, "matter")


def _person(request: HttpRequest) -> Any:
    return request.user.person if isinstance(request.user, User) else None


def _photo(key: str) -> MatterPhoto | None:
    """The photo that waits under this key, which nobody else knows; None where it was sent already."""
    try:
        return MatterPhoto.objects.filter(key=key, matter=None).first()
    except (ValueError, ValidationError):
        return None


def _initial(request: HttpRequest, community: Community, photo: MatterPhoto | None) -> dict[str, Any]:
    """What is known before anything is typed: the place of the QR code, or the one where the photo was taken."""
    initial: dict[str, Any] = {"photo": str(photo.key) if photo else ""}
    for name in ("building", "gate"):
        if (key := whole_number(request.GET.get(name, ""))) is not None:
            initial[name] = key
    if photo is not None and photo.x is not None and photo.y is not None:
        spot = photo.x, photo.y
        initial["pin"] = pin_text(spot)
        near = building_near(spot, community)
        if near is not None and "building" not in initial and "gate" not in initial:
            initial["building"] = near.pk
        initial["near"] = near or spot
        initial["outside"] = near is None and ground_at(spot, community).outside
    return initial


def _gate(data: QueryDict, community: Community) -> Gate | None:
    key = whole_number(data.get("gate", ""))
    rows = Gate.objects.filter(estate__community=community).select_related("estate")
    return rows.filter(pk=key).first() if key is not None else None


def _near_by(form: MatterForm) -> list[Any]:
    cleaned = form.cleaned_data
    return near_by(cleaned["kind"], building=cleaned["building"], gate=cleaned["gate"], spot=cleaned["pin"])


# --- The mark on the plan

NOT_CARRIED = {"csrfmiddlewaretoken", "mark", "at.x", "at.y", "done", "view", "form_token", "same"}


def _carried(data: QueryDict) -> list[tuple[str, str]]:
    """All that was typed, as hidden fields of the next page."""
    return [(name, value) for name, values in data.lists() if name not in NOT_CARRIED for value in values]


def _begun(data: QueryDict) -> QueryDict:
    """The answers of the form as if a page had led to it: shown, and nothing sent yet."""
    begun = data.copy()
    begun[BEGIN] = "1"
    for name in ("step-at", "step-seen", "done"):
        begun.pop(name, None)
    return begun


def _mark(request: HttpRequest, community: Community, data: QueryDict) -> HttpResponse:
    """The plan to tap: first the whole of it, then the close-up around the tap, until it is right."""
    view = PinView.of(community, spot_from(data.get("view", "")))
    spot = spot_from(data.get("pin", "")) if data.get("mark") != "whole" else None
    x, y = (whole_number(data.get(name, "")) for name in ("at.x", "at.y"))
    if x is not None and y is not None:
        spot = view.spot(x, y)
    carried = [(name, value) for name, value in _carried(data) if name != "pin"]
    context = {
        "carried": carried,
        "pin": pin_text(spot) if spot else "",
        "view": PinView.of(community, spot),
        "width": SHOWN,
        "near": building_near(spot, community) if spot else None,
    }
    return render(request, "grid/matters/mark.html", context)


@require_safe
def plan_picture(request: HttpRequest) -> HttpResponse:
    """/matters/plan.svg: the plan as a picture to tap; `?at=` the close-up around a mark."""
    community = community_of_matters()
    if community is None:
        return HttpResponse(status=404)
    spot = spot_from(request.GET.get("at", ""))
    picture = pin_picture(community, spot)
    response = render(request, "grid/matters/plan.svg", {"picture": picture}, content_type="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
