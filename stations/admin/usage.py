"""The office's pages of use: all stations, one room with its heat map and idle hours, and a spreadsheet.

Whatever stands here lies within what the reader may see of use (`stations.view_use`). No figure tells of a person.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.pages import redirect_with_success, require_allowed, site_page
from common.exceptions import Refused
from common.files.spreadsheets import spreadsheet_response
from common.http.keys import get_visible_or_404
from stations.actions.exports import export_use
from stations.actions.reserved_hours import keep_reserved_hours, open_reserved_hours
from stations.admin.forms.usage import IdleHoursForm, UseComparisonForm
from stations.models import OpeningHours, Space, Station
from stations.presenters.usage import use_bars, use_heat_map_table
from stations.selectors.idle_hours import idle_hours, idle_hours_end_in_words, kept_elsewhere
from stations.selectors.usage import (
    StationsUse,
    UseComparison,
    UseFigures,
    UsePeriod,
    compare_use,
    stations_whose_use_is_visible,
    use_heat_map,
)

WEEKS = (4, 8, 12, 26, 52)
USUAL = 8


def usage_urls(wrap: Any) -> list[URLPattern]:
    """The addresses of the pages of use below /admin/, each guarded by the admin site."""
    return [
        path("stations/use/", wrap(overview), name="stations_use"),
        path("stations/use/export/", wrap(export), name="stations_use_export"),
        path("stations/use/space/<int:pk>/", wrap(space_page), name="stations_use_space"),
        path("stations/use/space/<int:pk>/open/", wrap(open_hours), name="stations_use_open"),
        path("stations/use/space/<int:pk>/keep/", wrap(keep_hours), name="stations_use_keep"),
    ]


def _reader(request: HttpRequest, permission: str = "stations.view_use") -> User:
    user = acting_user(request)
    require_allowed(user.has_perm(permission))
    return user


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    return site_page(request, f"admin/stations/usage/{template}.html", title, **context)


def _weeks(request: HttpRequest) -> int | None:
    """How many weeks the reader chose; None for anything that is not offered."""
    typed = request.GET.get("weeks", str(USUAL))
    return int(typed) if typed in map(str, WEEKS) else None


def _space(request: HttpRequest, pk: int) -> Space:
    reach = _reader(request).rights.holding("stations.view_use")
    return get_visible_or_404(Space.objects.within(reach).select_related("station", "part_of"), pk)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The page of use of all stations, in the last weeks."""
    user = _reader(request)
    weeks = _weeks(request)
    if weeks is None:
        messages.error(request, _("There is no such period. Please choose one of these."))
    use = StationsUse(stations_whose_use_is_visible(user), UsePeriod.weeks_until_now(weeks or USUAL))
    return _page(
        request,
        "stations",
        _("Use of stations"),
        status=200 if weeks else 400,
        choices=WEEKS,
        weeks=weeks or USUAL,
        period=use.period,
        total=use.total(),
        stations=[_card(use, station) for station in use.stations],
        may_export=user.has_perm("stations.export_use"),
    )


def _card(use: StationsUse, station: Station) -> dict[str, Any]:
    """A station: its own figures, week by week, and its rooms."""
    return {
        "station": station,
        "use": use.of_station(station),
        "bars": use_bars(use.period.mondays, lambda week: use.of_station(station, week)),
        "spaces": [
            {"space": space, "use": use.of_space(space), "rated": use.is_rated(space)}
            for space in use.spaces_of(station)
            if space.active or use.of_space(space) != UseFigures()
        ],
    }


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The figures of use as a spreadsheet; weeks that are not offered show the page again."""
    user = _reader(request, "stations.export_use")
    weeks = _weeks(request)
    if weeks is None:
        return overview(request)
    period = UsePeriod.weeks_until_now(weeks)
    return spreadsheet_response(export_use(period, by=user), f"use-{period.first}.xlsx")


@require_safe
def space_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of use of one room: weeks, heat map, idle hours, and two periods compared."""
    space = _space(request, pk)
    weeks = _weeks(request)
    if weeks is None:
        messages.error(request, _("There is no such period. Please choose one of these."))
    period = UsePeriod.weeks_until_now(weeks or USUAL)
    use = StationsUse([space.station], period)
    chosen = "before_first" in request.GET
    form = UseComparisonForm(request.GET if chosen else None, initial=UseComparisonForm.usual())
    comparison = _comparison(space, form)
    return _page(
        request,
        "space",
        space.name,
        status=200 if weeks and (comparison or not chosen) else 400,
        space=space,
        choices=WEEKS,
        weeks=weeks or USUAL,
        period=period,
        use=use.of_space(space),
        rated=use.is_rated(space),
        bars=use_bars(period.mondays, lambda week: use.of_space(space, week)),
        heat=use_heat_map_table(use_heat_map(space, period)),
        idle=sorted(idle_hours(space), key=lambda hours: not hours.reserved),
        opened=_opened(request),
        may_open=request.user.has_perm("stations.change_space", space),
        form=form,
        comparison=comparison,
    )


def _comparison(space: Space, form: UseComparisonForm) -> UseComparison | None:
    if not form.is_valid():
        return None
    return compare_use(space.station, form.period("before"), form.period("after"), space=space)


def _opened(request: HttpRequest) -> IdleHoursForm | None:
    """The hours that were opened just now, so that they can be taken back."""
    form = IdleHoursForm(request.GET)
    return form if "opened" in request.GET and form.is_valid() else None


# --- Two clicks


def open_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Idle hours of a room: ask once, then open them to residents."""
    space = _space(request, pk)
    require_allowed(request.user.has_perm("stations.change_space", space))
    form = IdleHoursForm(request.POST if request.method == "POST" else request.GET)
    back = reverse("admin:stations_use_space", args=[space.pk])
    if not form.is_valid():
        messages.error(request, _("These hours are not known. Please choose them from the list."))
        return redirect(back)
    if request.method == "POST":
        words = _("Residents may book these hours from today on.")
        if others := kept_elsewhere(space, **form.cleaned_data):
            rooms = pgettext("between names", ", ").join(map(str, others))
            words = _("Opened here. But %(rooms)s still keeps some of these hours, so they cannot be booked yet.")
            words %= {"rooms": rooms}
        return _done(
            request, open_reserved_hours, space, form, words, then=f"{back}?opened=1&{urlencode(_in_address(form))}"
        )
    hours = form.cleaned_data
    return _page(
        request,
        "reserved_hours",
        _("Open idle hours to residents"),
        space=space,
        form=form,
        weekday=OpeningHours.Day(hours["day"]).label,
        until=idle_hours_end_in_words(hours["ends"]),
        back=back,
    )


def keep_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Idle hours of a room: take back what was opened to residents."""
    space = _space(request, pk)
    require_allowed(request.user.has_perm("stations.change_space", space))
    form = IdleHoursForm(request.POST)
    back = reverse("admin:stations_use_space", args=[space.pk])
    if not form.is_valid():
        messages.error(request, _("These hours are not known. Please choose them from the list."))
        return redirect(back)
    words = _("The station keeps these hours for itself. What residents have booked stays booked.")
    return _done(request, keep_reserved_hours, space, form, words, then=back)


def _done(
    request: HttpRequest, act: Callable[..., Any], space: Space, form: IdleHoursForm, words: str, *, then: str
) -> HttpResponse:
    """Back on the room's page, with what came of it; the form of a refused act is not shown again."""
    try:
        act(space, **form.cleaned_data, by=acting_user(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("admin:stations_use_space", space.pk)
    return redirect_with_success(request, words, then)


def _in_address(form: IdleHoursForm) -> dict[str, Any]:
    """The hours as the address names them."""
    hours = form.cleaned_data
    return {"day": hours["day"], "starts": f"{hours['starts']:%H:%M}", "ends": f"{hours['ends']:%H:%M}"}
