"""The overviews of service records cost the same for one line as for three."""

import datetime as dt

import pytest
from django.urls import reverse

from common.time import clock
from tests.factories import UserFactory, officer
from tests.factories.volunteers import (
    ActivityFactory,
    AssignmentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.pages import marks
from tests.support.signing_in import signed_in

pytestmark = pytest.mark.django_db

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
QUERIES = {"deadlines": 10, "odd": 13, "report": 29}


@pytest.fixture
def team():
    return TeamFactory()


def look_wrong(team) -> None:
    """An activity that is not complete; two places at once, late, of one volunteer and one who confirms."""
    activity = ActivityFactory(team=team, past=True)
    AssignmentFactory(shift=ShiftFactory(activity=activity), served=True)
    volunteer, decider = VolunteerFactory(team=team), UserFactory()
    nine = clock.day_start(clock.today() - 40 * DAY) + 9 * HOUR
    for start in (nine, nine + HOUR):
        ServiceRecordFactory(
            volunteer=volunteer,
            decided_by=decider,
            day=nine.astimezone(clock.HERE).date(),
            starts_at=start,
            ends_at=start + 2 * HOUR,
        )


@pytest.mark.parametrize("name", list(QUERIES))
def test_an_overview_takes_as_many_queries_for_one_line_as_for_three(team, name, django_assert_num_queries):
    office = signed_in(officer("office_worker", team.unit))
    address = reverse(f"admin:volunteers_servicerecord_{name}")
    look_wrong(team)
    office.get(address)
    with django_assert_num_queries(QUERIES[name]):
        office.get(address)
    for _ in range(2):
        look_wrong(team)
    with django_assert_num_queries(QUERIES[name]):
        office.get(address)


def test_what_looks_wrong_is_counted_under_each_heading(team):
    look_wrong(team)
    page = signed_in(officer("office_worker", team.unit)).get(reverse("admin:volunteers_servicerecord_odd"))
    found = dict(mark.split() for mark in marks(page, "odd"))
    assert found == {"two_places": "1", "long_day": "0", "late": "2", "one_household": "1", "many_by_hand": "0"}
