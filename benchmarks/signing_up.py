"""The CPU cost of signing up for a shift: through the action, and by raw SQL that locks and writes the same rows."""

import datetime as dt
import os
import random
import uuid
from collections.abc import Iterator

import psycopg

from benchmarks.contention import agree
from benchmarks.report import Report
from benchmarks.throughput import (
    CLIENTS,
    Client,
    Cost,
    Step,
    Task,
    act_as,
    backend_of_django,
    compare,
    cost,
    forget_notices,
    inserted,
    some_people,
    tell,
)

SHIFTS = 64
PEOPLE = 5_000
# That of a registration.
GOAL = 0.4
TITLE = "班次测速"
# Those of the demo are far below.
FIRST_NUMBER = 100_000

type Turn = tuple[int, dt.datetime, int, int, int]  # shift, beginning, volunteer, person, sign-in

HOUR = dt.timedelta(hours=1)
LOCK_ACTIVITY = """
SELECT a.*, t.* FROM volunteers_activity a JOIN volunteers_team t ON t.id = a.team_id
WHERE a.id = (SELECT activity_id FROM volunteers_shift WHERE id = %s) FOR SHARE OF a
"""
LOCK = "SELECT * FROM volunteers_shift WHERE id = %s FOR NO KEY UPDATE"
LOCK_VOLUNTEER = "SELECT * FROM volunteers_volunteer WHERE id = %s FOR NO KEY UPDATE"
QUEUE = "SELECT 1 FROM volunteers_assignment WHERE shift_id = %s AND status = 'waitlisted' LIMIT 1"
ASSIGNMENT = """
INSERT INTO volunteers_assignment (shift_id, volunteer_id, person_id, starts_at, ends_at, status, by_id, created_at,
    words, reason, answer_code, told_code, walk_in, checked_in_way, checked_out_way, token)
VALUES (%s, %s, %s, %s, %s, 'assigned', %s, %s, '', '', %s, '0000', false, '', '', %s) RETURNING id
"""


def measure(report: Report, url: str) -> None:
    report.section(f"What signing up for a shift costs, {CLIENTS} processes on {SHIFTS} shifts")
    task = task_of_one()
    compare(
        report, "signing up for a shift", raw=lambda: run(by_sql(url, task)), acted=lambda: run(by_action), goal=GOAL
    )


def task_of_one() -> Task:
    people = some_people(1)
    agree([person for person, _user in people])
    try:
        turn = next(turns(make_shifts(), make_volunteers(people)))
        return Task(lambda: by_action()[0](turn))
    finally:
        remove()


def run(client: Client) -> Cost:
    people = some_people(PEOPLE)
    agree([person for person, _user in people])
    try:
        shifts, volunteers = make_shifts(), make_volunteers(people)
        return cost(client, [turns(shifts, volunteers[n::CLIENTS]) for n in range(CLIENTS)])
    finally:
        remove()


def turns(shifts: list[tuple[int, dt.datetime]], volunteers: list[tuple[int, int, int]]) -> Iterator[Turn]:
    """Every volunteer on every shift, in an order in which clients write to the same shift at the same time."""
    chance = random.Random(os.getpid())
    shuffled = list(shifts)
    for volunteer, person, user in volunteers:
        chance.shuffle(shuffled)
        for shift, starts_at in shuffled:
            yield shift, starts_at, volunteer, person, user


def by_sql(url: str, task: Task) -> Client:
    def client() -> tuple[Step, int]:
        connection = psycopg.connect(url)

        def step(turn: Turn) -> None:
            shift, starts_at, volunteer, person, user = turn
            now, code = dt.datetime.now(dt.UTC), uuid.uuid4()  # noqa: TID251
            connection.execute(LOCK_ACTIVITY, [shift]).fetchone()
            connection.execute(LOCK, [shift]).fetchone()
            connection.execute(LOCK_VOLUNTEER, [volunteer]).fetchone()
            connection.execute(QUEUE, [shift]).fetchone()
            act_as(connection, user)
            times = [starts_at, starts_at + HOUR]
            inserted(connection, ASSIGNMENT, [shift, volunteer, person, *times, user, now, code.hex[:24], code])
            tell(connection, task, person, "shift_signed_up", "已报名", "/volunteers/", now)
            connection.commit()

        return step, connection.info.backend_pid

    return client


def by_action() -> tuple[Step, int]:
    from accounts.models import User
    from volunteers.actions.assignments import sign_up
    from volunteers.models import Shift, Volunteer

    # A view has loaded the shift, the volunteer and the sign-in before it calls the action.
    shifts = Shift.objects.filter(activity__title=TITLE).in_bulk()
    volunteers = Volunteer.objects.filter(number__gte=FIRST_NUMBER).select_related("person__user", "team").in_bulk()
    users = User.objects.in_bulk([user for _person, user in some_people(PEOPLE)])

    def step(turn: Turn) -> None:
        shift, _starts_at, volunteer, _person, user = turn
        sign_up(shifts[shift], volunteer=volunteers[volunteer], by=users[user], token=uuid.uuid4())

    return step, backend_of_django()


def make_shifts() -> list[tuple[int, dt.datetime]]:
    """Large shifts in the far future, one after the other, so that everybody can be on all of them."""
    from common.time import clock
    from volunteers.models import Activity, Shift

    pattern = Activity.objects.published().filter(space=None, kind=Activity.Kind.SERVICE).latest("starts_at")
    starts = clock.now() + dt.timedelta(days=700)
    made = []
    for number in range(SHIFTS):
        begins = starts + number * HOUR
        pattern.pk, pattern._state.adding = None, True
        pattern.title, pattern.place_code = TITLE, uuid.uuid4().hex[:16]
        pattern.starts_at, pattern.ends_at = begins, begins + HOUR
        pattern.save()
        shift = Shift.objects.create(
            activity=pattern, role="引导", starts_at=begins, ends_at=begins + HOUR, capacity=500
        )
        made.append((shift.pk, begins))
    return made


def make_volunteers(people: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(volunteer, person, sign-in) of these people, who have all been approved."""
    from common.time import clock
    from volunteers.models import ServiceKind, Slot, Team, Volunteer

    team = Team.objects.top().earliest("pk")
    rows = Volunteer.objects.bulk_create(
        Volunteer(
            team=team,
            person_id=person,
            status=Volunteer.Status.ACTIVE,
            number=FIRST_NUMBER + number,
            kinds=[ServiceKind.CARE.value],
            slots=[Slot.WEEKEND_MORNING.value],
            by_id=user,
            decided_at=clock.now(),
            decided_by_id=user,
        )
        for number, (person, user) in enumerate(people)
    )
    return [(row.pk, row.person_id, row.by_id) for row in rows]


def remove() -> None:
    from django.db import connection

    forget_notices()
    of_shift = "shift_id IN (SELECT s.id FROM volunteers_shift s JOIN volunteers_activity a ON a.id = s.activity_id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM volunteers_assignment WHERE {of_shift} WHERE a.title = %s)", [TITLE])
        cursor.execute(
            "DELETE FROM volunteers_shift WHERE activity_id IN (SELECT id FROM volunteers_activity WHERE title = %s)",
            [TITLE],
        )
        cursor.execute("DELETE FROM volunteers_activity WHERE title = %s", [TITLE])
        cursor.execute("DELETE FROM volunteers_volunteer WHERE number >= %s", [FIRST_NUMBER])
