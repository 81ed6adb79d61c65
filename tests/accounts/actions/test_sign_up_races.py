"""Two requests with the same right code at once: one account, and no fault."""

import threading
import time
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client

from accounts.actions import sign_up, staff_entry
from accounts.actions.sign_up import open_account
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.sign_in import people_entered_as
from common.exceptions import Refused
from tests.factories import PersonFactory, PrivacyNoticeFactory, StaffFactory, UserFactory
from tests.support.racing import all_at_once, while_open
from tests.support.signing_in import NEW, WHOSE, prove

PHONE = "+8613800138000"


def second_while_the_first_is_open(notice: PrivacyNotice) -> object:
    """Open the account in a transaction, begin the second one beside it, commit the first; the second's outcome."""
    outcome: list[object] = []

    def second() -> None:
        try:
            outcome.append(open_account(name="王芳", phone=PHONE, notice=notice))
        except Exception as no:  # the test looks at what kind
            outcome.append(no)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        open_account(name="王芳", phone=PHONE, notice=notice)
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive(), "the second one must wait for the first"
    thread.join(timeout=20)
    return outcome[0]


@pytest.mark.django_db(transaction=True)
def test_the_second_one_waits_and_is_told_that_the_number_is_taken():
    outcome = second_while_the_first_is_open(PrivacyNoticeFactory())
    assert isinstance(outcome, Refused)
    assert outcome.code == "phone_taken"
    assert (User.objects.filter(phone=PHONE).count(), Person.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_number_the_second_one_stumbles(monkeypatch):
    """The control: the test above can fail."""
    monkeypatch.setattr(sign_up, "lock_number", lambda phone: None)
    outcome = second_while_the_first_is_open(PrivacyNoticeFactory())
    assert isinstance(outcome, Refused)
    assert outcome.code == "user_phone_place_once"  # the constraint alone
    assert User.objects.filter(phone=PHONE).count() == 1


def second_on_the_number(first: User, notice: PrivacyNotice) -> User:
    return open_account(name="李建国", phone=PHONE, notice=notice, beside=[first.pk])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_share_a_number_at_once_the_later_one_is_asked_about_the_other():
    first, notice = UserFactory(phone=PHONE), PrivacyNoticeFactory()
    waited, answer = while_open(
        lambda: second_on_the_number(first, notice), lambda: second_on_the_number(first, notice)
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "phone_taken"
    assert [account.phone_place for account in User.objects.on_number(PHONE)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_number_both_take_one_place_on_it(monkeypatch):
    """The control: the test above can fail."""
    monkeypatch.setattr(sign_up, "lock_number", lambda phone: None)
    first, notice = UserFactory(phone=PHONE), PrivacyNoticeFactory()
    _waited, answer = while_open(
        lambda: second_on_the_number(first, notice), lambda: second_on_the_number(first, notice)
    )
    assert isinstance(answer, Refused)
    assert answer.code == "user_phone_place_once"


def opened_while_the_desk_enters() -> tuple[bool, User, Person]:
    notice, staff = PrivacyNoticeFactory(), StaffFactory()
    waited, account = while_open(
        lambda: enter_neighbour(name="李大爷", phone=PHONE, notice=notice, by=staff),
        lambda: open_account(name="李大爷", phone=PHONE, notice=notice),
    )
    assert isinstance(account, User)
    return waited, account, Person.objects.filter(phone=PHONE).order_by("pk").first()


@pytest.mark.django_db(transaction=True)
def test_whom_the_desk_enters_at_this_moment_is_taken_over():
    waited, account, entered = opened_while_the_desk_enters()
    assert waited
    assert account.person == entered
    assert Person.objects.filter(phone=PHONE).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_number_the_neighbour_is_there_twice(monkeypatch):
    """The control: the test above can fail."""
    monkeypatch.setattr(staff_entry, "lock_number", lambda phone: None)
    waited, account, entered = opened_while_the_desk_enters()
    assert not waited
    assert account.person != entered
    assert Person.objects.filter(phone=PHONE).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_telephones_that_have_proven_a_number_open_one_account_and_the_other_one_is_asked(outbox):
    notice = PrivacyNoticeFactory()
    telephones = [Client(), Client()]
    with time_machine.travel(time.time(), tick=False) as clock:
        for telephone in telephones:
            prove(telephone, outbox, PHONE)
            clock.shift(31)
    filled = {"name": "王芳", "consent": "on", "notice": notice.pk}
    answers = all_at_once([lambda one=one: one.post(NEW, filled).url for one in telephones])
    assert sorted(answers) == [WHOSE, "/me/"]
    assert User.objects.filter(phone=PHONE).count() == 1


def moved_while_an_account_is_opened(person: Person, notice: PrivacyNotice) -> User:
    """The office gives the person another number and name, and whoever has the old number opens an account beside."""

    def move() -> None:
        Person.objects.filter(pk=person.pk).update(name="王大芳", phone="+8613900139000")

    _waited, account = while_open(move, lambda: open_account(name="王芳", phone=PHONE, notice=notice))
    assert isinstance(account, User)
    return account


@pytest.mark.django_db(transaction=True)
def test_whom_the_office_moves_meanwhile_is_not_taken_over():
    person = PersonFactory(name="王芳", phone=PHONE)
    account = moved_while_an_account_is_opened(person, PrivacyNoticeFactory())
    person.refresh_from_db()
    assert account.person != person
    assert (person.name, person.phone) == ("王大芳", "+8613900139000")


@pytest.mark.django_db(transaction=True)
def test_without_a_second_look_the_person_would_be_taken_over(monkeypatch):
    """The control: the test above can fail."""
    asked: list[list[Person]] = []

    def once(**words: Any) -> list[Person]:
        if not asked:
            asked.append(people_entered_as(**words))
        return asked[0]

    monkeypatch.setattr(sign_up, "people_entered_as", once)
    person = PersonFactory(name="王芳", phone=PHONE)
    assert moved_while_an_account_is_opened(person, PrivacyNoticeFactory()).person == person
