"""How the admin site looks: begonia tones, and a sidebar in the order of a working day."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# (group, [(model, icon)]); what is registered and stands nowhere here goes into the last group.
SIDEBAR = [
    (
        _("Day to day"),
        [
            ("events.Event", "event"),
            ("events.EventSeries", "event_repeat"),
            ("events.Enrolment", "school"),
            ("events.Registration", "how_to_reg"),
            ("grid.Visit", "doorbell"),
            ("grid.PioneerLink", "diversity_3"),
        ],
    ),
    (
        _("Stations and bookings"),
        [
            ("stations.Booking", "event_available"),
            ("stations.BookingSeries", "event_repeat"),
            ("stations.Hold", "construction"),
            ("stations.DropIn", "directions_walk"),
            ("stations.Station", "storefront"),
            ("stations.Space", "meeting_room"),
            ("stations.StationAppointment", "concierge"),
            ("stations.WallDisplay", "tv"),
            ("stations.ServiceRing", "radar"),
            ("grid.CalendarDay", "calendar_month"),
        ],
    ),
    (
        _("Volunteer service"),
        [
            ("volunteers.Activity", "event_available"),
            ("volunteers.Volunteer", "volunteer_activism"),
            ("volunteers.Team", "groups"),
            ("volunteers.TeamAppointment", "supervisor_account"),
            ("volunteers.ServiceRecord", "schedule"),
            ("volunteers.CorrectionRequest", "rule"),
            ("volunteers.Evaluation", "format_quote"),
            ("volunteers.Training", "school"),
            ("volunteers.Award", "workspace_premium"),
            ("volunteers.Certificate", "workspace_premium"),
            ("volunteers.ThankYouNote", "favorite"),
            ("volunteers.HandIn", "upload_file"),
        ],
    ),
    (
        _("Places and organisation"),
        [
            ("grid.Matter", "campaign"),
            ("grid.MatterKind", "category"),
            ("grid.Community", "holiday_village"),
            ("grid.OrgUnit", "account_tree"),
            ("grid.UnitAppointment", "badge"),
            ("grid.GridAppointment", "assignment_ind"),
            ("grid.Handover", "handshake"),
            ("grid.Grid", "grid_view"),
            ("grid.Estate", "location_city"),
            ("grid.Building", "apartment"),
            ("grid.Household", "door_front"),
            ("grid.Residence", "home_pin"),
        ],
    ),
    (
        _("Party register"),
        [
            ("grid.PartyRelation", "contacts"),
            ("grid.PartyTransfer", "move_up"),
            ("grid.Survey", "fact_check"),
        ],
    ),
    (
        _("People"),
        [
            ("accounts.Person", "group"),
            ("accounts.Guardianship", "family_restroom"),
            ("accounts.User", "key"),
        ],
    ),
]
REST = _("Records and audit")


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The sidebar of admin: the groups with the models that this user may open."""
    from django.contrib import admin  # noqa: PLC0415 - settings name this module

    left = {
        model["model"]._meta.label: model
        for app in admin.site.get_app_list(request)
        for model in app["models"]
        if model["admin_url"]
    }
    groups = [
        (title, [(left.pop(label), icon) for label, icon in entries if label in left]) for title, entries in SIDEBAR
    ]
    groups.append((REST, [(model, "inventory_2") for model in left.values()]))
    navigation: list[dict[str, Any]] = [
        {
            "title": title,
            "separator": True,
            "items": [{"title": model["name"], "icon": icon, "link": model["admin_url"]} for model, icon in entries],
        }
        for title, entries in groups
    ]
    navigation[0]["items"].insert(0, {"title": _("Overview"), "icon": "dashboard", "link": reverse("admin:index")})
    # Every address begins like that of the home page, so unfold would take it for the current one.
    back = {"title": _("Return to site"), "icon": "home", "link": reverse("home"), "active": False}
    navigation[0]["items"].insert(1, back)
    navigation[0]["separator"] = False
    if request.user.has_perm("grid.view_visit"):
        navigation[0]["items"].append(
            {
                "title": _("Coverage of visits"),
                "icon": "donut_small",
                "link": reverse("admin:grid_visit_coverage"),
            }
        )
    if request.user.has_perm("stations.view_use"):
        use = {"title": _("Use of stations"), "icon": "monitoring", "link": reverse("admin:stations_use")}
        navigation[0]["items"].append(use)
        navigation[0]["items"].append(
            {"title": _("Service circle"), "icon": "track_changes", "link": reverse("admin:stations_circle")}
        )
    if request.user.has_perm("pghistory.view_context"):
        navigation[-1]["items"].insert(
            0, {"title": _("All changes"), "icon": "history", "link": reverse("admin:changes")}
        )
    return [group for group in navigation if group["items"]]


def account_links(request: HttpRequest) -> list[dict[str, Any]]:
    """The links under the user's name in admin."""
    names = [("me", _("My page")), ("account_change_password", _("Password")), ("mfa_index", _("Two-step sign-in"))]
    links = []
    for name, title in names:
        try:
            links.append({"title": title, "link": reverse(name)})
        except NoReverseMatch:
            continue
    return links


UNFOLD = {
    "SITE_TITLE": _("Begonia Red · Happiness Lane office"),
    "SITE_HEADER": _("Begonia Red · Happiness Lane"),
    "SITE_SUBHEADER": _("office"),
    "SITE_URL": "/",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/mark.svg")}],
    "SITE_ICON": lambda request: static("img/mark.svg"),
    "STYLES": [
        lambda request: static("office/office.css"),
        lambda request: static("office/old-engines.css"),
    ],
    "SCRIPTS": [lambda request: static("office/menu.js"), lambda request: static("office/names.js")],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "10px",
    "DASHBOARD_CALLBACK": "portal.admin.dashboard.dashboard",
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": sidebar},
    "ACCOUNT": {"navigation": account_links},
    "COMMAND": {"search_models": False, "show_history": False},
    # The palette of DESIGN.md §5: begonia as the accent, warm greys as the ground. Small text has the tone 500, which
    # is read on every ground of the light scheme; office.css gives the dark scheme its own.
    "COLORS": {
        "primary": {
            "50": "#fdf2f3",
            "100": "#fbe6e8",
            "200": "#f6cdd3",
            "300": "#f0a5b0",
            "400": "#ff8fa0",
            "500": "#d8485f",
            "600": "#b3243f",
            "700": "#8a1730",
            "800": "#741629",
            "900": "#5c1423",
            "950": "#340912",
        },
        "base": {
            "50": "#fdf9f5",
            "100": "#f6efe8",
            "200": "#eadfd6",
            "300": "#d6c8bf",
            "400": "#bba9a9",
            "500": "#736368",
            "600": "#6b5b5f",
            "700": "#4d4145",
            "800": "#352b2f",
            "900": "#231c1f",
            "950": "#191416",
        },
    },
}
