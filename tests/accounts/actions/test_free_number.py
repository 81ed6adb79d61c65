"""A number that somebody else has now is taken from accounts, whole or not at all."""

import pytest

from accounts.actions import sign_in_changes
from accounts.actions.sign_in_changes import ask_for_change, confirm_number, free_number
from accounts.models import Notification, Person, SecurityEvent, User
from common.exceptions import Refused
from tests.factories import GuardianshipFactory, OrgUnitFactory, PersonFactory, StaffFactory, UserFactory, officer
from tests.support.racing import while_open

pytestmark = pytest.mark.django_db

PHONE = "+8613800138000"


def test_a_freed_account_keeps_all_but_its_number():
    user = UserFactory(phone=PHONE, phone_place=2)
    change = ask_for_change(user, by=user, phone="+8613900139000")
    password, email, person = user.password, user.email, user.person
    assert free_number(PHONE, accounts=[user]) == []
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
    assert free_number(PHONE, accounts=[resident, pioneer]) is None
    assert User.objects.on_number(PHONE).count() == 2
    assert not SecurityEvent.objects.filter(user=resident).exists()


def test_an_account_that_has_moved_to_another_number_keeps_it():
    user = UserFactory(phone="+8613900139000")
    assert free_number(PHONE, accounts=[user]) == []
    user.refresh_from_db()
    assert user.phone == "+8613900139000"
    assert not SecurityEvent.objects.exists()


def test_whoever_is_entered_with_the_number_loses_it_too_and_the_office_is_told():
    office = StaffFactory()
    user = UserFactory(phone=PHONE)
    neighbour, child = PersonFactory(name="沈大爷", phone=PHONE), PersonFactory(phone=PHONE)
    GuardianshipFactory(person=child, by=user.person)
    with_another = UserFactory(phone="+8613900139000", person=PersonFactory(phone=PHONE))
    freed = free_number(PHONE, accounts=[user])
    assert freed == [neighbour, child, with_another.person]
    assert not Person.objects.filter(phone=PHONE).exists()
    told = Notification.objects.filter(recipient=office.person, kind="number_freed_office")
    assert {notice.path for notice in told} == {
        f"/admin/accounts/person/{person.pk}/change/" for person in (user.person, *freed)
    }
    with_another.refresh_from_db()
    assert with_another.phone == "+8613900139000"
    history = neighbour.history.order_by("pgh_id").values_list("phone", flat=True)
    assert list(history) == [PHONE, ""]


def test_who_shares_the_number_and_was_not_asked_about_keeps_it():
    user, joined = UserFactory(phone=PHONE), UserFactory(phone=PHONE, phone_place=2)
    assert free_number(PHONE, accounts=[user]) == []
    joined.person.refresh_from_db()
    assert (joined.person.phone, User.objects.get(phone=PHONE)) == (PHONE, joined)


def test_the_number_at_which_somebody_with_a_role_is_called_is_not_taken_by_a_click():
    user, pioneer = UserFactory(phone=PHONE), officer("pioneer", OrgUnitFactory(pioneer_post=True))
    Person.objects.filter(pk=pioneer.person_id).update(phone=PHONE)
    neighbour = PersonFactory(phone=PHONE)
    assert free_number(PHONE, accounts=[user]) is None
    assert User.objects.get(phone=PHONE) == user
    assert Person.objects.filter(phone=PHONE).count() == 3
    assert SecurityEvent.objects.get().user == pioneer
    neighbour.refresh_from_db()
    assert neighbour.phone == PHONE


def test_a_sign_in_without_a_person_is_freed_and_nobody_is_told():
    StaffFactory()
    user = UserFactory(phone=PHONE, person=None)
    assert free_number(PHONE, accounts=[user]) == []
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
    assert (waited, answer) == (True, [])
    assert SecurityEvent.objects.filter(user=user, what="number_freed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_enters_an_account_while_its_number_is_taken_waits_and_is_refused():
    user = UserFactory(phone=PHONE)
    waited, answer = while_open(
        lambda: free_number(PHONE, accounts=[user]), lambda: confirm_number(user, phone=PHONE)
    )
    assert waited
    assert isinstance(answer, Refused)
    assert answer.code == "expired"
