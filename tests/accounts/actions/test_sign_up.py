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


def test_the_person_of_a_sign_in_has_its_number():
    operator = StaffFactory(person=None, phone="+8613800138000")
    assert name_account(operator, name="管理员").phone == "+8613800138000"


def test_an_account_begins_without_a_password_and_one_begun_elsewhere_keeps_its_own():
    notice = PrivacyNoticeFactory()
    account = open_account(name="王芳", notice=notice)
    assert not account.has_usable_password()
    assert (account.phone, account.phone_verified) == (None, False)
    begun = User(email="li@example.org")
    begun.set_password("Haitang-1510")
    assert open_account(name="李娟", notice=notice, user=begun).check_password("Haitang-1510")
