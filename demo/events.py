"""The planned events as records. One is cancelled and one is a draft."""

import datetime as dt
import random

from django.utils import timezone

from common.time import clock
from demo.festivals import FESTIVALS
from demo.programme.regular import ALL_DAY
from demo.programme.rooms import MEETING_POINTS
from demo.schedule import PlannedEvent
from demo.stations import Spaces
from events.models import Event
from events.models.check_in_kinds import CheckInKind
from grid.models import Community, Grid, OrgUnit
from stations.models import Hold, Space

# The next event of one of these series, the first in time, is cancelled after people have registered.
MAY_BE_CALLED_OFF = ("choir", "calligraphy", "health-talk", "fraud", "kitchen")
CALLED_OFF_BECAUSE = "老师临时有事来不了，时间重新定好再通知大家，给您添麻烦了。"

_FESTIVALS = {festival.key for festival in FESTIVALS}


def load_events(
    planned: list[PlannedEvent],
    community: Community,
    grids: dict[int, Grid],
    units: dict[str, OrgUnit],
    spaces: Spaces,
    *,
    rng: random.Random,
    today: dt.date,
) -> list[Event]:
    """Write the demo's events in the order of `planned`. Events in a room of a station hold it."""
    draft = draft_event(planned, today)
    events = [
        _event(
            plan,
            community=community,
            organiser=units[plan.organiser],
            grid=grids[plan.grid] if plan.grid else None,
            space=room_of_event(plan, spaces),
            status=Event.Status.DRAFT if plan is draft else Event.Status.PUBLISHED,
            announced_at=event_announced_at(plan, today, rng),
        )
        for plan in planned
    ]
    held = [event for event in events if event.space]
    holds = Hold.objects.bulk_create(
        Hold(
            space=event.space,
            kind=Hold.Kind.EVENT,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            buffer=event.space.buffer if event.space else 0,
        )
        for event in held
    )
    for event, hold in zip(held, holds, strict=True):
        event.hold = hold
    return Event.objects.bulk_create(events)


def room_of_event(plan: PlannedEvent, spaces: Spaces) -> Space | None:
    """The room that the place of a demo event names, “幸福驿站·阅览室”; None for a square or a room of a grid."""
    station, _dot, room = plan.place.partition("·")
    return spaces.get((station, room))


def draft_event(planned: list[PlannedEvent], today: dt.date) -> PlannedEvent:
    """The demo event that is a draft: the last regular one with registration, weeks ahead and not yet announced."""
    return max(
        (plan for plan in planned if plan.capacity and plan.key not in _FESTIVALS and plan.day > today),
        key=lambda plan: plan.starts,
    )


def cancelled_event(planned: list[PlannedEvent], today: dt.date) -> PlannedEvent:
    """The demo event that is cancelled: a few days ahead, so that lists show it."""
    return next(
        plan for plan in planned if plan.key in MAY_BE_CALLED_OFF and plan.day >= today + dt.timedelta(days=4)
    )


def event_announced_at(plan: PlannedEvent, today: dt.date, rng: random.Random) -> dt.datetime:
    """When a demo event was announced: about three weeks ahead; later ones in the last few days."""
    day = min(plan.day - dt.timedelta(days=21), today - dt.timedelta(days=rng.randint(3, 9)))
    return clock.day_start(day) + dt.timedelta(hours=rng.randint(9, 16), minutes=rng.choice([5, 20, 35, 50]))


def _event(
    plan: PlannedEvent,
    *,
    community: Community,
    organiser: OrgUnit,
    grid: Grid | None,
    space: Space | None,
    status: str,
    announced_at: dt.datetime,
) -> Event:
    starts = timezone.make_aware(plan.starts)
    closes = starts - dt.timedelta(days=1) if plan.capacity and plan.key in _FESTIVALS else None
    elders_until = starts - dt.timedelta(days=1) if plan.seats_for_elders else None
    return Event(
        community=community,
        organiser=organiser,
        grid=grid,
        kind=plan.kind,
        audience=plan.audience,
        title=plan.title,
        summary=plan.summary,
        bring=plan.bring,
        meeting_point=MEETING_POINTS.get(plan.place, ""),
        access=list(plan.access),
        description=plan.description,
        space=space,
        place=plan.place,
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=plan.minutes),
        capacity=plan.capacity,
        seats_for_elders=plan.seats_for_elders,
        elders_until=elders_until,
        elders_released_at=elders_until if elders_until and elders_until <= clock.now() else None,
        largest_party=plan.largest_party,
        min_age=plan.ages[0],
        max_age=plan.ages[1],
        registration_closes_at=closes,
        check_in_kind=CheckInKind.IN_AND_OUT if plan.key == ALL_DAY.key else CheckInKind.ONCE,
        status=status,
        created_at=announced_at,
        changed_at=announced_at,
    )
