"""Tags of the page frame. Each part depends on few values, so it is rendered once for them and cached."""

import functools

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.context_processors import SiteFacts
from portal.desk.decorators import DESK_KEY, OFFICE_KEY
from portal.navigation import DESK, ITEMS, LABELS, OFFICE, NavigationItem, current_item

register = template.Library()

STYLES = (
    "tokens",
    "base",
    "layout",
    "components",
    "forms",
    "home",
    "cards",
    "events",
    "grid",
    "places",
    "booking",
    "matters",
    "volunteers",
    "accounts",
    "people",
    "volunteers",
    "care",
    "flex-gap",
    "care_pages",
    "print",
)


@register.simple_tag
def stylesheets() -> SafeString:
    """The links to all style sheets; of two rules of one weight that of the later sheet wins."""
    return _links() if not settings.DEBUG else _links.__wrapped__()


@functools.cache
def _links() -> SafeString:
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in STYLES)
    )


@register.simple_tag(takes_context=True)
def navigation(context: template.Context, style: str) -> SafeString:
    """The navigation, rendered as `site-nav` (top) or `bottom-bar`."""
    request = context["request"]
    work = _places_of_work(request) if style == "site-nav" else ()
    return _navigation(style, current_item(request.path), work, get_language())


@functools.lru_cache(maxsize=64)
def _navigation(style: str, current: str, work: tuple[NavigationItem, ...], language: str | None) -> SafeString:
    items = (*ITEMS, *work)
    return render_to_string(
        "components/doors.html", {"style": style, "label": LABELS[style], "items": items, "current": current}
    )


@register.simple_tag(takes_context=True)
def work_links(context: template.Context) -> SafeString:
    """The links to desk and admin on phones and in care mode, where the navigation at the top is hidden.

    In care mode the pages of the desk leave the desk's out: their own way back stands above them.
    """
    request = context["request"]
    return format_html_join(
        "\n",
        '<a class="switch desk-door" href="{}">{}</a>',
        (
            (item.path, item.label)
            for item in _places_of_work(request)
            if not (request.path.startswith(item.path) if request.care.on else request.path == item.path)
        ),
    )


def _places_of_work(request: HttpRequest) -> tuple[NavigationItem, ...]:
    """Where the user works, read from the session, so no page queries the database for it.

    A request without a session cookie opens no session.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "session"):
        return ()
    known = ((DESK, DESK_KEY), (OFFICE, OFFICE_KEY))
    return tuple(item for item, key in known if request.session.get(key))


@register.simple_tag(takes_context=True)
def site_help(context: template.Context) -> SafeString:
    """The help of every page: the phone number and hours (DOMAIN.md §4, checks 21 and 23)."""
    return _help(context["this_site"], get_language())


@functools.lru_cache(maxsize=16)
def _help(site: SiteFacts, language: str | None) -> SafeString:
    return render_to_string("components/help.html", {"site": site})


@register.simple_tag(takes_context=True)
def site_records(context: template.Context) -> SafeString:
    """The foot of every page: links to the privacy notice and the two public records; a missing one is left out."""
    return _records(context["this_site"], get_language())


@functools.lru_cache(maxsize=16)
def _records(site: SiteFacts, language: str | None) -> SafeString:
    try:
        privacy = reverse("privacy")
    except NoReverseMatch:
        privacy = ""
    return render_to_string("components/records.html", {"site": site, "privacy": privacy})
