"""Two requests with the same right code at once: one account, and no fault."""

import threading

import pytest
from django.db import connection, transaction

from accounts.actions import sign_up
from accounts.actions.sign_up import open_account
from accounts.models import Person, PrivacyNotice, User
from common.exceptions import Refused
from tests.factories import PrivacyNoticeFactory

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
