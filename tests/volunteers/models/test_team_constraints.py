"""Teams and who leads them: raw SQL breaks none of their constraints."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from common.time import clock
from tests.factories import (
    CommunityFactory,
    OrgUnitFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    UserFactory,
)
from tests.support.raw_sql import copy, refused, run, update

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def days(first: int, last: int | None = None) -> DateRange:
    """The days from so many after today on."""
    today = clock.today()
    return DateRange(today + first * DAY, None if last is None else today + last * DAY)


# --- The appointment of a lead


def test_nobody_leads_a_team_twice_on_one_day_and_somebody_who_left_may_come_back():
    appointment = TeamAppointmentFactory(during=days(-30, 10))
    assert refused(*copy(appointment, during=days(9))) == "team_appointment_once"
    run(*copy(appointment, during=days(10)))


def test_a_team_may_have_several_leads_and_one_person_may_lead_several():
    appointment = TeamAppointmentFactory()
    run(*copy(appointment, user_id=UserFactory().pk))
    run(*copy(appointment, team_id=TeamFactory().pk))


def test_nobody_appoints_themselves():
    appointment = TeamAppointmentFactory(granted_by=UserFactory())
    changed = copy(appointment, granted_by_id=appointment.user_id, team_id=TeamFactory().pk)
    assert refused(*changed) == "team_appointment_by_somebody_else"


def test_an_appointment_is_never_rewritten():
    appointment = TeamAppointmentFactory()
    for columns in (
        {"user_id": UserFactory().pk},
        {"team_id": TeamFactory().pk},
        {"granted_by_id": UserFactory().pk},
    ):
        assert refused(*update(appointment, **columns)) == "team_appointment_stays"
    run(*update(appointment, during=days(-3, 5)))


def test_a_team_knows_one_role_alone():
    assert refused(*update(TeamAppointmentFactory(), role="secretary")) == "team_appointment_role_known"


@pytest.mark.parametrize(
    ("during", "constraint"),
    [
        ("empty", "team_appointment_during_valid"),
        ("[,2026-01-01)", "team_appointment_during_valid"),
        ("[1899-01-01,)", "team_appointment_in_known_years"),
    ],
)
def test_the_days_of_an_appointment_make_sense(during, constraint):
    assert refused(*update(TeamAppointmentFactory(), during=during)) == constraint


# --- The team


def test_a_sub_team_is_part_of_a_team_of_the_same_community():
    sub_team = SubTeamFactory()
    elsewhere = TeamFactory(community=CommunityFactory(name="青山社区"))
    assert refused(*copy(sub_team, name="别的", parent_id=elsewhere.pk)) == "team_parent_above"
    assert refused(*copy(sub_team, name="别的", parent_id=sub_team.pk)) == "team_parent_above"
    assert refused(*copy(sub_team, name="别的", parent_id=None)) == "team_has_its_level"
    assert refused(*copy(sub_team.parent, name="别的", parent_id=elsewhere.pk)) == "team_has_its_level"


def test_the_recording_unit_is_of_the_same_community():
    unit = OrgUnitFactory(community=CommunityFactory(name="青山社区"))
    assert refused(*update(TeamFactory(), unit_id=unit.pk)) == "team_unit_same_community"


def test_two_teams_of_a_community_have_two_names():
    team = TeamFactory()
    assert refused(*copy(team)) == "team_name_once"
    run(*copy(team, name="别的队"))


def test_a_team_stays_where_it_is():
    sub_team = SubTeamFactory()
    other = TeamFactory(community=sub_team.community, unit=sub_team.unit)
    assert refused(*update(sub_team, parent_id=other.pk)) == "team_stays"


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"prefix": "py"}, "team_prefix_in_capitals"),
        ({"prefix": ""}, "team_prefix_in_capitals"),
        ({"kind": "cooking"}, "team_kind_known"),
    ],
)
def test_what_a_team_says_of_itself_makes_sense(columns, constraint):
    assert refused(*update(TeamFactory(), **columns)) == constraint
