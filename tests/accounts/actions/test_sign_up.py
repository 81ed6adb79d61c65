"""A sign-in gets its person once, and keeps its password."""

import pytest

from accounts.actions.sign_up import name_account, open_account
from accounts.models import Person, User
from tests.factories import PrivacyNoticeFactory, StaffFactory

pytestmark = pytest.mark.django_db


def test_a_sign_in_is_named_once():
    operator = StaffFactory(person=None, phone=None)
    named = name_account(operator, name="管理员")
    assert name_account(operator, name="又一个") == named
    assert Person.objects.get().name == "管理员"


def test_an_account_begins_without_a_password_and_one_begun_elsewhere_keeps_its_own():
    notice = PrivacyNoticeFactory()
    assert not open_account(name="王芳", notice=notice).has_usable_password()
    begun = User(email="li@example.org")
    begun.set_password("Haitang-1510")
    assert open_account(name="李娟", notice=notice, user=begun).check_password("Haitang-1510")
