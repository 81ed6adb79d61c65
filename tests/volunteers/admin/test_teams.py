"""Teams, sub-teams and who leads them, as the office keeps them."""

from typing import Any

import pytest

from common.time import clock
from tests.factories import (
    OrgUnitFactory,
    ResidenceFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    TeamMembershipFactory,
    UserFactory,
    VolunteerFactory,
)
from tests.support.pages import refusals
from tests.support.volunteers import office_of
from volunteers.models import Team, TeamAppointment

pytestmark = pytest.mark.django_db

TEAMS = "/admin/volunteers/team/"
LEADS = "/admin/volunteers/teamappointment/"


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def by(client, team) -> Any:
    """The secretary, who has signed in."""
    client.force_login(user := office_of(team, "secretary"))
    return user


def typed(team: Team, **fields: object) -> dict[str, object]:
    return {"parent": "", "name": "新队", "kind": "", "about": "", "unit": team.unit_id, "prefix": "XD", **fields}


def test_the_list_counts_who_is_in_the_team_and_in_each_sub_team(client, by, team, django_assert_max_num_queries):
    sub_team = SubTeamFactory(parent=team)
    TeamMembershipFactory(team=sub_team, volunteer=VolunteerFactory(team=team))
    gone = VolunteerFactory(team=team, status="left")
    TeamMembershipFactory(team=sub_team, volunteer=gone)
    VolunteerFactory(team=team, applied=True)
    client.get(TEAMS)
    with django_assert_max_num_queries(20) as one:
        rows = client.get(TEAMS).context_data["cl"].result_list
        assert {row.pk: row.member_count for row in rows} == {team.pk: 1, sub_team.pk: 1}
    SubTeamFactory(parent=team)
    with django_assert_max_num_queries(len(one)):
        client.get(TEAMS)


def test_a_sub_team_follows_from_the_team_that_it_is_part_of(client, by, team):
    assert client.post(f"{TEAMS}add/", typed(team, active="on")).status_code == 302
    assert client.post(f"{TEAMS}add/", typed(team, name="环境分队", parent=team.pk, active="on")).status_code == 302
    assert Team.objects.get(name="新队").level == Team.Level.TEAM
    sub_team = Team.objects.get(name="环境分队")
    assert (sub_team.level, sub_team.parent, sub_team.community) == (Team.Level.SUB_TEAM, team, team.community)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"prefix": "py"}, {("prefix", "team_prefix_in_capitals"), ("__all__", "team_prefix_in_capitals")}),
        ({"name": ""}, {("name", "required")}),
        ({"unit": ""}, {("unit", "required")}),
    ],
)
def test_what_is_wrong_is_told(client, by, team, fields, wrong):
    found = refusals(client.post(f"{TEAMS}add/", typed(team, **fields)))
    assert found
    assert found <= wrong


def test_a_name_is_given_once(client, by, team):
    response = client.post(f"{TEAMS}add/", typed(team, name=team.name))
    assert {code for _field, code in refusals(response)} == {"team_name_once"}


def test_a_team_stays_on_its_level_and_is_never_deleted(client, by, team):
    other = TeamFactory()
    sub_team = SubTeamFactory(parent=team)
    form = typed(team, name=sub_team.name, kind="environment", parent=other.pk, active="on")
    assert client.post(f"{TEAMS}{sub_team.pk}/change/", form).status_code == 302
    sub_team.refresh_from_db()
    assert sub_team.parent == team
    assert client.post(f"{TEAMS}{sub_team.pk}/delete/", {"post": "yes"}).status_code == 403


def test_no_unit_or_team_of_elsewhere_is_offered(client, by, team):
    elsewhere = TeamFactory(community__name="青山社区", unit=OrgUnitFactory(community__name="青山社区"))
    for fields in ({"unit": elsewhere.unit_id}, {"parent": elsewhere.pk}):
        assert {code for _field, code in refusals(client.post(f"{TEAMS}add/", typed(team, **fields)))} == {
            "invalid_choice"
        }


def test_a_lead_is_appointed_and_the_appointment_ended(client, by, team):
    user = UserFactory()
    ResidenceFactory(person=user.person, household__building__estate__community=team.community)
    form = {
        "person": user.person.pk,
        "team": team.pk,
        "during_first": clock.today(),
        "during_last": "",
    }
    assert client.post(f"{LEADS}add/", form).status_code == 302
    appointment = TeamAppointment.objects.get(user=user)
    assert (appointment.team, appointment.granted_by) == (team, by)
    client.post(f"{LEADS}{appointment.pk}/end/", {"last_day": ""})
    assert not TeamAppointment.objects.current().filter(user=user).exists()


def test_who_only_reads_appoints_nobody(client, team):
    client.force_login(office_of(team))
    appointment = TeamAppointmentFactory(team=team)
    assert client.get(f"{LEADS}add/").status_code == 403
    assert client.post(f"{LEADS}{appointment.pk}/end/", {"last_day": ""}).status_code == 403
    assert TeamAppointment.objects.current().count() == 1


def test_what_everybody_reads_of_a_team_names_no_mobile(client, by, team):
    response = client.post(f"{TEAMS}add/", typed(team, active="on", about="找我 138 0013 8000"))
    assert list(response.context_data["adminform"].form.errors) == ["about"]
    assert not Team.objects.filter(name="新队").exists()
