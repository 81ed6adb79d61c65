"""The card of an event in a list: `{% load event_cards %}{% event_card event %}`.

A card is a pure function of the few values it shows, so its HTML is drawn once for them and kept; a changed
title, a taken seat or a new day makes another card.
"""

import datetime as dt
import functools
from dataclasses import dataclass

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.time import clock, formatting
from events.models import Event
from events.models.ages import AgeSpan
from events.selectors.events import EventStanding, standing_of_event

register = template.Library()


@dataclass(frozen=True, slots=True)
class EventCard:
    """What the card of an event in a list shows."""

    pk: int
    kind: str
    title: str
    place: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    capacity: int | None
    seats_left: int
    # The place in the queue that a newcomer would get.
    position: int | None
    # One of events.selectors.events.EventStanding
    state: str
    # Whether the reader has somebody to register. A visitor who has not signed in may have.
    is_open_to_reader: bool
    # Of the reader's family: “registered”, “waitlisted”, or nothing.
    own_status: str
    audience: str
    ages: AgeSpan
    # What makes it easier to come, in words.
    offers: tuple[str, ...]
    today: dt.date

    @property
    def for_whom(self) -> str:
        """亲子家庭 · 5–14 岁; nothing for an event for everyone of any age."""
        who = "" if self.audience == Event.Audience.EVERYONE else self.audience_label
        return " · ".join(filter(None, (who, str(self.ages))))

    @property
    def kind_label(self) -> str:
        return str(Event.Kind(self.kind).label) if self.kind in Event.Kind else self.kind

    @property
    def audience_label(self) -> str:
        return str(Event.Audience(self.audience).label) if self.audience in Event.Audience else self.audience

    @property
    def act(self) -> str:
        """What the card's button does: “register”, “waitlist”, or “look” where the reader can do neither now."""
        if not self.is_open_to_reader:
            return "look"
        return {EventStanding.OPEN: "register", EventStanding.WAITLIST: "waitlist"}.get(
            EventStanding(self.state), "look"
        )

    @property
    def taken(self) -> int:
        return (self.capacity or 0) - self.seats_left

    @property
    def times(self) -> str:
        """09:30–11:00; for an event of several days also the day it ends."""
        if (
            formatting.local(self.starts_at).date()
            == formatting.local(self.ends_at - dt.timedelta(microseconds=1)).date()
        ):
            return f"{formatting.clock_time(self.starts_at)}–{formatting.clock_time(self.ends_at)}"
        return formatting.span(self.starts_at, self.ends_at)

    @property
    def past_year(self) -> int | None:
        """The year, when it is not this one."""
        year = formatting.local(self.starts_at).year
        return year if year != self.today.year else None


@register.simple_tag
def event_card(event: Event) -> SafeString:
    """`event.waiting` comes from `for_cards()`; without it a full event shows no place in the queue."""
    waiting = getattr(event, "waiting", None)
    card = EventCard(
        pk=event.pk,
        kind=event.kind,
        title=event.title,
        place=event.place,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        capacity=event.capacity,
        seats_left=event.seats_for_all,
        position=None if waiting is None else waiting + 1,
        state=standing_of_event(event, waiting=waiting or 0).value,
        is_open_to_reader=event.is_open_to_reader,
        own_status=str(event.own_status),
        audience=event.audience,
        ages=event.ages,
        offers=tuple(str(one.label) for one in event.offers),
        today=clock.today(),
    )
    return _draw(card, get_language())


@functools.lru_cache(maxsize=2048)
def _draw(card: EventCard, language: str | None) -> SafeString:
    return render_to_string("events/_card_drawn.html", {"card": card})
