"""/desk/volunteers/new/: whoever rings or stands at the desk joins the team without a smartphone."""

import uuid
from typing import Any

import pytest

from accounts.models import Consent, PrivacyNotice
from tests.factories import GridFactory, StaffFactory, TeamAppointmentFactory, TeamFactory, officer
from tests.support.pages import codes
from tests.support.signing_in import signed_in
from tests.support.volunteers import office_of
from volunteers.models import Team, Volunteer

pytestmark = pytest.mark.django_db

NEW = "/desk/volunteers/new/"


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def desk(team) -> Any:
    return signed_in(office_of(team))


def typed(**fields: Any) -> dict[str, Any]:
    notice = PrivacyNotice.objects.current()
    answers = {
        "kinds": ["care"],
        "slots": ["weekday_morning"],
        "consent": "on",
        "notice": notice.pk if notice else "",
    }
    return {"token": uuid.uuid4(), "name": "王阿婆", "birth_year": "1950", **answers, **fields}


def test_a_neighbour_is_entered_with_what_was_read_out(desk, team):
    assert desk.get(NEW).status_code == 200
    form = typed(phone="138 0013 8000")
    answer = desk.post(NEW, form)
    assert (answer.url, answer.cookies["draft_done"].value) == ("/desk/", "volunteer")
    volunteer = Volunteer.objects.get()
    assert (volunteer.team, volunteer.status, volunteer.person.name) == (team, "applied", "王阿婆")
    assert (volunteer.person.phone, volunteer.person.birth_year) == ("+8613800138000", 1950)
    assert Consent.objects.in_force().filter(person=volunteer.person).exists()
    desk.post(NEW, form)
    assert Volunteer.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"consent": ""}, {"consent"}),
        ({"name": ""}, {"name"}),
        ({"birth_year": ""}, {"birth_year"}),
        ({"kinds": []}, {"kinds"}),
        ({"words": "32050619800101123X"}, {"words"}),
        ({"birth_year": "2012"}, {"guardian_name", "guardian_phone"}),
    ],
)
def test_what_is_missing_is_told_beside_the_question(desk, fields, wrong):
    response = desk.post(NEW, typed(**fields))
    assert (response.status_code, set(codes(response.context["steps"].form))) == (422, wrong)
    assert not Volunteer.objects.exists()


def test_the_guardian_of_a_child_is_written_down_to_be_rung(desk):
    desk.post(NEW, typed(birth_year="2012", guardian_name="周敏", guardian_phone="13800138000"))
    volunteer = Volunteer.objects.get()
    assert (volunteer.guardian_name, volunteer.guardian_agreed_at) == ("周敏", None)


@pytest.mark.parametrize("role", ["grid_worker", "team_lead", "elsewhere"])
def test_nobody_else_enters_volunteers(team, role):
    by = {
        "grid_worker": lambda: officer("grid_worker", GridFactory(community=team.community)),
        "team_lead": lambda: TeamAppointmentFactory(team=team).user,
        "elsewhere": lambda: office_of(TeamFactory(community__name="青山社区")),
    }[role]()
    client = signed_in(by)
    client.post(f"{NEW}?team={team.pk}", typed())
    assert not Volunteer.objects.filter(team=team).exists()


def test_the_desk_leads_there(desk, team):
    assert NEW in desk.get("/desk/").content.decode()
    lead = signed_in(TeamAppointmentFactory(team=team).user)
    assert NEW not in lead.get("/desk/").content.decode()


def test_of_several_teams_one_is_chosen(team):
    other = TeamFactory(community__name="青山社区")
    operator = signed_in(StaffFactory())
    operator.post(f"{NEW}?team={other.pk}", typed())
    assert Volunteer.objects.get().team == other
