"""Which task workers live, and what becomes of the tasks of those that have died.

A worker holds an advisory lock for as long as it lives. PostgreSQL releases it with the connection, however the
worker has ended, so no clock and no pause has to be agreed on.
"""

import logging
import threading
import time

from django.db import DatabaseError, connection

log = logging.getLogger(__name__)

# The first half of the advisory locks of workers; the second one is a hash of the worker's name.
LOCKS = 7_0715
# How often a worker looks for tasks of others that have died.
PAUSE_SECONDS = 5.0
# After the database has been away, every worker must first take its lock again.
GRACE_SECONDS = 10.0
# A task that so many workers have died with is not tried again.
MOST_ATTEMPTS = 3
TABLE = "django_tasks_database_dbtaskresult"

_ALIVE = """
    FROM pg_locks held
    WHERE held.locktype = 'advisory' AND held.granted AND held.classid = %s AND held.objsubid = 2
    AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_LOST = f"""
    SELECT id FROM {TABLE} lost WHERE status = 'RUNNING' AND NOT EXISTS (
        SELECT {_ALIVE}
        AND held.objid::bigint = hashtext(lost.worker_ids ->> -1)::bigint & 4294967295
    )
"""  # noqa: S608 - our own text


def count_workers() -> int:
    """The number of workers that live now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_ALIVE}", [LOCKS])
        return int(cursor.fetchone()[0])


def count_lost_tasks() -> int:
    """The number of tasks whose worker has died."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({_LOST}) lost", [LOCKS])  # noqa: S608 - our own text
        return int(cursor.fetchone()[0])


def take_up_lost_tasks() -> int:
    """Let living workers run the tasks of dead ones again; return their number.

    A task that has cost several workers their life has failed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE {TABLE} SET
                status = CASE WHEN jsonb_array_length(worker_ids) < %s THEN 'READY' ELSE 'FAILED' END,
                finished_at = CASE WHEN jsonb_array_length(worker_ids) < %s THEN NULL ELSE now() END,
                exception_class_path = 'common.db.workers.WorkerLost'
            WHERE status = 'RUNNING' AND id IN ({_LOST})
            """,  # noqa: S608 - our own text
            [MOST_ATTEMPTS, MOST_ATTEMPTS, LOCKS],
        )
        return int(cursor.rowcount)


class WorkerLost(Exception):  # noqa: N818 - what the result of a task names
    """The worker has died before the task was done."""


class Presence(threading.Thread):
    """Holds a worker's lock on a connection of its own, and takes up the tasks of those that have died."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(name="presence", daemon=True)
        self._worker_id = worker_id
        self._held_since: float | None = None
        self._known = threading.Event()

    def begin(self) -> None:
        """Return as soon as others can see that this worker lives."""
        self.start()
        self._known.wait()

    def run(self) -> None:
        """Every few seconds, until the process ends."""
        while True:
            try:
                self._once()
            except DatabaseError:
                self._held_since = None
                connection.close()
            time.sleep(PAUSE_SECONDS if self._held_since else 1)

    def _once(self) -> None:
        if self._held_since is None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [LOCKS, self._worker_id])
            self._held_since = time.monotonic()
            self._known.set()
        elif time.monotonic() - self._held_since > GRACE_SECONDS and (number := take_up_lost_tasks()):
            log.warning("%d tasks of workers that have died are taken up again", number)
