"""A number or an address of a sign-in never changes without a security event, whoever changes it."""

import pytest

from accounts.models import SecurityEvent, User
from tests.factories import UserFactory
from tests.support.raw_sql import execute, without_trigger

pytestmark = pytest.mark.django_db

NUMBER, ADDRESS = "+8613900139000", "wang@example.org"
CHANGES = [
    ({"phone": None, "email": ADDRESS}, {"phone": NUMBER}, ["number_added"]),
    ({"phone": "+8613800138000"}, {"phone": NUMBER}, ["number_changed"]),
    ({"phone": NUMBER, "email": ADDRESS}, {"phone": None}, ["number_removed"]),
    ({"email": None}, {"email": ADDRESS}, ["email_added"]),
    ({"email": "li@example.org"}, {"email": ADDRESS}, ["email_changed"]),
    ({"email": ADDRESS}, {"email": None}, ["email_removed"]),
    ({"phone": NUMBER, "email": None}, {"phone": None, "email": ADDRESS}, ["email_added", "number_removed"]),
    ({"phone": NUMBER}, {"phone": NUMBER}, []),
]


def set_keys(user: User, keys: dict[str, str | None]) -> None:
    columns = ", ".join(f"{name} = %s" for name in keys)
    execute(f"UPDATE accounts_user SET {columns} WHERE id = %s", *keys.values(), user.pk)


def events_of(user: User) -> list[str]:
    return sorted(SecurityEvent.objects.filter(user=user).values_list("what", flat=True))


@pytest.mark.parametrize(("before", "after", "events"), CHANGES)
def test_raw_sql_that_changes_a_key_is_written_down(before, after, events):
    user, other = UserFactory(person=None, **before), UserFactory()
    assert events_of(user) == []
    set_keys(user, after)
    assert events_of(user) == events
    assert events_of(other) == []


def test_an_event_of_the_trigger_is_one_that_the_office_can_read():
    assert {what for _before, _after, events in CHANGES for what in events} <= set(SecurityEvent.What.values)


def test_control_without_the_trigger_nothing_is_written_down():
    user = UserFactory(person=None, phone=None)
    with without_trigger(User, "user_keys_are_recorded"):
        set_keys(user, {"phone": NUMBER})
    assert events_of(user) == []
