"""An event of three days, yesterday to tomorrow, whose list is ticked each day: what a course of days looks like."""

import datetime as dt
import random

from common.time import clock
from demo.organisation import GENERAL
from demo.people import People
from demo.programme.rooms import SQUARE
from events.models import CheckIn, Event, Registration
from events.models.check_in_kinds import CheckInKind
from grid.models import Community, OrgUnit

PARTIES, CAME = 12, 10


def load_three_days(community: Community, units: dict[str, OrgUnit], people: People, *, today: dt.date) -> Event:
    """Most of who is registered came yesterday; today's list is still to be ticked."""
    yesterday = today - dt.timedelta(days=1)
    begins = clock.day_start(yesterday) + dt.timedelta(hours=9, minutes=30)
    announced = begins - dt.timedelta(days=6)
    event = Event.objects.create(
        community=community,
        organiser=units[GENERAL],
        kind=Event.Kind.SPORT,
        audience=Event.Audience.ELDERS,
        title="八段锦三天班",
        summary="连着三天，每天一小时，学会一套八段锦。",
        description="每天 9:30 开始，每天到了都请签到。穿宽松的衣服和软底鞋，站不久的可以坐着练。",
        place=SQUARE,
        starts_at=begins,
        ends_at=begins + dt.timedelta(days=2, hours=1),
        capacity=20,
        largest_party=2,
        check_in_kind=CheckInKind.EACH_DAY,
        status=Event.Status.PUBLISHED,
        created_at=announced,
        changed_at=announced,
    )
    chosen = random.Random(1510).sample(people.elders, PARTIES)  # noqa: S311 - no secret
    rows = Registration.objects.bulk_create(
        Registration(
            event=event,
            person=person,
            by=people.acting.get(person.pk, people.office),
            status=Registration.Status.REGISTERED,
            created_at=announced + dt.timedelta(hours=number + 1),
            reminded_at=announced + dt.timedelta(days=5),
        )
        for number, person in enumerate(chosen)
    )
    for number, row in enumerate(rows[:CAME]):
        row.status, row.came = Registration.Status.ATTENDED, row.seats
        row.checked_in_at, row.checked_in_by = begins + dt.timedelta(minutes=number - 6), people.office
    Registration.objects.bulk_update(rows, ["status", "came", "checked_in_at", "checked_in_by"])
    load_check_ins(rows, day=yesterday)
    return event


def load_check_ins(registrations: list[Registration], *, day: dt.date | None = None) -> None:
    """Of each party that came when that was, as the registration says it."""
    CheckIn.objects.bulk_create(
        CheckIn(registration=row, day=day, came=row.came, at=row.checked_in_at, by=row.checked_in_by)
        for row in registrations
        if row.is_attended and row.came and row.checked_in_at
    )
