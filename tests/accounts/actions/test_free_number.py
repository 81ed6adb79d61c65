"""A number that somebody else has now is taken from accounts, whole or not at all."""

import pytest

from accounts.actions import sign_in_changes
from accounts.actions.sign_in_changes import ask_for_change, free_number
from accounts.models import Notification, SecurityEvent, User
from tests.factories import OrgUnitFactory, PersonFactory, StaffFactory, UserFactory, officer
from tests.support.racing import while_open

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"


def test_a_freed_account_keeps_all_but_its_number():
    user = UserFactory(phone=PHONE, phone_place=2)
    change = ask_for_change(user, by=user, phone="+8613900139000")
    password, email, person = user.password, user.email, user.person
    assert free_number(PHONE, accounts=[user])
    user.refresh_from_db()
    change.refresh_from_db()
    assert (user.phone, user.phone_place, user.phone_verified) == (None, 1, False)
    assert (user.password, user.email, user.person, user.is_active) == (password, email, person, True)
    assert user.person.phone == ""
    assert change.state == "cancelled"


def test_a_number_that_the_person_has_besides_stays():
    user = UserFactory(phone=PHONE, person=PersonFactory(phone="+8613700137000"))
    free_number(PHONE, accounts=[user])
    user.person.refresh_from_db()
    assert user.person.phone == "+8613700137000"


def test_where_one_of_them_holds_a_role_none_is_changed():
    resident, pioneer = UserFactory(phone=PHONE), officer("pioneer", OrgUnitFactory(pioneer_post=True))
    User.objects.filter(pk=pioneer.pk).update(phone=PHONE, phone_place=2)
    assert not free_number(PHONE, accounts=[resident, pioneer])
    assert User.objects.on_number(PHONE).count() == 2
    assert not SecurityEvent.objects.filter(user=resident).exists()


def test_an_account_that_has_moved_to_another_number_keeps_it():
    user = UserFactory(phone="+8613900139000")
    assert free_number(PHONE, accounts=[user])
    user.refresh_from_db()
    assert user.phone == "+8613900139000"
    assert not SecurityEvent.objects.exists()


def test_a_sign_in_without_a_person_is_freed_and_nobody_is_told():
    StaffFactory()
    user = UserFactory(phone=PHONE, person=None)
    assert free_number(PHONE, accounts=[user])
    assert not Notification.objects.exists()


def test_when_nobody_can_be_told_the_number_stays(monkeypatch):
    user = UserFactory(phone=PHONE)

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(sign_in_changes, "notify_number_freed", fails)
    with pytest.raises(RuntimeError):
        free_number(PHONE, accounts=[user])
    user.refresh_from_db()
    assert (user.phone, user.person.phone) == (PHONE, PHONE)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_free_it_once():
    user = UserFactory(phone=PHONE)
    waited, answer = while_open(
        lambda: free_number(PHONE, accounts=[user]), lambda: free_number(PHONE, accounts=[user])
    )
    assert (waited, answer) == (True, True)
    assert SecurityEvent.objects.filter(user=user, what="number_freed").count() == 1
