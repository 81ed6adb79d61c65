"""The frame around every page. Its parts are pure functions of few values, so each is drawn once and kept."""

import functools

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.context import Site
from portal.navigation import DOORS, NAVIGATIONS, current_door

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
    "accounts",
    "people",
    "care",
    "print",
)


@register.simple_tag
def stylesheets() -> SafeString:
    """The links to all style sheets of the site, in the order of their layers."""
    return _links() if not settings.DEBUG else _links.__wrapped__()


@functools.cache
def _links() -> SafeString:
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in STYLES)
    )


@register.simple_tag(takes_context=True)
def doors(context: template.Context, style: str) -> SafeString:
    """The navigation, drawn as `site-nav` (top) or `bottom-bar`."""
    return _doors(style, current_door(context["request"].path), get_language())


@functools.lru_cache(maxsize=64)
def _doors(style: str, current: str, language: str | None) -> SafeString:
    return render_to_string(
        "components/doors.html", {"style": style, "label": NAVIGATIONS[style], "doors": DOORS, "current": current}
    )


@register.simple_tag(takes_context=True)
def site_help(context: template.Context) -> SafeString:
    """Help by phone and at the desk (DOMAIN.md §4, checks 21 and 23)."""
    return _help(context["this_site"], get_language())


@functools.lru_cache(maxsize=16)
def _help(site: Site, language: str | None) -> SafeString:
    return render_to_string("components/help.html", {"site": site})


@register.simple_tag(takes_context=True)
def site_records(context: template.Context) -> SafeString:
    """Links to the privacy notice and to the two public records; each hidden while there is none."""
    return _records(context["this_site"], get_language())


@functools.lru_cache(maxsize=16)
def _records(site: Site, language: str | None) -> SafeString:
    try:
        privacy = reverse("privacy")
    except NoReverseMatch:
        privacy = ""
    return render_to_string("components/records.html", {"site": site, "privacy": privacy})
