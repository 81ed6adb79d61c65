"""A command that cannot begin says why in one line."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize("url", ["nonsense", "postgresql://a:secret@host:port/name", "postgresql://a:se[cret@h/name"])
@pytest.mark.parametrize("command", ["compilemessages", "serve"])
def test_an_address_of_the_database_that_is_none_is_told_in_one_line_without_the_password(command, url):
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert "DATABASE_URL" in answer.stderr
    assert "secret" not in answer.stderr
