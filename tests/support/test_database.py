"""The database of a run is as the migrations leave it, and a test that commits leaves nothing there."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import VisitFactory
from tests.support import database


def test_the_template_changes_with_a_migration_and_with_what_migrations_import(monkeypatch, tmp_path):
    files = database._files()
    assert {"0001_initial.py", "clock.py"} <= {path.name for path in files}
    before = database.fingerprint()
    assert database.fingerprint() == before
    new = tmp_path / "0002_more.py"
    new.write_text("")
    monkeypatch.setattr(database, "_files", lambda: {*files, new})
    assert database.fingerprint() != before


@pytest.mark.django_db
def test_every_migration_has_run():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db(transaction=True)
def test_after_a_test_that_commits_no_row_is_left_but_what_describes_the_tables():
    VisitFactory()
    lasting = {Permission: Permission.objects.count(), ContentType: ContentType.objects.count()}
    assert all(lasting.values())
    database.emptied(None)
    tables = connection.introspection.table_names()
    left = {model: model._base_manager.count() for model in apps.get_models() if model._meta.db_table in tables}
    assert {model: rows for model, rows in left.items() if rows} == lasting
