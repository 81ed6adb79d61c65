"""Tags and filters that every template has without `{% load %}`."""

import datetime as dt
import functools

import lucide
from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString, mark_safe

from common.http.submissions import token_field
from common.names import in_sentence
from common.time import formatting

register = template.Library()


class FormTokensNode(CsrfTokenNode):
    """What every form that is posted carries: the token against forged requests, and that against double clicks."""

    def render(self, context: Context) -> SafeString:
        return mark_safe(super().render(context) + token_field(context.get("request")))


@register.tag("csrf_token")
def csrf_token(parser: Parser, token: Token) -> FormTokensNode:
    """Django's own tag, in every template, those of admin and of packages too, with the token of the form beside."""
    return FormTokensNode()


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    """The lucide icon as inline SVG in the colour of the text, hidden from screen readers.

    The template must say the meaning in words beside it.
    """
    # base.css styles the strokes.
    svg = lucide._render_icon(name, None)
    content = " ".join(svg[svg.index(">") + 1 :].split()).replace("> <", "><").replace(" />", "/>")
    return mark_safe(f'<svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{content}')


register.simple_tag(formatting.span, name="span")
register.filter("in_sentence", in_sentence)
register.filter("day", formatting.day)
register.filter("month", formatting.month)
register.filter("weekday", formatting.weekday)
register.filter("near_day", formatting.near_day)
register.filter("clock_time", formatting.clock_time)
register.filter("end_time", formatting.end_time)
register.filter("in_address", formatting.in_address)


@register.filter
def local_day(moment: dt.datetime) -> dt.date:
    """The day of a moment in the community's time zone."""
    return formatting.local(moment).date()
