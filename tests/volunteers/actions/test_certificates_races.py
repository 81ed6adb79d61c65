"""Races on the numbers of certificates, and with corrections, stepped on two real connections, and their controls.

A control runs the same body with the guard taken away and must see the harm, which proves that the test can fail.
"""

import datetime as dt

import pytest

from common.actions import action
from common.time import clock
from tests.factories import ResidentFactory, ServiceRecordFactory, TeamFactory, UserFactory, VolunteerFactory
from tests.support.racing import all_at_once, while_open
from volunteers.actions import locks
from volunteers.actions.certificates import issue_certificate, revoke_for_record
from volunteers.models import Certificate, Team, Volunteer

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16


@pytest.fixture
def unlocked(monkeypatch):
    """The action reads the team and the volunteer without locking them."""
    monkeypatch.setattr(locks, "lock_team", lambda pk: Team.objects.get(pk=pk))
    monkeypatch.setattr(locks, "lock_volunteer", lambda pk: Volunteer.objects.get(pk=pk))


def volunteer_of(team):
    volunteer = VolunteerFactory(team=team, person=ResidentFactory().person)
    ServiceRecordFactory(volunteer=volunteer)
    return volunteer


def certify(volunteer):
    first_day = clock.today() - dt.timedelta(days=30)
    return issue_certificate(volunteer, first_day=first_day, last_day=clock.today(), by=volunteer.person.user)


# --- Numbers ------------------------------------------------------------------------------------------------------


def two_volunteers_at_once():
    team = TeamFactory()
    one, other = volunteer_of(team), volunteer_of(team)
    return while_open(lambda: certify(one), lambda: certify(other))


def test_the_second_waits_and_gets_the_next_number():
    waited, second = two_volunteers_at_once()
    assert waited
    assert second.serial == 2
    assert set(Certificate.objects.values_list("serial", flat=True)) == {1, 2}


def test_control_without_the_lock_both_draw_the_same_number(unlocked):
    _waited, second = two_volunteers_at_once()
    assert second.code == "certificate_number_once"


def test_sixteen_at_once_get_sixteen_numbers():
    team = TeamFactory()
    volunteers = [volunteer_of(team) for _number in range(CLIENTS)]
    made = all_at_once([lambda one=one: certify(one) for one in volunteers])
    assert sorted(one.serial for one in made) == list(range(1, CLIENTS + 1))


def test_one_who_asks_twice_at_once_gets_one_certificate():
    volunteer = volunteer_of(TeamFactory())
    waited, second = while_open(lambda: certify(volunteer), lambda: certify(volunteer))
    assert waited
    assert second == Certificate.objects.get()


# --- A correction -------------------------------------------------------------------------------------------------


@action
def correct(record, *, by):
    """As the office does it: another row, and what rests on the old one is revoked."""
    ServiceRecordFactory(
        volunteer=record.volunteer,
        minutes=60,
        corrects=record,
        correction_reason="早走了",
        entered_by=by,
        decided_by=by,
    )
    return revoke_for_record(record, by=by)


def a_certificate_during_a_correction():
    volunteer, by = volunteer_of(TeamFactory()), UserFactory()
    record = volunteer.records.get()
    return while_open(lambda: correct(record, by=by), lambda: certify(volunteer))


def test_a_certificate_waits_for_a_correction_and_has_it():
    waited, certificate = a_certificate_during_a_correction()
    assert waited
    assert certificate.minutes_checked == 60


def test_control_without_the_lock_it_certifies_what_was_corrected(unlocked):
    _waited, certificate = a_certificate_during_a_correction()
    assert certificate.minutes_checked == 120


def a_correction_during_a_certificate():
    volunteer, by = volunteer_of(TeamFactory()), UserFactory()
    record = volunteer.records.get()
    waited, _revoked = while_open(lambda: certify(volunteer), lambda: correct(record, by=by))
    return waited, Certificate.objects.get()


def test_a_correction_waits_for_a_certificate_and_revokes_it():
    waited, certificate = a_correction_during_a_certificate()
    assert waited
    assert not certificate.is_valid


def test_control_without_the_lock_a_wrong_certificate_stays_valid(unlocked):
    _waited, certificate = a_correction_during_a_certificate()
    assert certificate.is_valid
