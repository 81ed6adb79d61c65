"""/matters/: what was mended and what is in hand, and the page of one matter, like that of a parcel."""

import unicodedata

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.care import Care
from common.exceptions import Refused
from common.http.cache_headers import private, private_when_signed_in
from common.http.keys import whole_number
from common.http.methods import post_only
from common.http.page_cache import public_page
from common.http.pagination import Page, page_of
from grid.actions.matter_reports import follow_matter, stop_following
from grid.models import Matter, MatterKind, MatterReporter
from grid.presenters.matters import mark_of, matter_plan, shown_steps
from grid.querysets import MatterQuerySet
from grid.selectors.matter_help import help_with
from grid.selectors.matters import community_of_matters

PAGE = 12
# So many pins can be told apart on a phone.
PINS = 2 * PAGE
TABS = ("open", "mended")


@require_safe
@public_page
def matters(request: HttpRequest) -> HttpResponse:
    """/matters/: the public list and plan; `?state=` in hand or mended, `?kind=`, `?number=` leads to one."""
    community = community_of_matters()
    number = whole_number(unicodedata.normalize("NFKC", request.GET.get("number", "")).strip(" 号#."))
    if number is not None and (found := Matter.objects.filter(pk=number).first()):
        if found.is_seen_by_all:
            return redirect(found)
        return redirect(f"{request.path}?unknown=1")
    tab = request.GET.get("state") if request.GET.get("state") in TABS else "open"
    kinds = MatterKind.objects.offered().filter(community=community)
    kind = next((one for one in kinds if str(one.pk) == request.GET.get("kind")), None)
    rows = Matter.objects.published().filter(community=community).with_places().with_cover()
    if kind is not None:
        rows = rows.filter(kind=kind)
    rows = rows.mended().order_by("-closed_at", "-pk") if tab == "mended" else rows.open()
    page, pins = _page_and_pins(rows, request.GET.get("page", ""))
    care: Care = request.care  # type: ignore[attr-defined]
    context = {
        "community": community,
        "tab": tab,
        "kinds": kinds,
        "kind": kind,
        "page": page,
        "drawn": matter_plan(pins, community) if community and pins and not care.on else None,
        "keeps": f"state={tab}&" + (f"kind={kind.pk}&" if kind else ""),
        "unknown": "unknown" in request.GET or ("number" in request.GET and request.GET["number"].strip()),
    }
    return private_when_signed_in(request, render(request, "grid/matters/list.html", context))


def _page_and_pins(rows: MatterQuerySet, asked: str) -> tuple[Page, list[Matter]]:
    """The page of the list, and on the first one what the plan shows as well: more rows of the same query."""
    page = page_of(pins := list(rows[:PINS]), asked, size=PAGE)
    return (page, pins) if page.number == 1 else (page_of(rows, asked, size=PAGE), [])


@require_safe
@public_page
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """/matters/…/: the way of a matter in steps, for everybody; its reporter is led to the own page."""
    one = get_object_or_404(Matter.objects.with_places().select_related("parent"), pk=pk)
    reporter = _reporter(request, one)
    if reporter is not None and not reporter.follows:
        return redirect("matters:own", code=reporter.code)
    if not one.is_seen_by_all:
        raise Http404
    context = {**way_of(one), "following": reporter is not None}
    return private_when_signed_in(request, render(request, "grid/matters/matter.html", context))


def way_of(one: Matter) -> dict[str, object]:
    """What the page of a matter shows: its steps, or those of the one that it was merged into; photos; help."""
    standing = one.parent or one
    seen = standing.is_seen_by_all or standing.pk == one.pk
    steps = standing.steps.filter(is_public=True) if seen else one.steps.filter(is_public=True)
    return {
        "matter": one,
        "standing": standing if seen else one,
        "steps": shown_steps(steps),
        "photos": list((standing if seen else one).photos.all()),
        "help": help_with(standing) if seen else [],
        "mark": mark_of(one),
    }


def _reporter(request: HttpRequest, one: Matter) -> MatterReporter | None:
    if not isinstance(request.user, User):
        return None
    return MatterReporter.objects.of(request.user).filter(matter=one).order_by("follows").first()


@private
@login_required
@post_only("matters:matter", "pk")
def follow(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/matters/…/follow/: be told what becomes of it."""
    one = get_object_or_404(Matter.objects.published(), pk=pk)
    try:
        follow_matter(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You are told here what becomes of it."))
    return redirect(one)


@private
@login_required
@post_only("matters:matter", "pk")
def unfollow(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/matters/…/unfollow/: be told no more."""
    one = get_object_or_404(Matter.objects.followed_by(request.user), pk=pk)
    stop_following(one, by=request.user)
    messages.success(request, _("You are told of it no more."))
    return redirect(one)
