"""A sign-in gets its person once."""

import pytest

from accounts.actions.sign_up import name_account
from accounts.models import Person
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db


def test_a_sign_in_is_named_once():
    operator = StaffFactory(person=None, phone=None)
    named = name_account(operator, name="管理员")
    assert name_account(operator, name="又一个") == named
    assert Person.objects.get().name == "管理员"
