"""What every test gets: an empty media folder of its own and caches that remember nothing of other tests."""

import datetime as dt
import gc
import os
import zoneinfo
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import TransactionTestCase, override_settings
from hypothesis import settings

from accounts import permissions
from common.time import clock
from portal.context_processors import clear_site
from tests.support.committing import commits
from tests.support.database import cloned, emptied
from tests.support.waits import rival, usual_session  # noqa: F401 - fixtures for every module

# Modules stay until the end, so the collector need not visit them, and it need not come after every page.
gc.freeze()
gc.set_threshold(100_000, 50, 100)

# A busy machine is no failure: how long one example takes says nothing about what it shows.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")


def pytest_configure() -> None:
    """A day of the tests' own: `TESTS_AT=2026-12-31T23:52 make test-fast` shows what holds only in office hours."""
    if start := os.environ.get("TESTS_AT"):
        here = dt.datetime.fromisoformat(start).replace(tzinfo=zoneinfo.ZoneInfo("Asia/Shanghai"))
        time_machine.travel(here).start()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Instead of pytest-django's, which runs the migrations for every process of every run."""
    with django_db_blocker.unblock(), cloned(), django_db_blocker.block(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture(scope="session", autouse=True)
def _media_in_a_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def _empty_caches(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pages are kept in memory; rate limits in the database, which only a committing test leaves behind."""
    if commits(request.node):
        request.getfixturevalue("transactional_db")
    clear_site()
    permissions._reach.cache_clear()
    yield
    caches["pages"].clear()
    if commits(request.node):
        caches["default"].clear()


@pytest.fixture
def noon() -> Iterator[None]:
    """The clock stands at twelve of today: for what lies hours before or after on the same day."""
    with time_machine.travel(clock.day_start(clock.today()) + dt.timedelta(hours=12), tick=False):
        yield
