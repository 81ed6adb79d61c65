"""The plugin of pytest that makes one mutant: it changes a module as it is imported, or a constraint of the database.

No file is changed, so a run that is killed leaves nothing behind.
"""

import json
import os
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from tests.mutants.mutant import ENVIRONMENT

mutant: dict[str, str] = json.loads(Path(os.environ[ENVIRONMENT]).read_text())
unchanged = SourceFileLoader.get_code


def _get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
    path = Path(loader.get_filename(name))
    if mutant["code"] and path == Path(mutant["path"]).resolve():
        return compile(mutant["code"], str(path), "exec")
    return unchanged(loader, name)


SourceFileLoader.get_code = _get_code  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def _changed_constraint(django_db_setup: None, django_db_blocker: Any) -> None:
    if mutant["sql"]:
        from django.db import connection

        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(mutant["sql"])
        connection.close()
