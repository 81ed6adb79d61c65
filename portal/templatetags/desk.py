"""Tags and filters of the desk."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.http import drafts
from events.models import CheckIn
from events.presenters.check_in import ticked_in_words
from grid.models import Household
from portal.desk.selectors.visits import LastVisit
from portal.desk.selectors.visits import days_ago_in_words as in_words

register = template.Library()


@register.inclusion_tag("desk/_taps_box.html", takes_context=True)
def taps_box(context: template.Context) -> dict[str, str]:
    """Where a page of the desk says which taps of this phone are still to be sent, and which were refused."""
    return {"owner": drafts.draft_owner(context["request"].user)}


@register.filter
def ticked(check_in: CheckIn) -> str:
    """When a party came, or left, and who has noted it."""
    return ticked_in_words(check_in)


@register.filter
def ago(day: dt.date) -> str:
    """At the desk: how long ago a visit was, in words."""
    return in_words(day)


@register.filter
def room(household: Household) -> str:
    """A household in a list of the desk: “1-301”, entrance and code, without the building."""
    return f"{household.entrance}-{household.code}"


@register.filter
def pill(state: LastVisit) -> SafeString:
    """The last visit of a household as text, with a colour for its state."""
    tried = format_html('<span class="seen-try">{}</span>', state.tried) if state.tried else ""
    return format_html('<span class="seen seen--{}">{}</span>{}', state.state, state.words, tried)


@register.filter
def at(rows: Mapping[int, Any], key: int) -> Any:
    """What stands under this key."""
    return rows[key]


@register.filter
def spaced_phone(phone: str) -> str:
    """A whole number in groups, as it is read aloud: 138 0013 8000; those of other countries as they are."""
    if phone.startswith("+86") and len(phone) == 14:
        return f"{phone[3:6]} {phone[6:10]} {phone[10:]}"
    return phone
