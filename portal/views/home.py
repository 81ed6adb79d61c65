from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.http.page_cache import public_page
from common.time import clock
from grid.presenters.plan import load_plan
from portal.selectors import home as front


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What is on today, the doors, what comes next, and a few figures."""
    now, stations = clock.now(), front.stations()
    context = {
        "now": now,
        "greeting": front.greeting(now),
        "today": front.on_today(),
        "today_chips": f":{front.TODAY_CHIPS}",
        "tiles": front.TILES,
        "events": front.next_events(),
        "stations": stations,
        "open_stations": sum(entry.standing.is_open for entry in stations),
        "figures": front.figures(),
        # Called by the template only when its drawing is not at hand.
        "load_plan": load_plan,
    }
    return render(request, "portal/home.html", context)
