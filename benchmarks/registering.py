"""Registrations committed a second, by 8 processes: through the action, and by raw SQL that writes the same rows."""

import datetime as dt
import json
import multiprocessing
import os
import random
import time
import uuid
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg

from benchmarks.report import Report, middle

CLIENTS = 8
EVENTS = 64
SECONDS = 3.0
ROUNDS = 3
GOAL = 0.5
TITLE = "报名测速"

LOCK = "SELECT * FROM events_event WHERE id = %s FOR NO KEY UPDATE"
QUEUE = "SELECT 1 FROM events_registration WHERE event_id = %s AND status = 'waitlisted' LIMIT 1"
REGISTRATION = """
INSERT INTO events_registration (event_id, person_id, by_id, seats, status, created_at)
VALUES (%s, %s, %s, 1, 'registered', %s) RETURNING id
"""
NOTIFICATION = """
INSERT INTO accounts_notification (recipient_id, kind, title, body, path, created_at)
VALUES (%s, 'event_registered', %s, '', '/events/', %s) RETURNING id
"""
DELIVERY = """
INSERT INTO accounts_delivery (notification_id, channel, state, attempts, error, due_at)
VALUES (%s, 'email', 'waiting', 0, '', %s) RETURNING id
"""


def measure(report: Report, url: str) -> None:
    report.section(f"Registrations committed a second, {CLIENTS} processes on {EVENTS} events")
    columns = task_columns(url)
    ratios, rates = [], []
    for _round in range(ROUNDS):
        raw = run(by_sql, url, columns)
        acted = run(by_action, url, columns)
        ratios.append(acted / raw)
        rates.append(acted)
        report.note(f"raw SQL {raw:.0f}/s, action {acted:.0f}/s")
    report.at_least("action against raw SQL", middle(ratios), GOAL, detail=f"{middle(rates):.0f} registrations/s")


def task_columns(url: str) -> dict[str, Any]:
    """The row that one enqueued task writes, found by letting the action write one and taking it back."""
    from django.db import connection, transaction
    from django_tasks_db.models import DBTaskResult

    from events.actions import register

    events, people = make_events(), some_people(1)
    try:
        with transaction.atomic():
            from accounts.models import Person, User
            from events.models import Event

            person = Person.objects.get(pk=people[0][0])
            user = User.objects.get(pk=people[0][1])
            register(Event.objects.get(pk=events[0]), person=person, by=user)
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT to_jsonb(t) FROM {DBTaskResult._meta.db_table} t ORDER BY enqueued_at DESC LIMIT 1"
                )
                row = cursor.fetchone()[0]
            transaction.set_rollback(True)
    finally:
        remove_events()
        connection.close()
    return json.loads(row) if isinstance(row, str) else dict(row)


def run(client: Any, url: str, columns: dict[str, Any]) -> float:
    from django.db import connection

    events, people = make_events(), some_people(5_000)
    # Forked, so that no client spends its time on imports; each opens connections of its own.
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    context = multiprocessing.get_context("fork")
    barrier, counts = context.Barrier(CLIENTS), context.Queue()
    shares = [people[n::CLIENTS] for n in range(CLIENTS)]
    processes = [
        context.Process(target=client, args=(url, events, share, columns, barrier, counts)) for share in shares
    ]
    for process in processes:
        process.start()
    rate = sum(counts.get(timeout=120) for _process in processes)
    for process in processes:
        process.join()
    remove_events()
    return rate


def pairs(events: list[int], people: list[tuple[int, int]]) -> Any:
    """Every person at every event, in an order in which clients meet at the same event."""
    chance = random.Random(os.getpid())
    shuffled = list(events)
    for person, user in people:
        chance.shuffle(shuffled)
        for event in shuffled:
            yield event, person, user


def by_sql(
    url: str,
    events: list[int],
    people: list[tuple[int, int]],
    columns: dict[str, Any],
    barrier: Barrier,
    counts: Any,
) -> None:
    from django_tasks_db.models import DBTaskResult

    names = [name for name in columns if name not in {"id", "args_kwargs"}]
    task = (
        f"INSERT INTO {DBTaskResult._meta.db_table} (id, args_kwargs, {', '.join(names)}) "
        f"VALUES (%s, %s, {', '.join(['%s'] * len(names))})"
    )
    values = [json.dumps(columns[n]) if isinstance(columns[n], (dict, list)) else columns[n] for n in names]
    with psycopg.connect(url) as connection:
        barrier.wait(60)
        done, began = 0, time.perf_counter()
        for event, person, user in pairs(events, people):
            now = dt.datetime.now(dt.UTC)  # noqa: TID251
            connection.execute(LOCK, [event]).fetchone()
            connection.execute(QUEUE, [event]).fetchone()
            connection.execute(REGISTRATION, [event, person, user, now]).fetchone()
            notification = connection.execute(NOTIFICATION, [person, "已报名", now]).fetchone()
            assert notification
            delivery = connection.execute(DELIVERY, [notification[0], now]).fetchone()
            assert delivery
            arguments = json.dumps({"args": [[delivery[0]]], "kwargs": {}})
            connection.execute(task, [uuid.uuid4(), arguments, *values])
            connection.commit()
            done += 1
            if time.perf_counter() - began >= SECONDS:
                break
        counts.put(done / (time.perf_counter() - began))


def by_action(
    url: str,
    events: list[int],
    people: list[tuple[int, int]],
    columns: dict[str, Any],
    barrier: Barrier,
    counts: Any,
) -> None:
    from accounts.models import Person, User
    from events.actions import register
    from events.models import Event

    # A view has the event, the person and the sign-in at hand when it calls the action.
    known = Event.objects.in_bulk(events)
    persons = Person.objects.select_related("user").in_bulk([person for person, _user in people])
    users = User.objects.in_bulk([user for _person, user in people])
    turns = pairs(events, people)
    # The first call of a process loads the site's addresses and words.
    event, person, user = next(turns)
    register(known[event], person=persons[person], by=users[user])
    barrier.wait(60)
    done, began = 0, time.perf_counter()
    for event, person, user in turns:
        register(known[event], person=persons[person], by=users[user])
        done += 1
        if time.perf_counter() - began >= SECONDS:
            break
    counts.put(done / (time.perf_counter() - began))


def make_events() -> list[int]:
    """Large events, far ahead, so that the pages measured before show none of them."""
    from common import clock
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


def some_people(count: int) -> list[tuple[int, int]]:
    from accounts.models import User

    return list(
        User.objects.filter(email__endswith="@portal.example").order_by("pk").values_list("person_id", "pk")[:count]
    )


def remove_events() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_delivery, accounts_notification, django_tasks_database_dbtaskresult")
        cursor.execute(
            "DELETE FROM events_registration WHERE event_id IN (SELECT id FROM events_event WHERE title = %s)",
            [TITLE],
        )
        cursor.execute("DELETE FROM events_event WHERE title = %s", [TITLE])
    connection.commit()
