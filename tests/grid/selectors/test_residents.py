"""Residents are found by the number of their building."""

import pytest

from accounts.models import Person
from grid.selectors.residents import residents_of_building
from tests.factories import BuildingFactory, OrgUnitFactory, ResidenceFactory, UserFactory, officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["17", "17号楼", "17 幢", "海棠苑17栋", "１７号楼"])
def test_who_lives_in_a_building_of_that_number(typed):
    home = ResidenceFactory(household__building=BuildingFactory(number=17))
    ResidenceFactory(household__building=BuildingFactory(number=18))
    by = officer("office_worker", OrgUnitFactory())
    assert list(Person.objects.filter(pk__in=residents_of_building(typed, by=by))) == [home.person]
    assert list(residents_of_building(typed, by=UserFactory())) == []


@pytest.mark.parametrize("typed", ["0001", "0002号楼", "王秀英", "13800000017", "12345", "17-301", ""])
def test_words_that_name_no_building(typed):
    assert residents_of_building(typed, by=UserFactory()) is None
