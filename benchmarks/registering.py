"""What a registration costs: through the action, and by raw SQL that locks and writes the same rows."""

import datetime as dt
import os
import random
from collections.abc import Iterator

import psycopg

from benchmarks.committing import (
    CLIENTS,
    Client,
    Cost,
    Step,
    Task,
    backend_of_django,
    compare,
    cost,
    forget_notices,
    inserted,
    some_people,
    tell,
)
from benchmarks.report import Report

EVENTS = 64
PEOPLE = 5_000
GOAL = 0.4
TITLE = "报名测速"

type Turn = tuple[int, int, int]  # event, person, sign-in

LOCK = "SELECT * FROM events_event WHERE id = %s FOR NO KEY UPDATE"
QUEUE = "SELECT 1 FROM events_registration WHERE event_id = %s AND status = 'waitlisted' LIMIT 1"
REGISTRATION = """
INSERT INTO events_registration (event_id, person_id, by_id, seats, status, created_at)
VALUES (%s, %s, %s, 1, 'registered', %s) RETURNING id
"""


def measure(report: Report, url: str) -> None:
    report.section(f"What a registration costs, {CLIENTS} processes on {EVENTS} events")
    task = task_of_one()
    compare(report, "a registration", raw=lambda: run(by_sql(url, task)), acted=lambda: run(by_action), goal=GOAL)


def task_of_one() -> Task:
    event, ((person, user),) = make_events()[0], some_people(1)
    try:
        return Task(lambda: by_action()[0]((event, person, user)))
    finally:
        remove_events()


def run(client: Client) -> Cost:
    events, people = make_events(), some_people(PEOPLE)
    try:
        return cost(client, [turns(events, people[n::CLIENTS]) for n in range(CLIENTS)])
    finally:
        remove_events()


def turns(events: list[int], people: list[tuple[int, int]]) -> Iterator[Turn]:
    """Every person at every event, in an order in which clients meet at the same event."""
    chance = random.Random(os.getpid())
    shuffled = list(events)
    for person, user in people:
        chance.shuffle(shuffled)
        for event in shuffled:
            yield event, person, user


def by_sql(url: str, task: Task) -> Client:
    def client() -> tuple[Step, int]:
        connection = psycopg.connect(url)

        def step(turn: Turn) -> None:
            event, person, user = turn
            now = dt.datetime.now(dt.UTC)  # noqa: TID251
            connection.execute(LOCK, [event]).fetchone()
            connection.execute(QUEUE, [event]).fetchone()
            inserted(connection, REGISTRATION, [event, person, user, now])
            tell(connection, task, person, "event_registered", "已报名", "/events/", now)
            connection.commit()

        return step, connection.info.backend_pid

    return client


def by_action() -> tuple[Step, int]:
    from accounts.models import Person, User
    from events.actions.registrations import register
    from events.models import Event

    # A view has the event, the person and the sign-in at hand when it calls the action.
    people = some_people(PEOPLE)
    events = Event.objects.filter(title=TITLE).in_bulk()
    persons = Person.objects.select_related("user").in_bulk([person for person, _user in people])
    users = User.objects.in_bulk([user for _person, user in people])

    def step(turn: Turn) -> None:
        event, person, user = turn
        register(events[event], person=persons[person], by=users[user])

    return step, backend_of_django()


def make_events() -> list[int]:
    """Large events, far ahead, so that the pages measured before show none of them."""
    from common.time import clock
    from events.models import Event

    pattern = Event.objects.published().filter(capacity=30).latest("starts_at")
    starts = clock.now() + dt.timedelta(days=700)
    made = []
    for _n in range(EVENTS):
        pattern.pk = None
        pattern._state.adding = True
        pattern.title, pattern.capacity = TITLE, 10_000
        pattern.starts_at, pattern.ends_at = starts, starts + dt.timedelta(hours=2)
        pattern.save()
        made.append(pattern.pk)
    return made


def remove_events() -> None:
    from django.db import connection

    forget_notices()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM events_registration WHERE event_id IN (SELECT id FROM events_event WHERE title = %s)",
            [TITLE],
        )
        cursor.execute("DELETE FROM events_event WHERE title = %s", [TITLE])
