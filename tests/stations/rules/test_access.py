"""Whom staff may book for: who looks after a neighbour, at any station of the community, and nobody else."""

import pytest

from common.exceptions import Refused
from stations.rules.access import can_book_for_others, require_may_act_for
from tests.factories import (
    BookingFactory,
    CommunityFactory,
    OrgUnitFactory,
    PersonFactory,
    PioneerLinkFactory,
    SpaceFactory,
    StationFactory,
    UserFactory,
    officer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return SpaceFactory()


@pytest.fixture
def post():
    return OrgUnitFactory(pioneer_post=True)


@pytest.fixture
def pioneer(post):
    return officer("pioneer", post)


def refusal(user, person, space) -> str:
    with pytest.raises(Refused) as refused:
        require_may_act_for(user, person, space)
    return refused.value.code


def test_a_pioneer_books_for_who_is_linked_to_the_post_and_for_no_stranger(pioneer, post, space):
    assert can_book_for_others(pioneer, space)
    require_may_act_for(pioneer, PioneerLinkFactory(post=post).person, space)
    assert refusal(pioneer, PersonFactory(), space) == "not_yours"
    assert refusal(pioneer, PioneerLinkFactory().person, space) == "not_yours"


def test_a_pioneer_does_not_book_for_somebody_who_has_only_booked_there(pioneer, space):
    assert refusal(pioneer, BookingFactory(space=space).person, space) == "not_yours"


def test_a_pioneer_books_at_no_station_of_another_community(pioneer, post):
    elsewhere = SpaceFactory(station=StationFactory(community=CommunityFactory(name="青山社区")))
    assert not can_book_for_others(pioneer, elsewhere)
    assert refusal(pioneer, PioneerLinkFactory(post=post).person, elsewhere) == "not_yours"


def test_a_receptionist_books_for_who_has_booked_at_the_station_and_for_no_stranger(space):
    receptionist = officer("receptionist", space.station)
    assert can_book_for_others(receptionist, space)
    require_may_act_for(receptionist, BookingFactory(space=space).person, space)
    assert refusal(receptionist, PersonFactory(), space) == "not_yours"
    assert refusal(receptionist, BookingFactory().person, space) == "not_yours"


def test_who_runs_the_station_books_for_anybody(space):
    office = officer("office_worker", OrgUnitFactory(community=space.station.community))
    require_may_act_for(office, PersonFactory(), space)


def test_who_has_no_office_books_for_oneself_alone(space):
    user = UserFactory()
    assert not can_book_for_others(user, space)
    require_may_act_for(user, user.person, space)
    assert refusal(user, BookingFactory(space=space).person, space) == "not_yours"
