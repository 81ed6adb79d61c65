"""Which no-shows pause booking, and until when."""

import datetime as dt

import pytest

from common.time import clock
from stations.selectors.no_shows import booking_pauses
from tests.factories import GuardianshipFactory, ResidentFactory, SpaceFactory
from tests.support.rooms import book, missed

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident():
    return ResidentFactory()


def test_no_shows_far_apart_do_not_pause(resident):
    missed(resident.person, 1, 20, 91)
    assert booking_pauses([resident.person_id]) == {}
    missed(resident.person, 90)
    assert resident.person_id in booking_pauses([resident.person_id])


def test_what_staff_waived_or_booked_for_a_neighbour_does_not_count(resident):
    missed(resident.person, 1, 20)
    missed(resident.person, 3, waived_by=ResidentFactory(), waive_reason="住院")
    missed(resident.person, 4, for_neighbour=True)
    assert booking_pauses([resident.person_id]) == {}
    assert book(SpaceFactory(), resident).is_confirmed


def test_the_pauses_of_a_family_are_read_at_once(resident, django_assert_num_queries):
    ward = GuardianshipFactory(by=resident.person).person
    missed(ward, 1, 2, 3)
    with django_assert_num_queries(1):
        found = booking_pauses([resident.person_id, ward.pk])
    assert found == {ward.pk: clock.today() + dt.timedelta(days=29)}
