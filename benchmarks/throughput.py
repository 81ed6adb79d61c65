"""The CPU cost of a commit: through an action, and by raw SQL that writes the same rows.

It is the CPU time of the client process and of its database backend together: rates would change with the other load
of the machine.
"""

import datetime as dt
import json
import multiprocessing
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from benchmarks.report import Report

CLIENTS = 8
SECONDS = 3.0
ROUNDS = 3
WARM = 12

NOTIFICATION = """
INSERT INTO accounts_notification (recipient_id, kind, title, body, path, created_at)
VALUES (%s, %s, %s, '', %s, %s) RETURNING id
"""
DELIVERY = """
INSERT INTO accounts_delivery (notification_id, channel, state, attempts, error, due_at)
VALUES (%s, 'email', 'waiting', 0, '', %s) RETURNING id
"""
CONTEXT = "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"

type Step = Callable[[Any], object]
# Called once in each process. It returns a step, which makes one commit, and the process id of the database backend.
type Client = Callable[[], tuple[Step, int]]


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds of one commit in its client and in its database backend, and commits in a second of all."""

    client: float
    database: float
    rate: float

    @property
    def total(self) -> float:
        return self.client + self.database

    def __str__(self) -> str:
        return f"{self.total:.2f} ms (client {self.client:.2f}, database {self.database:.2f}; {self.rate:.0f}/s)"


def compare(report: Report, what: str, *, raw: Callable[[], Cost], acted: Callable[[], Cost], goal: float) -> None:
    """Measure both in turn, ROUNDS times. The goal applies to the median ratio."""
    ratios = []
    for _round in range(ROUNDS):
        by_sql, by_action = raw(), acted()
        ratios.append(by_sql.total / by_action.total)
        report.note(f"CPU of raw SQL {by_sql}, of the action {by_action}")
    spread = f"{min(ratios):.2f}–{max(ratios):.2f}"
    report.at_least(f"{what}: CPU of raw SQL ÷ the action's", median(ratios), goal, detail=spread)


def cost(client: Client, shares: list[Iterable[Any]]) -> Cost:
    """The cost of a step, measured by one process for each share of turns, all at the same time."""
    from django.db import connection

    # Forked, so that no client spends time on imports; each one opens its own connections.
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    context = multiprocessing.get_context("fork")
    barrier, counts = context.Barrier(len(shares)), context.Queue()
    processes = [context.Process(target=_run, args=(client, share, barrier, counts)) for share in shares]
    for process in processes:
        process.start()
    measured = [counts.get(timeout=120) for _process in processes]
    for process in processes:
        process.join()
    done, took, clients, backends = (sum(column) for column in zip(*measured, strict=True))
    return Cost(1000 * clients / done, 1000 * backends / done, done * len(measured) / took)


def _run(client: Client, turns: Iterable[Any], barrier: Barrier, counts: Any) -> None:
    (step, backend), left = client(), iter(turns)
    # The first call of a process loads the URL patterns and the translations. PostgreSQL plans a prepared statement
    # anew for the first five times, and psycopg prepares what it has sent five times.
    for _turn in range(WARM):
        step(next(left))
    barrier.wait(60)
    done, began, own, database = 0, time.perf_counter(), time.process_time(), cpu_seconds(backend)
    for turn in left:
        step(turn)
        done += 1
        if time.perf_counter() - began >= SECONDS:
            break
    took = time.perf_counter() - began
    counts.put((done, took, time.process_time() - own, cpu_seconds(backend) - database))


def cpu_seconds(process: int) -> float:
    """What a process with one thread has spent on a CPU so far; Linux alone says it so finely."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def backend_of_django() -> int:
    """The process id of the backend that serves Django's connection in this process."""
    from django.db import connection

    connection.ensure_connection()
    return connection.connection.info.backend_pid


class Task:
    """The row that one enqueued task writes.

    It is read after `act` has written one; then the transaction is rolled back.
    """

    def __init__(self, act: Callable[[], object]) -> None:
        from django.db import connection, transaction
        from django_tasks_db.models import DBTaskResult

        table = DBTaskResult._meta.db_table
        with transaction.atomic(), connection.cursor() as cursor:
            act()
            cursor.execute(f"SELECT to_jsonb(t) FROM {table} t ORDER BY enqueued_at DESC LIMIT 1")
            row = cursor.fetchone()[0]
            transaction.set_rollback(True)
        columns = json.loads(row) if isinstance(row, str) else dict(row)
        names = [name for name in columns if name not in {"id", "args_kwargs"}]
        self._sql = (
            f"INSERT INTO {table} (id, args_kwargs, {', '.join(names)}) "
            f"VALUES (%s, %s, {', '.join(['%s'] * len(names))})"
        )
        self._values = [json.dumps(columns[n]) if isinstance(columns[n], (dict, list)) else columns[n] for n in names]

    def enqueue(self, connection: psycopg.Connection, delivery: int) -> None:
        arguments = json.dumps({"args": [[delivery]], "kwargs": {}})
        connection.execute(self._sql, [uuid.uuid4(), arguments, *self._values])


def tell(
    connection: psycopg.Connection, task: Task, person: int, kind: str, title: str, path: str, now: dt.datetime
) -> None:
    """The notice, its delivery and the task, as `accounts.notifications.send.send_notices` writes them."""
    notification = inserted(connection, NOTIFICATION, [person, kind, title, path, now])
    task.enqueue(connection, inserted(connection, DELIVERY, [notification, now]))


def act_as(connection: psycopg.Connection, user: int) -> None:
    """Say who acts, so that the audit trail writes the same rows as for an action."""
    connection.execute(CONTEXT, [str(uuid.uuid4()), json.dumps({"user": user})])


def inserted(connection: psycopg.Connection, sql: str, values: list[Any]) -> int:
    row = connection.execute(sql, values).fetchone()
    assert row
    return row[0]


def some_people(count: int) -> list[tuple[int, int]]:
    """(person, sign-in) of neighbours with an e-mail address."""
    from accounts.models import User

    return list(
        User.objects.filter(email__endswith="@portal.example").order_by("pk").values_list("person_id", "pk")[:count]
    )


def forget_notices() -> None:
    """Empty the tables at once. A superuser may: replicated changes ask no trigger."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("TRUNCATE accounts_delivery, accounts_notification, django_tasks_database_dbtaskresult")
