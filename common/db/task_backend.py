"""The queue of tasks in the database, written by statements that are planned already."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection
from django.tasks.signals import task_enqueued
from django.utils.json import normalize_json
from django_tasks_db import DatabaseBackend

from common.db import prepared

# The queues, and what goes first where one worker serves several, unless the task itself says. `urgent` is for what
# somebody waits for: codes, free rooms, seats; it has a worker of its own. `mass` is for what takes long.
PRIORITIES = {"urgent": 20, "default": 0, "pictures": 0, "mass": -20}
# What the queue keeps for “as soon as possible”.
AT_ONCE = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class PreparedBackend(DatabaseBackend):
    """As its base; every notice hands a task over, so that costs as little as possible."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        self.validate_task(task)
        if connection.errors_occurred and not connection.in_atomic_block:
            # The clock's threads have no request after which Django would throw away a broken connection.
            connection.close()
        queued = self._row(task, args, kwargs)
        prepared.insert_row(queued)
        result = queued.task_result
        task_enqueued.send(type(self), task_result=result)
        return result

    def enqueue_many(self, task: Any, all_args: Iterable[Any]) -> None:
        """Enqueue the task once for each list of arguments, by one statement."""
        self.validate_task(task)
        rows = [self._row(task, args, {}) for args in all_args]
        if len(rows) == 1:
            prepared.insert_row(rows[0])
        else:
            type(rows[0]).objects.bulk_create(rows)
        for queued in rows:
            task_enqueued.send(type(self), task_result=queued.task_result)

    def _row(self, task: Any, args: Any, kwargs: Any) -> Any:
        model: Any = apps.get_model("django_tasks_database", "DBTaskResult")
        return model(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority or PRIORITIES[task.queue_name],
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or AT_ONCE,
            backend_name=self.alias,
        )
