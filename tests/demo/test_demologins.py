"""The command that prints the logins of the demo; where the demo is loaded, test_loaddemo.py asks it."""

import io

import pytest
from django.core.management import call_command

# In the process that loads the demo, and before it does: the files run in the order of their names.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def test_where_the_demo_is_not_loaded_no_login_is_printed():
    out = io.StringIO()
    call_command("demologins", stdout=out)

    assert out.getvalue() == ""
