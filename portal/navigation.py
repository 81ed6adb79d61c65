"""The doors of the site: the one list that the navigation at the top and the bar at the bottom are drawn from."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


@dataclass(frozen=True, slots=True)
class Door:
    """`path` is where the door leads; whatever lies below it (`/events/7/`) is behind the same door."""

    url_name: str
    path: str
    icon: str
    label: str | Promise


# An app that brings a page for everybody adds its door here; five fit a phone of 320 px.
DOORS = (
    Door("home", "/", "house", pgettext_lazy("door", "Home")),
    Door("events:list", "/events/", "calendar-days", pgettext_lazy("door", "Events")),
    Door("stations:list", "/stations/", "door-open", pgettext_lazy("door", "Stations")),
    Door("plan", "/grid/", "map", pgettext_lazy("door", "Grids")),
    Door("me", "/me/", "user-round", pgettext_lazy("door", "Mine")),
)
# Only for who holds a post, and only at the head: the bar at the bottom keeps its five.
DESK = Door("desk:start", "/desk/", "clipboard-list", pgettext_lazy("door", "Desk"))
NAVIGATIONS = {"site-nav": gettext_lazy("Main navigation"), "bottom-bar": gettext_lazy("Doors")}


def current_door(path: str) -> str:
    """The url name of the door that `path` lies behind; an empty string for none."""
    if path.startswith("/accounts/"):
        return "me"
    return next(
        (
            door.url_name
            for door in reversed((*DOORS, DESK))
            if path == door.path or (door.path != "/" and path.startswith(door.path))
        ),
        "",
    )
