"""The demo is loaded once: all tests of it run in one process."""

import datetime as dt
import io
from collections.abc import Iterator

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TestCase

from demo.management.commands import loaddemo
from tests.support.tasks import run_tasks


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureDef) -> Iterator[None]:
    """The demo as loaded on one morning, rolled back at the end."""
    now = dt.datetime(2026, 11, 23, 0, 15, tzinfo=dt.UTC)
    with django_db_blocker.unblock(), time_machine.travel(now), pytest.MonkeyPatch.context() as patch:
        # The worker's own loop closes connections, which nothing inside a transaction can bear.
        patch.setattr(loaddemo, "cut_covers", lambda: None)
        with transaction.atomic():
            with TestCase.captureOnCommitCallbacks(execute=True):
                call_command("loaddemo", stdout=io.StringIO())
            run_tasks()
            # What is only asked at a commit, or each of the tests would have it asked again for all of the demo.
            connection.check_constraints()
            yield
            transaction.set_rollback(True)
