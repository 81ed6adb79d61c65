"""The world is built once for a process, in a transaction that is never committed."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from tests.rights.world import World


@pytest.hookimpl(tryfirst=True)  # before the tests are divided among the processes
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of a role run in one process, where each address is asked for once (visits.py)."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
            item.add_marker(pytest.mark.xdist_group(f"rights-{params.get('role', 'all')}"))


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        built = World()
        with connection.cursor() as cursor:
            # Tables that the planner takes for empty get plans of minutes. Only ours: the catalogues that all
            # databases share would stay locked until the end, and the other worker would wait for them.
            tables = connection.introspection.table_names(cursor)
            cursor.execute(f"ANALYZE {', '.join(connection.ops.quote_name(table) for table in tables)}")
        connection.check_constraints()  # now, or every test would have them asked for all of this
        yield built
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _controls_ask_anew(request: pytest.FixtureRequest, world: World) -> Iterator[None]:
    """Tests of a role share what the portal answered. The others, controls among them, change the portal."""
    shares = "role" in getattr(getattr(request.node, "callspec", None), "params", {})
    if not shares:
        world.answers.clear()
    yield
    if not shares:
        world.answers.clear()


@pytest.fixture(autouse=True)
def _no_copies_of_contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client of tests keeps what each of a page's hundred templates was given. Nothing here looks at it."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)


@pytest.fixture(autouse=True)
def _denials_are_not_worth_a_traceback() -> Iterator[None]:
    """Hundreds of them are the point here; writing each down would take longer than asking."""
    logger = logging.getLogger("django")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(level)
