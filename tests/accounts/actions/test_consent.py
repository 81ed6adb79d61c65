"""Consent is given to the notice in force alone, by one action; what stores something about a person asks for it."""

import datetime as dt

import pytest

from accounts.actions.consent import give_consent, withdraw_consent
from accounts.actions.guardianships import add_ward
from accounts.actions.sign_up import open_account
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Consent, Guardianship, Person, PrivacyNotice, User
from common.exceptions import Refused
from common.time import clock
from tests.factories import (
    ConsentFactory,
    GuardianshipFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    StaffFactory,
    UserFactory,
)
from tests.support.registrations import heard

pytestmark = pytest.mark.django_db


@pytest.fixture
def replaced(notice) -> PrivacyNotice:
    """A notice that people may still have open on their screen, and that a newer one has replaced."""
    return PrivacyNoticeFactory(published_at=notice.published_at - dt.timedelta(days=30))


@pytest.fixture
def guardian(notice) -> User:
    user = UserFactory()
    give_consent(user.person, notice=notice, by=user)
    return user


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.code


def test_a_replaced_notice_is_agreed_to_by_nobody(replaced):
    person = PersonFactory()
    assert refusal(give_consent, person, notice=replaced, by=UserFactory()) == "notice_replaced"
    assert not Consent.objects.exists()


def test_agreeing_twice_is_agreeing_once(notice):
    person = PersonFactory()
    first = give_consent(person, notice=notice, by=UserFactory())
    assert give_consent(person, notice=notice, by=UserFactory()) == first
    assert Consent.objects.count() == 1


def test_no_account_is_opened_on_a_replaced_notice(replaced):
    begun = User()
    opened = {"name": "王芳", "phone": "+8613800138000", "notice": replaced}
    assert refusal(open_account, user=begun, **opened) == "notice_replaced"
    assert (User.objects.count(), Person.objects.count(), Consent.objects.count()) == (0, 0, 0)
    assert begun.person is None


def test_no_ward_is_added_on_a_replaced_notice(guardian, replaced):
    people = Person.objects.count()
    ward = {"kind": "child", "name": "小明", "birth_year": 2019, "notice": replaced, "by": guardian}
    assert refusal(add_ward, guardian.person, **ward) == "notice_replaced"
    assert (Person.objects.count(), Guardianship.objects.count(), Consent.objects.count()) == (people, 0, 1)


def test_no_neighbour_is_entered_on_a_replaced_notice(replaced):
    by = StaffFactory()
    people = Person.objects.count()
    assert refusal(enter_neighbour, name="周阿婆", notice=replaced, by=by) == "notice_replaced"
    assert (Person.objects.count(), Consent.objects.count()) == (people, 0)


def test_who_has_withdrawn_adds_no_ward(guardian, notice):
    ward = {"kind": "child", "name": "小明", "birth_year": 2019, "notice": notice, "by": guardian}
    withdraw_consent(guardian.person, by=guardian)
    people = Person.objects.count()
    assert refusal(add_ward, guardian.person, **ward) == "no_consent"
    assert (Person.objects.count(), Guardianship.objects.count()) == (people, 0)


def test_a_ward_and_a_neighbour_have_agreed_to_the_notice_in_force(guardian, notice):
    made = add_ward(guardian.person, kind="child", name="小明", birth_year=2019, notice=notice, by=guardian)
    neighbour = enter_neighbour(name="周阿婆", notice=notice, by=(staff := StaffFactory()))
    given = {consent.person: consent.given_by for consent in Consent.objects.exclude(person=guardian.person)}
    assert given == {made.person: guardian, neighbour: staff}


def test_the_office_enters_an_agreement_to_the_notice_in_force(client, notice, replaced):
    operator, person = StaffFactory(), PersonFactory()
    client.force_login(operator)
    page = client.post("/admin/accounts/consent/add/", {"person": person.pk, "notice": replaced.pk})
    assert page.status_code == 200
    assert not Consent.objects.exists()
    assert client.post("/admin/accounts/consent/add/", {"person": person.pk, "notice": notice.pk}).status_code == 302
    consent = Consent.objects.get()
    assert (consent.person, consent.notice, consent.given_by) == (person, notice, operator)


def test_a_withdrawn_consent_stays_with_its_end():
    consent = ConsentFactory()
    assert withdraw_consent(consent.person, by=consent.given_by) == 1
    consent.refresh_from_db()
    assert consent.withdrawn_at <= clock.now()


def test_of_a_consent_that_staff_have_noted_the_person_is_told_once(notice):
    person, staff = UserFactory().person, StaffFactory()
    # Neither somebody else's ward nor somebody with wards is family for that.
    GuardianshipFactory(person=person), GuardianshipFactory(by=staff.person)
    give_consent(person, notice=notice, by=staff)
    give_consent(person, notice=notice, by=staff)
    assert heard(person) == ["consent_entered"]


def test_of_a_consent_of_ones_own_or_of_family_nobody_is_told(guardian, notice):
    made = add_ward(guardian.person, kind="child", name="小明", birth_year=2019, notice=notice, by=guardian)
    user = UserFactory()
    give_consent(user.person, notice=notice, by=user)
    assert [heard(person) for person in (made.person, guardian.person, user.person)] == [[], [], []]
