"""A command that cannot begin says why in one line."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


def refusal(command: str, **environment: str) -> str:
    """What `manage.py` says, in one line, of a command that it does not begin in this environment."""
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", command],
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stdout == ""
    [line] = answer.stderr.splitlines()
    return line


@pytest.mark.parametrize("url", ["nonsense", "postgresql://a:secret@host:port/name", "postgresql://a:se[cret@h/name"])
@pytest.mark.parametrize("command", ["compilemessages", "serve"])
def test_an_address_of_the_database_that_is_none_is_told_in_one_line_without_the_password(command, url):
    line = refusal(command, DATABASE_URL=url)
    assert "DATABASE_URL" in line
    assert "secret" not in line


@pytest.mark.parametrize("name", ["WEB_THREADS", "CODES_A_DAY"])
def test_a_setting_that_is_no_number_is_told_in_one_line(name):
    assert name in refusal("compilemessages", **{name: "many"})
