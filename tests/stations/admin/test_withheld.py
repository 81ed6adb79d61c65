"""What the desk withholds of a booking, admin withholds too: on its page, in its history, among all changes."""

import pytest
from django.urls import reverse

from accounts.models import User
from stations.models import Booking
from tests.factories import (
    BookingFactory,
    BuildingFactory,
    EstateFactory,
    GridFactory,
    OrgUnitFactory,
    ResidenceFactory,
    SpaceFactory,
    StationFactory,
    officer,
)
from tests.support.office_stations import page
from tests.support.pages import text

pytestmark = pytest.mark.django_db

WORDS = {"remark": "膝盖不好，请留近门的位子", "answer": "那天会议室维修", "waive_reason": "那天在医院"}
READS = {
    "deputy": {"remark", "answer", "waive_reason"},
    "grid_worker": set(),
    "grid_worker who has booked": {"answer"},
    "branch_secretary": set(),
}


@pytest.fixture
def building():
    estate = EstateFactory()
    return BuildingFactory(estate=estate, grid=GridFactory(community=estate.community))


def booking_for(building, **facts) -> Booking:
    station = StationFactory(community=building.estate.community, estate=building.estate)
    person = ResidenceFactory(building=building, household=None).person
    with_words = {"status": "no_show", "waived_by": officer("secretary", OrgUnitFactory()), **WORDS, **facts}
    return BookingFactory(space=SpaceFactory(station=station), person=person, **with_words)


def reader(role: str, building) -> User:
    if role.startswith("grid_worker"):
        return officer("grid_worker", building.grid)
    top = OrgUnitFactory(community=building.estate.community)
    if role == "deputy":
        return officer(role, top)
    branch = OrgUnitFactory(estate_branch=True, parent=top, community=building.estate.community)
    branch.estates.add(building.estate)
    return officer(role, branch)


def words_on(response) -> set[str]:
    html = text(response)
    return {name for name, words in WORDS.items() if words in html}


@pytest.mark.parametrize("role", READS)
def test_admin_withholds_what_the_desk_withholds(client, building, role):
    booking = booking_for(building, for_neighbour=role.endswith("booked"))
    client.force_login(reader(role, building))
    assert words_on(client.get(page("booking_change", booking.pk))) == READS[role]
    assert words_on(client.get(page("booking_history", booking.pk))) == READS[role]
    assert words_on(client.get(reverse("desk:booking", args=[booking.pk]))) == READS[role]
    assert words_on(client.get(page("booking_changelist"))) == set()


def test_all_changes_tell_only_of_bookings_that_are_read_in_full(client, building):
    """Own people book elsewhere too: what they say to a station of another community is not for their secretary."""
    other = OrgUnitFactory(community__name="青山社区")
    elsewhere = booking_for(building)
    Booking.objects.filter(pk=elsewhere.pk).update(
        space=SpaceFactory(station=StationFactory(community=other.community))
    )
    here = booking_for(building, remark="这里的话")
    top = OrgUnitFactory(community=building.estate.community)
    secretary = officer("secretary", top)
    assert {elsewhere, here} <= set(Booking.objects.visible_to(secretary))
    client.force_login(secretary)
    told = text(client.get(reverse("admin:changes"), {"model": "stations.booking"}))
    assert "这里的话" in told
    assert WORDS["remark"] not in told
