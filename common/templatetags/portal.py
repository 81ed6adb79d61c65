"""Tags and filters that every template has without `{% load %}`."""

import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import cast

import lucide
from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import smart_split

from common.http import drafts
from common.http.submissions import token_field
from common.names import in_sentence
from common.time import formatting

register = template.Library()

# Neighbouring strokes of an icon, each from a point of its own: drawn alike, so one element says them all.
STROKES = re.compile(r'(<path d="[^"]*)"/>((?:<path d="M[^"]*"/>)+)')


class FormTokensNode(CsrfTokenNode):
    """What every form that is posted carries: the token against forged requests, and that against double clicks."""

    def render(self, context: Context) -> SafeString:
        return mark_safe(super().render(context) + token_field(context.get("request")))


@register.tag("csrf_token")
def csrf_token(parser: Parser, token: Token) -> FormTokensNode:
    """Django's own tag, in every template, those of admin and of packages too, with the token of the form beside."""
    return FormTokensNode()


@register.inclusion_tag("components/draft.html", takes_context=True)
def draft_script(context: Context) -> dict[str, str]:
    """The script that stores half-typed forms and deletes them at sign-out; pages where one of the two can happen
    need it.
    """
    return {"owner": drafts.draft_owner(context["request"].user)}


@register.simple_tag
@functools.cache
def icon(name: str) -> SafeString:
    """The lucide icon as inline SVG in the colour of the text, hidden from screen readers.

    The template must say the meaning in words beside it.
    """
    # base.css styles the strokes.
    svg = lucide._render_icon(name, None)
    content = " ".join(svg[svg.index(">") + 1 :].split()).replace("> <", "><").replace(" />", "/>")
    content = STROKES.sub(
        lambda strokes: "".join([strokes[1], *re.findall(r'd="([^"]*)', strokes[2]), '"/>']), content
    )
    return mark_safe(f'<svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{content}')


@register.simple_block_tag(takes_context=True)
def way(context: Context, content: str, href: str, classes: str = "", current: bool = False) -> SafeString:
    """`{% way href classes="button" %}…{% endway %}`: a link, or, where the page has `begin`, a button that hands it
    on.

    The button posts the form `begin` (components/begin.html) to that address: a name is personal data, and stands in
    none. `current` marks the day that is shown.
    """
    marks = format_html(' class="{}"', classes) if classes else SafeString()
    if current:
        marks = format_html('{} aria-current="date"', marks)
    if context.get("begin"):
        return format_html('<button{} form="begin" formaction="{}">{}</button>', marks, href, content)
    return format_html('<a{} href="{}">{}</a>', marks, href, content)


# So many rows of a list stand on a page in care mode before the others fold away (DOMAIN.md §4, check 17).
FEW = 3


class FewNode(template.Node):
    """`{% few row in rows class="list" %}<li>…</li>{% endfew %}`: a list, of which care mode shows the first rows.

    The others wait there under “More”. As in `{% for %}` a row may have several names, and `forloop.counter` is its
    number. All of these may be left out: `class`; `tag="ol"`; `first=4`, where rows stand two abreast.
    """

    child_nodelists = ("nodelist",)

    def __init__(
        self, names: list[str], rows: FilterExpression, options: dict[str, FilterExpression], nodelist: NodeList
    ) -> None:
        self.names, self.rows, self.options, self.nodelist = names, rows, options, nodelist

    def render(self, context: Context) -> SafeString:
        rows = list(self.rows.resolve(context) or ())
        options = {name: value.resolve(context) for name, value in self.options.items()}
        care = getattr(context.get("request"), "care", None)
        shown = options.get("first", FEW) if care is not None and care.on else len(rows)
        drawn = [self._drawn(row, number, context) for number, row in enumerate(rows, start=1)]
        tag = options.get("tag", "ul")
        style = format_html(' class="{}"', options["class"]) if options.get("class") else ""
        first = format_html("<{}{}>{}</{}>", tag, style, mark_safe("".join(drawn[:shown])), tag)
        if not drawn[shown:]:
            return first
        # A numbered list counts on where it was folded.
        onward = format_html(' start="{}"', shown + 1) if tag == "ol" else ""
        rest = format_html("<{}{}{}>{}</{}>", tag, style, onward, mark_safe("".join(drawn[shown:])), tag)
        return first + render_to_string("components/few_more.html", {"rest": rest, "more": len(drawn[shown:])})

    def _drawn(self, row: object, number: int, context: Context) -> str:
        values = (row,) if len(self.names) == 1 else cast(Iterable[object], row)
        with context.push(forloop={"counter": number}, **dict(zip(self.names, values, strict=True))):
            return self.nodelist.render(context)


@register.tag("few")
def few(parser: Parser, token: Token) -> FewNode:
    before, _in, after = token.contents.removeprefix("few").partition(" in ")
    names = [name.strip() for name in before.split(",")]
    rows, *bits = list(smart_split(after)) or [""]
    options = token_kwargs(bits, parser)
    if not rows or bits or options.keys() - {"class", "tag", "first"}:
        raise template.TemplateSyntaxError('few is written {% few row in rows class="…" %}')
    nodelist = parser.parse(("endfew",))
    parser.delete_first_token()
    return FewNode(names, parser.compile_filter(rows), options, nodelist)


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
