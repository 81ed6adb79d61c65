"""The card of an activity in a list: `{% load activity_cards %}{% activity_card activity %}`.

As with events, a card is a pure function of the few values it shows, so its HTML is drawn once for them and kept.
"""

import datetime as dt
import functools
from dataclasses import dataclass

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.time import clock
from volunteers.models import Activity, ServiceKind
from volunteers.selectors.activities import standing_of_activity

register = template.Library()


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """What the card of an activity in a list shows. `state`: one of volunteers.selectors.activities.ActivityStanding.

    `left`: places that can be had at once.
    """

    pk: int
    service: str
    title: str
    place: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    needed: int
    taken: int
    left: int
    state: str
    today: dt.date

    @property
    def service_label(self) -> str:
        return str(ServiceKind(self.service).label)


@register.simple_tag
def activity_card(activity: Activity) -> SafeString:
    """`activity` is one of `with_places()`."""
    card = ActivityCard(
        pk=activity.pk,
        service=activity.service,
        title=activity.title,
        place=activity.meeting_point or activity.place,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        needed=activity.needed,
        taken=activity.taken,
        left=activity.left,
        state=standing_of_activity(activity).value,
        today=clock.today(),
    )
    return _draw(card, get_language())


@functools.lru_cache(maxsize=1024)
def _draw(card: ActivityCard, language: str | None) -> SafeString:
    return render_to_string("volunteers/_activity_card.html", {"card": card})
