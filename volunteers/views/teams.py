"""The public page of a team."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.http.cache_headers import private_when_signed_in
from common.http.keys import whole_number
from common.http.page_cache import public_page
from common.http.pagination import page_of
from volunteers.models import Team
from volunteers.selectors.teams import TeamPage, results_of, with_photos


@require_safe
@public_page
def team_list(request: HttpRequest) -> HttpResponse:
    """/volunteers/: the team of the community; where there are several, the first one and ways to the others."""
    page = TeamPage.read()
    return private_when_signed_in(request, render(request, "volunteers/team.html", {"page": page}))


@require_safe
@public_page
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """/volunteers/teams/…/: a team, or a sub-team with what it does."""
    key = whole_number(pk)
    page = TeamPage.read(key) if key is not None else None
    if page is None:
        raise Http404
    return private_when_signed_in(request, render(request, "volunteers/team.html", {"page": page}))


@require_safe
@public_page
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """/volunteers/teams/…/results/: what came of all that a team has done, the newest first."""
    one = get_object_or_404(Team.objects.in_use(), pk=pk)
    page = page_of(results_of(one), request.GET.get("page", ""))
    with_photos(page.rows)
    context = {"team": one, "page": page}
    return private_when_signed_in(request, render(request, "volunteers/results.html", context))
