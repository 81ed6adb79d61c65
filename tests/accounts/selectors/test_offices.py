"""Who is told of something about a person: the office that keeps the person, or the operators."""

import pytest

from accounts.selectors.offices import office_of
from tests.factories import (
    CommunityFactory,
    OrgUnitFactory,
    PersonFactory,
    ResidenceFactory,
    StaffFactory,
    UserFactory,
    officer,
)

pytestmark = pytest.mark.django_db


def test_the_office_of_the_persons_community_and_no_other_office():
    operator = StaffFactory()
    resident = ResidenceFactory()
    community = resident.building.estate.community
    branch = OrgUnitFactory(general_branch=True, community=community)
    office = [officer(role, branch) for role in ("secretary", "deputy", "office_worker")]
    officer("secretary", OrgUnitFactory(general_branch=True, community=CommunityFactory(name="另一个社区")))
    assert office_of(resident.person) == office
    assert operator not in office


def test_whoever_no_office_keeps_is_the_operators_business():
    operator = StaffFactory()
    StaffFactory(is_active=False)
    UserFactory()
    assert office_of(PersonFactory()) == [operator]
