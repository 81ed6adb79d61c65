"""The service circle in admin: whom the stations reach, whom they do not, and what another place would change.

A GET form with the question in the address: nothing is stored, and a plan B can be sent to a colleague.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.pages import require_allowed, site_page
from common.http.keys import whole_number
from grid.admin.base import OneCommunityAdmin
from grid.models import Community
from stations.admin.forms.service_area import ServiceAreaWhatIfForm
from stations.models import ServiceRing
from stations.presenters.plan import StationPlan, station_plan
from stations.selectors.service_area import CircleSpot, CoverageChange, load_service_circle


@dataclass(slots=True)
class WhatIfAnswer:
    """The service circle after a what-if question; `changes` are before and after, the same if nothing is asked."""

    changes: list[CoverageChange]
    spots: tuple[CircleSpot, ...]
    trial: CircleSpot | None
    gone: CircleSpot | None = None
    drawn: StationPlan | None = None
    numbered: list[tuple[int, CircleSpot]] = field(default_factory=list)


@require_safe
def circle_page(request: HttpRequest) -> HttpResponse:
    """The page of the service circle for one community that the reader may see use of."""
    user = acting_user(request)
    require_allowed(user.has_perm("stations.view_use"))
    communities = list(Community.objects.within(user.rights.holding("stations.view_use")).order_by("pk"))
    community = chosen_community(communities, request.GET.get("community", ""))
    context: dict[str, Any] = {"communities": communities, "community": community}
    if community:
        circle = load_service_circle(community)
        form = ServiceAreaWhatIfForm(request.GET, circle)
        context |= {
            "form": form,
            "circle": circle,
            "answer": what_if_answer(form, community),
            "rings_href": service_rings_href(user),
        }
    return site_page(request, "admin/stations/service_area.html", _("Service circle"), **context)


def chosen_community(communities: list[Community], typed: str) -> Community | None:
    """The community whose service circle is shown, by key; by default the first one; 404 for one out of reach."""
    if not typed:
        return next(iter(communities), None)
    key = whole_number(typed)
    for community in communities:
        if community.pk == key:
            return community
    raise Http404


def what_if_answer(form: ServiceAreaWhatIfForm, community: Community) -> WhatIfAnswer:
    """The service circle of the stations that count, today and with the asked station at its other place."""
    trial = form.trial
    before = form.counting
    after = before.with_spot(trial) if trial else before
    gone = form.moved if trial else None
    result = WhatIfAnswer(before.changes(after), after.spots, trial, gone)
    result.numbered = list(enumerate(after.spots, 1))
    result.drawn = plan_of_what_if(result, community)
    return result


def plan_of_what_if(result: WhatIfAnswer, community: Community) -> StationPlan | None:
    """The plan with the stations that count where they would stand, the place left, and the buildings not reached."""
    places = [*result.spots, *([result.gone] if result.gone else [])]
    plan = station_plan(places, community=community.pk)
    if plan is None:
        return None
    plan.draw_rings([change.ring for change in result.changes], result.spots)
    if result.changes:
        plan.outside = [plan.at(home) for home in result.changes[0].after.outside]
    if result.gone:
        plan.pin(
            None, result.gone, name=_("%(name)s, today") % {"name": result.gone.name}, href="#stations", hollow=True
        )
    for number, spot in result.numbered:
        tint = "trial" if spot == result.trial else spot.kind
        plan.pin(number, spot, name=f"{number} {spot.name}", href="#stations", tint=tint)
    return plan


def service_rings_href(user: User) -> str:
    """The address where rings of the service circle are entered; empty for who may not."""
    try:
        return reverse("admin:stations_servicering_changelist") if user.has_perm("stations.view_servicering") else ""
    except NoReverseMatch:
        return ""


@admin.register(ServiceRing)
class ServiceRingAdmin(OneCommunityAdmin):
    """Rings of the service circle, as the office enters them for its community."""

    list_display = ["name", "minutes", "metres", "detour", "about", "community"]
    list_select_related = ["community"]
    search_fields = ["name"]
    fields = ["community", "name", ("minutes", "metres", "detour"), "about"]
