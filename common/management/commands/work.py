"""`manage.py work`: a task worker that others see, and that outlives an outage of the database."""

import logging
import time
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands import db_worker

from common.db.workers import Presence

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0


class Command(db_worker.Command):
    """`manage.py work`: like `db_worker`, whose options it takes."""

    help = "Run a task worker: --queue-name urgent for what cannot wait, --queue-name '*' for everything."

    def handle(self, *, worker_id: str, **options: Any) -> None:
        Presence(worker_id).begin()
        while True:
            try:
                super().handle(worker_id=worker_id, **options)
                return
            except (OperationalError, InterfaceError) as error:
                log.error("the database is away, the worker waits: %s", type(error.__cause__ or error).__name__)
                connections.close_all()
                time.sleep(PAUSE_SECONDS)
