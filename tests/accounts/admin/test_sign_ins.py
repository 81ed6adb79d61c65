"""What the office may do to the keys of a sign-in: nothing at once that would let somebody else in."""

import time

import pytest
import time_machine
from django.core.exceptions import NON_FIELD_ERRORS
from django.test import Client

from accounts.models import SecurityEvent, SignInChange, User
from accounts.tasks import make_due_sign_in_changes
from common.time import clock
from tests.factories import PersonFactory, StaffFactory, UserFactory
from tests.support.pages import refusals
from tests.support.tasks import run_tasks

pytestmark = pytest.mark.django_db

OLD, NEW = "+8613800138000", "+8613900139000"
DAY = 24 * 60 * 60


@pytest.fixture
def secretary() -> User:
    return UserFactory(phone=OLD, email=None, last_login=clock.now())


@pytest.fixture
def operator() -> User:
    return StaffFactory()


@pytest.fixture
def office(client, operator) -> Client:
    client.force_login(operator)
    return client


def change(office: Client, user: User, **typed: object):
    page = f"/admin/accounts/user/{user.pk}/change/"
    data = {"person": user.person_id or "", "number": "", "email": user.email or "", "is_active": "on", **typed}
    return office.post(page, data)


def keys(user: User) -> tuple[str | None, str | None]:
    user.refresh_from_db()
    return user.phone, user.email


@pytest.mark.parametrize(
    ("typed", "then"),
    [({"number": NEW}, (NEW, None)), ({"email": "me@example.org"}, (OLD, "me@example.org"))],
)
def test_a_new_key_of_a_sign_in_in_use_waits_a_day_is_told_and_ends_the_sessions(
    office, operator, secretary, outbox, typed, then
):
    at_work = Client()
    at_work.force_login(secretary)
    assert refusals(change(office, secretary, **typed)) == {(NON_FIELD_ERRORS, "no_reason")}
    with time_machine.travel(time.time(), tick=False) as travel:
        assert change(office, secretary, **typed, reason="换了号码，本人到社区办理").status_code == 302
        assert keys(secretary) == (OLD, None)
        waits = SignInChange.objects.get()
        assert (waits.asked_by, waits.reason) == (operator, "换了号码，本人到社区办理")
        run_tasks()
        assert [phone for phone, _text in outbox.notices] == [OLD]
        assert [notice.kind for notice in secretary.person.notifications.all()] == ["sign_in_change_asked"]
        assert at_work.get("/accounts/phone/change/").context["waiting"] == waits
        travel.shift(DAY + 1)
        make_due_sign_in_changes.call()
    assert keys(secretary) == then
    assert at_work.get("/me/data/").status_code == 302
    assert SecurityEvent.objects.filter(user=secretary).count() == 2
    assert not secretary.phone_verified or not typed.get("number")


def test_a_sign_in_that_nobody_has_used_gets_its_first_keys_at_once(office):
    user = UserFactory(phone=None, email=None, person__phone="")
    assert change(office, user, number=NEW, email="New@example.org").status_code == 302
    assert keys(user) == (NEW, "new@example.org")
    assert not SignInChange.objects.exists()


def test_a_new_sign_in_has_its_keys_at_once(office):
    typed = {"person": PersonFactory().pk, "number": NEW, "email": "new@example.org", "is_active": "on"}
    assert office.post("/admin/accounts/user/add/", typed).status_code == 302
    assert keys(User.objects.get(phone=NEW)) == (NEW, "new@example.org")


def test_a_key_of_somebody_else_is_refused_in_words(office, secretary):
    UserFactory(phone=NEW, email="taken@example.org")
    assert refusals(change(office, secretary, number=NEW)) == {("number", "phone_taken")}
    answer = change(office, secretary, email="TAKEN@example.org", reason="x")
    assert refusals(answer) == {(NON_FIELD_ERRORS, "email_taken")}


def test_the_last_key_is_not_taken_away(office):
    user = UserFactory(phone=None, person__phone="", email="op@example.org")
    assert refusals(change(office, user, email="")) == {("email", "last_key")}
    assert keys(user) == (None, "op@example.org")


def test_an_address_that_the_office_takes_away_is_told_and_written_down(office, secretary, outbox):
    secretary.email = "wang@example.org"
    secretary.save()
    assert [event.what for event in SecurityEvent.objects.all()] == ["email_added"]
    assert change(office, secretary, email="").status_code == 302
    run_tasks()
    assert [phone for phone, _text in outbox.notices] == [OLD]
    assert SecurityEvent.objects.newest()[0].what == "email_removed"


def test_messages_to_somebody_who_signs_in_are_not_led_elsewhere(office, secretary):
    inline = {f"guardianships-{key}": "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    person = secretary.person
    typed = {"name": person.name, "number": NEW, "birth_year": "", "language": "zh-hans", **inline}
    answer = office.post(f"/admin/accounts/person/{person.pk}/change/", typed)
    assert refusals(answer) == {("number", "has_sign_in")}
    person.refresh_from_db()
    assert person.phone == OLD
