"""My grid: who looks after my building, and what is near it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from common.http.cache_headers import private_when_signed_in
from common.http.keys import get_named_or_404
from common.http.page_cache import public_page
from events.rules.registrations import mark_open_to
from grid.models import Building
from grid.selectors.homes import buildings_by_estate, home_of
from portal.selectors.near import neighbourhood_of


@require_safe
@public_page
def my_grid(request: HttpRequest) -> HttpResponse:
    """/grid/mine/: what is near the building in the address, else near the reader's home; with neither, the choice
    of a building. Who is not signed in chooses one for this once.
    """
    places = Building.objects.published().select_related("estate", "grid__community")
    building = get_named_or_404(request, "building", places)
    home = home_of(request.user) if building is None and isinstance(request.user, User) else None
    if home:
        building = home.building
    if building is None:
        return render(request, "portal/my_grid_choose.html", {"estates": buildings_by_estate()})
    near = neighbourhood_of(building)
    mark_open_to(near.events, request.user)
    return private_when_signed_in(request, render(request, "portal/my_grid.html", {"near": near, "home": home}))
