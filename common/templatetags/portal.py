"""Tags and filters that every template has without loading them."""

import datetime as dt
import functools

import lucide
from django import template
from django.utils.safestring import SafeString, mark_safe

from common import when

register = template.Library()


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    """The lucide icon as inline SVG, drawn in the colour of the text; hidden from screen readers.

    Whatever it says must be said in words beside it.
    """
    # How the strokes look is said once, in base.css.
    drawn = lucide._render_icon(name, None)
    inside = " ".join(drawn[drawn.index(">") + 1 :].split()).replace("> <", "><").replace(" />", "/>")
    return mark_safe(f'<svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{inside}')


register.simple_tag(when.span, name="span")
register.filter("day", when.day)
register.filter("month", when.month)
register.filter("weekday", when.weekday)
register.filter("near_day", when.near_day)
register.filter("clock_time", when.clock_time)
register.filter("in_address", when.in_address)


@register.filter
def local_day(moment: dt.datetime) -> dt.date:
    """The day of a moment in the community's time zone."""
    return when.local(moment).date()
