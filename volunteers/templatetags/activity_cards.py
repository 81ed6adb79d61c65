"""What the pages of a team list: `{% load activity_cards %}{% activity_card activity %}`, `{% shift_card line %}`,
and `{% team_record page %}`.

As with events, a card is a pure function of the few values it shows, so its HTML is drawn once for them and kept.
"""

import datetime as dt
import functools
from collections.abc import Collection
from dataclasses import dataclass

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from common.http.page_cache import kept
from common.time import clock
from volunteers.models import Activity, ServiceKind
from volunteers.presenters.open_shifts import OpenShift
from volunteers.selectors.activities import standing_of_activity
from volunteers.selectors.teams import TeamPage

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
        place=activity.place,
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


@dataclass(frozen=True, slots=True)
class ShiftCard:
    """What the card of a shift shows to everybody: an OpenShift without a reader, by its values."""

    pk: int
    service: str
    role: str
    title: str
    place: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    is_cancelled: bool
    is_free: bool
    free_places: int
    looking: int
    waiting: int
    look_only: bool
    is_liked: bool
    today: dt.date

    @property
    def service_label(self) -> str:
        return str(ServiceKind(self.service).label)


@register.simple_tag
def shift_card(line: OpenShift, *, look_only: bool = False, liked: Collection[str] = ()) -> SafeString:
    """A card that says what the reader has to do with the shift is drawn for this reader alone.

    `look_only`: the card does not offer to sign up; who waits for the answer of the team cannot do it yet.
    `liked`: the kinds of service that the volunteer would like to do.
    """
    shift, activity = line.shift, line.shift.activity
    card = ShiftCard(
        pk=shift.pk,
        service=activity.service,
        role=shift.role,
        title=activity.title,
        place=activity.place,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        is_cancelled=activity.is_cancelled,
        is_free=line.is_free,
        free_places=line.free_places,
        looking=shift.looking,
        waiting=shift.waiting,
        look_only=look_only,
        is_liked=activity.service in liked,
        today=clock.today(),
    )
    if line.own or line.refusal:
        return render_to_string("volunteers/_shift_card.html", {"card": card, "line": line, "shift": card})
    return _draw_shift(card, get_language())


@functools.lru_cache(maxsize=1024)
def _draw_shift(card: ShiftCard, language: str | None) -> SafeString:
    return render_to_string("volunteers/_shift_card.html", {"card": card, "line": card, "shift": card})


# So long each process shows what it has drawn; a consent that ends empties it at once.
KEPT_SECONDS = 30


@register.simple_tag(takes_context=True)
def team_record(context: template.Context, page: TeamPage) -> SafeString:
    """What changes slowly of the page of a team, the same for every reader: it is read and drawn once for all."""
    request = context["request"]
    name = f"team-{page.team.pk}-{get_language()}-{request.care.on}"

    def draw() -> SafeString:
        return render_to_string("volunteers/_team_record.html", {"page": page, "record": page.record}, request)

    return mark_safe(kept(name, draw, KEPT_SECONDS))
