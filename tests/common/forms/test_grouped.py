"""Long drop-downs stand in groups, and a single group is not named."""

from operator import attrgetter

import pytest

from common.forms.grouped import GroupedModelChoiceField
from grid.models import Building
from tests.factories import BuildingFactory, EstateFactory, GridFactory

pytestmark = pytest.mark.django_db


def field(**more) -> GroupedModelChoiceField:
    rows = Building.objects.select_related("estate").order_by("estate__name", "number")
    return GroupedModelChoiceField(rows, group_of=attrgetter("estate"), **more)


def building(estate, number):
    return BuildingFactory(estate=estate, grid=GridFactory(community=estate.community), number=number)


def test_buildings_stand_by_estate_in_one_query(django_assert_num_queries):
    first = EstateFactory(name="A苑")
    second = EstateFactory(name="B苑", community=first.community)
    made = [building(first, 1), building(first, 2), building(second, 1)]
    with django_assert_num_queries(1):
        blank, *groups = field(empty_label="(leave empty)").choices
    assert blank == ("", "(leave empty)")
    assert [(name, [choice[0].value for choice in own]) for name, own in groups] == [
        ("A苑", [made[0].pk, made[1].pk]),
        ("B苑", [made[2].pk]),
    ]
    assert field().clean(str(made[2].pk)) == made[2]


def test_of_one_estate_no_group_is_named():
    only = building(EstateFactory(name="A苑"), 1)
    assert [(key.value, words) for key, words in field(empty_label=None).choices] == [(only.pk, str(only))]
