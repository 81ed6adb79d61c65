"""Another number: a code to the old one first, or a day's wait that can be cancelled; the old number is told."""

import time

import pytest
import time_machine
from django.test import Client

from accounts.actions.sign_in_changes import change_number
from accounts.models import SecurityEvent, SignInChange, User
from accounts.tasks import make_due_sign_in_changes
from common.exceptions import Refused
from tests.factories import UserFactory
from tests.support.pages import levels, marks
from tests.support.refusals import refused
from tests.support.signing_in import key_signed_in
from tests.support.tasks import run_tasks

pytestmark = pytest.mark.django_db

PAGE = "/accounts/phone/change/"
CODE = "/accounts/code/"
OLD, NEW = "+8613800138000", "+8613900139000"
DAY = 24 * 60 * 60


@pytest.fixture
def user() -> User:
    user = UserFactory(phone=OLD, email=None)
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def mover(client, user) -> Client:
    client.force_login(user)
    return client


def number(user: User) -> tuple[str, str]:
    user.refresh_from_db()
    user.person.refresh_from_db()
    return user.phone, user.person.phone


def events() -> list[str]:
    return sorted(SecurityEvent.objects.values_list("what", flat=True))


def lose(mover: Client, outbox) -> SignInChange:
    mover.post(PAGE, {"phone": NEW, "lost": "1"})
    assert [phone for phone, _code in outbox.codes] == [NEW]
    assert mover.post(CODE, {"code": outbox.codes[-1][1]}).url == PAGE
    return SignInChange.objects.get()


def test_with_a_code_to_the_old_number_the_new_one_counts_at_once(mover, user, outbox):
    elsewhere = Client()
    elsewhere.force_login(user)
    mover.post(PAGE, {"phone": NEW})
    assert [phone for phone, _code in outbox.codes] == [OLD]
    assert mover.post(CODE, {"code": outbox.codes[-1][1]}).url == CODE
    assert [phone for phone, _code in outbox.codes] == [OLD, NEW]
    assert number(user) == (OLD, OLD)
    mover.post(CODE, {"code": outbox.codes[-1][1]})
    assert number(user) == (NEW, NEW)
    run_tasks()
    assert [phone for phone, _text in outbox.notices] == [OLD]
    assert user.person.notifications.get().kind == "sign_in_changed"
    assert events() == ["number_changed"]
    assert mover.get("/me/data/").status_code == 200
    assert elsewhere.get("/me/data/").status_code == 302


def test_without_the_old_number_it_waits_a_day_and_the_old_number_is_told_at_once(mover, user, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        change = lose(mover, outbox)
        run_tasks()
        assert [phone for phone, _text in outbox.notices] == [OLD]
        assert events() == ["change_asked"]
        assert marks(mover.get(PAGE), "waiting") == [str(change.pk)]
        clock.shift(DAY - 1)
        make_due_sign_in_changes.call()
        assert number(user) == (OLD, OLD)
        clock.shift(2)
        make_due_sign_in_changes.call()
        assert number(user) == (NEW, NEW)
        run_tasks()
        assert [phone for phone, _text in outbox.notices] == [OLD, OLD]
        assert events() == ["change_asked", "number_changed"]
        assert mover.get("/me/data/").status_code == 302, "every session has ended"


def test_the_old_number_cancels_it(mover, user, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        change = lose(mover, outbox)
        clock.shift(60)
        owner = Client()
        owner.post("/accounts/login/", {"phone": OLD})
        owner.post(CODE, {"code": outbox.codes[-1][1]})
        assert owner.post(f"{PAGE}{change.pk}/cancel/").url == PAGE
        clock.shift(DAY + 1)
        make_due_sign_in_changes.call()
    assert number(user) == (OLD, OLD)
    assert events() == ["change_asked", "change_cancelled"]
    assert levels(owner.post(f"{PAGE}{change.pk}/cancel/"))[-1] == "error", "it waits no more"


def test_nobody_else_cancels_it(mover, outbox):
    change = lose(mover, outbox)
    other = Client()
    other.force_login(UserFactory())
    assert other.post(f"{PAGE}{change.pk}/cancel/").status_code == 404
    change.refresh_from_db()
    assert change.state == "waiting"


def test_a_number_that_somebody_else_has_by_then_is_not_taken(mover, user, outbox):
    with time_machine.travel(time.time(), tick=False) as clock:
        change = lose(mover, outbox)
        UserFactory(phone=NEW)
        clock.shift(DAY + 1)
        make_due_sign_in_changes.call()
    assert number(user) == (OLD, OLD)
    change.refresh_from_db()
    assert (change.state, events()) == ("lapsed", ["change_asked", "change_lapsed"])
    assert user.person.notifications.latest("pk").kind == "sign_in_change_lapsed"


def test_the_first_number_is_no_move(client, outbox):
    user = UserFactory(phone=None, person__phone="", email="wang@example.org")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    client.post(PAGE, {"phone": NEW})
    assert client.post(CODE, {"code": outbox.codes[-1][1]}).url == "/me/data/"
    assert number(user) == (NEW, NEW)
    assert (events(), outbox.notices) == (["number_added"], [])
    assert client.get("/me/data/").status_code == 200


def test_a_code_to_the_old_number_is_worth_nothing_once_that_is_another_one(user):
    with pytest.raises(Refused) as refusal:
        change_number(user, phone=NEW, old_phone="+8613700137000")
    assert refusal.value.code == "old_number_not_proven"
    with refused("old_number_not_proven"):
        change_number(user, phone=NEW)
    assert number(user) == (OLD, OLD)


def test_a_code_to_a_number_that_moves_meanwhile_does_not_open_the_account_that_had_it(client, user, outbox):
    client.post("/accounts/login/", {"phone": OLD})
    User.objects.filter(pk=user.pk).update(phone=NEW)
    assert client.post(CODE, {"code": outbox.codes[-1][1]}).url == "/accounts/new/"
    assert key_signed_in(client) is None
