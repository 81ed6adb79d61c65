"""A tag for pages of lower floors about the reader's own data."""

from typing import Any

from django import template

from grid.selectors.homes import home_of

register = template.Library()


@register.inclusion_tag("grid/_own_home.html", takes_context=True)
def own_home(context: template.Context) -> dict[str, Any]:
    """The card that says where the reader lives, and how that is changed or removed. At most two queries."""
    return {"home": home_of(context["request"].user), "csrf_token": context.get("csrf_token")}
