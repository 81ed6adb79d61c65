from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from common.http.cache_headers import private_when_signed_in
from common.http.page_cache import public_page
from common.time import clock
from events.rules.registrations import mark_open_to
from grid.presenters.plan import load_plan
from grid.selectors.homes import home_of
from portal.selectors import home as home_selectors


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """/: the home page: today's events, the tiles, the next events and shifts, a few figures."""
    now, stations = clock.now(), home_selectors.home_stations()
    own_home = home_of(request.user) if isinstance(request.user, User) else None
    events = home_selectors.next_events()
    mark_open_to(events, request.user)
    context = {
        "now": now,
        "greeting": home_selectors.greeting(now),
        "today": home_selectors.events_today(),
        "today_chips": f":{home_selectors.TODAY_CHIPS}",
        "near": home_selectors.near_line(own_home) if own_home else None,
        "tiles": home_selectors.TILES,
        "events": events,
        "shifts": home_selectors.next_shifts(),
        "stations": stations,
        "open_stations": sum(entry.standing.is_open for entry in stations),
        "figures": home_selectors.home_figures(),
        # The template calls it only when its fragment is not cached.
        "load_plan": load_plan,
    }
    return private_when_signed_in(request, render(request, "portal/home.html", context))
