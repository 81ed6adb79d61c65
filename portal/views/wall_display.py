"""The board of the day for a wall display: read-only, at a secret address, without full names."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.http.cache_headers import private
from portal.selectors.station_board import StationBoard
from stations.selectors.displays import display_of_token

# So many lines are readable from a distance.
MAX_LINES = 8
REFRESH_SECONDS = 60


@private
@require_safe
def wall_display(request: HttpRequest, token: str) -> HttpResponse:
    """/stations/wall/…/: the board of a station for a wall display; 404 for a wrong token."""
    display = display_of_token(token)
    if display is None:
        raise Http404
    board = StationBoard(display.station)
    lines = [*board.now_on, *board.coming]
    response = render(
        request,
        "portal/wall.html",
        {
            "station": display.station,
            "board": board,
            "lines": lines[:MAX_LINES],
            "more": max(len(lines) - MAX_LINES, 0),
        },
    )
    # The header reloads the page without a script.
    response.headers["Refresh"] = str(REFRESH_SECONDS)
    # The address is secret: no other site and no search engine may learn it.
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
