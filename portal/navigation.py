"""The navigation of the site: the items of the navigation at the top and of the bar at the bottom."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the navigation. Every page whose address begins with `path` belongs to it (`/events/7/`)."""

    url_name: str
    path: str
    icon: str
    label: str | Promise


# An app with a page for everybody adds its item here; five items fit on a phone of 320 px.
ITEMS = (
    NavigationItem("home", "/", "house", pgettext_lazy("door", "Home")),
    NavigationItem("events:list", "/events/", "calendar-days", pgettext_lazy("door", "Events")),
    NavigationItem("stations:list", "/stations/", "door-open", pgettext_lazy("door", "Stations")),
    NavigationItem("volunteers:list", "/volunteers/", "hand-heart", pgettext_lazy("door", "Volunteers")),
    NavigationItem("me", "/me/", "user-round", pgettext_lazy("door", "Mine")),
)
# For holders of a post, and only at the top: the bar at the bottom has no room for a sixth item.
DESK = NavigationItem("desk:start", "/desk/", "clipboard-list", pgettext_lazy("door", "Desk"))
# For whoever may open admin; there the page of the account leads back.
OFFICE = NavigationItem("admin:index", "/admin/", "panels-top-left", pgettext_lazy("door", "Administration"))
LABELS = {"site-nav": gettext_lazy("Main navigation"), "bottom-bar": gettext_lazy("Doors")}


def current_item(path: str) -> str:
    """The URL name of the item that `path` belongs to; an empty string for none."""
    if path.startswith("/accounts/"):
        return "me"
    return next(
        (
            item.url_name
            for item in reversed((*ITEMS, DESK))
            if path == item.path or (item.path != "/" and path.startswith(item.path))
        ),
        "",
    )
