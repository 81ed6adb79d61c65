"""The planned events as records; one is called off and one is still a draft, as in any community."""

import datetime as dt
import random

from django.utils import timezone

from common import clock
from events.models import Event
from grid.models import Community, Grid, OrgUnit
from portal.demo.festivals import FESTIVALS
from portal.demo.schedule import PlannedEvent

# Series of which the next one is called off, with people registered; whichever comes first.
MAY_BE_CALLED_OFF = ("choir", "calligraphy", "health-talk", "fraud", "kitchen")
CALLED_OFF_BECAUSE = "老师临时有事来不了，时间重新定好再通知大家，给您添麻烦了。"

_FESTIVALS = {festival.key for festival in FESTIVALS}


def load_events(
    planned: list[PlannedEvent],
    community: Community,
    grids: dict[int, Grid],
    units: dict[str, OrgUnit],
    *,
    rng: random.Random,
    today: dt.date,
) -> list[Event]:
    """The events in the order of `planned`."""
    draft = draft_of(planned, today)
    return Event.objects.bulk_create(
        _event(
            plan,
            community=community,
            organiser=units[plan.organiser],
            grid=grids[plan.grid] if plan.grid else None,
            status=Event.Status.DRAFT if plan is draft else Event.Status.PUBLISHED,
            announced_at=announced_at(plan, today, rng),
        )
        for plan in planned
    )


def draft_of(planned: list[PlannedEvent], today: dt.date) -> PlannedEvent:
    """The last regular event that people register for: it lies weeks ahead and is not announced yet."""
    return max(
        (plan for plan in planned if plan.capacity and plan.key not in _FESTIVALS and plan.day > today),
        key=lambda plan: plan.starts,
    )


def called_off(planned: list[PlannedEvent], today: dt.date) -> PlannedEvent:
    """The event that is called off: a few days ahead, near enough to be seen."""
    return next(
        plan for plan in planned if plan.key in MAY_BE_CALLED_OFF and plan.day >= today + dt.timedelta(days=4)
    )


def announced_at(plan: PlannedEvent, today: dt.date, rng: random.Random) -> dt.datetime:
    """About three weeks before the event; what lies further ahead was announced in the last few days."""
    day = min(plan.day - dt.timedelta(days=21), today - dt.timedelta(days=rng.randint(3, 9)))
    return clock.day_start(day) + dt.timedelta(hours=rng.randint(9, 16), minutes=rng.choice([5, 20, 35, 50]))


def _event(
    plan: PlannedEvent,
    *,
    community: Community,
    organiser: OrgUnit,
    grid: Grid | None,
    status: str,
    announced_at: dt.datetime,
) -> Event:
    starts = timezone.make_aware(plan.starts)
    closes = starts - dt.timedelta(days=1) if plan.capacity and plan.key in _FESTIVALS else None
    return Event(
        community=community,
        organiser=organiser,
        grid=grid,
        kind=plan.kind,
        audience=plan.audience,
        title=plan.title,
        summary=plan.summary,
        description=plan.description,
        place=plan.place,
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=plan.minutes),
        capacity=plan.capacity,
        largest_party=plan.largest_party,
        min_age=plan.ages[0],
        max_age=plan.ages[1],
        registration_closes_at=closes,
        status=status,
        created_at=announced_at,
        changed_at=announced_at,
    )
