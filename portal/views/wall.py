"""The board of the day for a device on a wall: read only, by a secret address, with no whole name on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.http.cache_headers import private
from portal.selectors.station_board import Board
from stations.actions.displays import display_of

# As many lines as a screen shows to somebody who stands in front of it.
MOST = 8
# Seconds until it is drawn anew.
EVERY = 60


@private
@require_safe
def wall(request: HttpRequest, token: str) -> HttpResponse:
    display = display_of(token)
    if display is None:
        raise Http404
    board = Board(display.station)
    lines = [*board.now_on, *board.coming]
    response = render(
        request,
        "portal/wall.html",
        {"station": display.station, "board": board, "lines": lines[:MOST], "more": max(len(lines) - MOST, 0)},
    )
    # A device without scripts shows what is new by itself.
    response.headers["Refresh"] = str(EVERY)
    # The address is the key: it goes to no other site and no search engine.
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
