"""Background tasks, run by hand where a test wants their effect."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def run_tasks(queue: str = "") -> None:
    """Run every task that waits in the database (or in one queue), and those that they enqueue, as the worker would.

    The worker's own loop closes connections between tasks, which a test inside a transaction cannot bear.
    """
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    waiting = {"queue_name": queue} if queue else {}
    while task := DBTaskResult.objects.ready().filter(**waiting).first():
        task.claim(worker.worker_id)
        worker.run_task(task)
