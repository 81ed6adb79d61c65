"""Which stations, and whom there, an appointment covers."""

import pytest

from accounts.models import Person
from tests.factories import EstateFactory, OrgUnitFactory, StationAppointmentFactory, StationFactory, officer

pytestmark = pytest.mark.django_db


def test_the_estates_of_a_branch_make_its_stations_colleagues_and_those_of_a_post_do_not():
    branch = OrgUnitFactory(estate_branch=True)
    post = OrgUnitFactory(pioneer_post=True, parent=branch, community=branch.community)
    estate = EstateFactory(community=branch.community)
    receptionist = StationAppointmentFactory(
        station=StationFactory(community=branch.community, estate=estate)
    ).user.person
    for unit in (branch, post):
        unit.estates.add(estate)
    seen = {
        role: receptionist in Person.objects.visible_to(officer(role, unit))
        for role, unit in (("branch_secretary", branch), ("pioneer", post))
    }
    assert seen == {"branch_secretary": True, "pioneer": False}
