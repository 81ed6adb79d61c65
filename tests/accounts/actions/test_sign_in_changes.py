"""A new number of a sign-in: all of the move, or none of it."""

import datetime as dt

import pytest
import time_machine

from accounts.actions import sign_in_changes
from accounts.models import SignInChange, User
from common.exceptions import Refused
from common.time import clock
from tests.factories import StaffFactory, UserFactory
from tests.support.racing import while_open
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def waiting(user: User, **wanted: str) -> SignInChange:
    return SignInChange.objects.create(user=user, asked_by=user, due_at=clock.now() + DAY, **wanted)


def test_a_move_of_which_nobody_can_be_told_moves_nothing(monkeypatch):
    user = UserFactory()
    before = user.phone

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(sign_in_changes, "notify_change_made", fails)
    with pytest.raises(RuntimeError):
        sign_in_changes.change_number(user, phone="+8613900139000", old_phone=before)
    user.refresh_from_db()
    assert user.phone == before


def test_only_the_sign_in_itself_cancels_a_change():
    change = waiting(UserFactory(), phone="+8613900139000")
    assert refusal(sign_in_changes.cancel_change, change, by=UserFactory()) == "not_own"
    assert sign_in_changes.cancel_change(change, by=change.user).state == "cancelled"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wanted", [{"phone": "+8613900139000"}, {"email": "new@example.org"}])
def test_of_two_changes_to_one_key_that_are_due_together_the_second_lapses(wanted):
    one, other = waiting(UserFactory(), **wanted), waiting(UserFactory(), **wanted)
    with time_machine.travel(clock.now() + 2 * DAY):
        waited, second = while_open(
            lambda: sign_in_changes.make_change(one), lambda: sign_in_changes.make_change(other)
        )
    assert waited
    assert isinstance(second, SignInChange)
    assert second.state == "lapsed"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_to_one_number_at_once_the_second_is_told_that_it_is_taken():
    one, other, number = UserFactory(), UserFactory(), "+8613900139000"
    waited, answer = while_open(
        lambda: sign_in_changes.change_number(one, phone=number, old_phone=one.phone),
        lambda: sign_in_changes.change_number(other, phone=number, old_phone=other.phone),
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "phone_taken"


def test_a_change_that_was_cancelled_since_it_was_read_is_not_made():
    user = UserFactory()
    read = waiting(user, phone="+8613900139000")
    sign_in_changes.cancel_change(SignInChange.objects.get(), by=user)
    with time_machine.travel(read.due_at):
        assert sign_in_changes.make_change(read).state == "cancelled"
    user.refresh_from_db()
    assert user.phone != "+8613900139000"


def test_a_number_with_proof_ends_the_change_that_waits():
    user = UserFactory(phone_verified=False)
    change = waiting(user, phone="+8613900139000")
    sign_in_changes.change_number(user, phone="+8613700137000", old_phone=user.phone)
    change.refresh_from_db()
    user.refresh_from_db()
    assert (change.state, user.phone_verified) == ("cancelled", True)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_just_being_made_is_not_cancelled_any_more():
    change = waiting(UserFactory(), phone="+8613900139000")
    with time_machine.travel(change.due_at):
        waited, answer = while_open(
            lambda: sign_in_changes.make_change(change),
            lambda: sign_in_changes.cancel_change(SignInChange.objects.get(pk=change.pk), by=change.user),
        )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "not_waiting"
    change.refresh_from_db()
    assert change.state == "made"


def test_a_change_to_what_the_sign_in_has_already_is_none():
    user = UserFactory(email="wang@example.org")
    for same in ({"phone": user.phone}, {"email": "Wang@Example.org"}, {"phone": user.phone, "email": user.email}):
        assert refusal(sign_in_changes.ask_for_change, user, **same, by=user) == "nothing_new"
    assert not SignInChange.objects.exists()


def test_a_change_whose_day_is_not_over_is_not_made():
    change = waiting(UserFactory(), phone="+8613900139000")
    with time_machine.travel(change.due_at - dt.timedelta(seconds=1), tick=False):
        assert sign_in_changes.make_change(change).state == "waiting"
    assert not User.objects.filter(phone="+8613900139000").exists()
    with time_machine.travel(change.due_at, tick=False):
        assert sign_in_changes.make_change(change).state == "made"
    assert User.objects.get(phone="+8613900139000") == change.user


def test_a_code_that_came_back_proves_the_number_that_the_sign_in_has_now():
    user = UserFactory(phone_verified=False)
    assert refusal(sign_in_changes.confirm_number, user, phone="+8613900139000") == "expired"
    user.refresh_from_db()
    assert not user.phone_verified
    sign_in_changes.confirm_number(user, phone=user.phone)
    user.refresh_from_db()
    assert user.phone_verified


def test_a_key_that_another_sign_in_has_is_neither_taken_nor_waited_for():
    user, other = UserFactory(), UserFactory(email="li@example.org")
    asked = sign_in_changes.ask_for_change
    assert refusal(sign_in_changes.change_number, user, phone=other.phone, old_phone=user.phone) == "phone_taken"
    assert refusal(asked, user, phone=other.phone, by=user) == "phone_taken"
    assert refusal(asked, user, email="Li@Example.org", by=user) == "email_taken"
    assert not SignInChange.objects.exists()


def test_who_changes_the_sign_in_of_somebody_else_says_why():
    user, operator = UserFactory(), StaffFactory()
    assert refusal(sign_in_changes.ask_for_change, user, phone="+8613900139000", by=operator) == "no_reason"
    change = sign_in_changes.ask_for_change(user, phone="+8613900139000", by=operator, reason="换了号码")
    assert (change.asked_by, change.reason) == (operator, "换了号码")


def test_a_change_is_cancelled_once():
    change = waiting(UserFactory(), phone="+8613900139000")
    sign_in_changes.cancel_change(change, by=change.user)
    assert refusal(sign_in_changes.cancel_change, change, by=change.user) == "not_waiting"


def test_the_last_key_of_a_sign_in_is_not_taken_away():
    user = UserFactory(phone=None, person__phone="", email="wang@example.org")
    assert refusal(sign_in_changes.tell_of_removed_address, user) == "last_key"
