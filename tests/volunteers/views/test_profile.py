"""/volunteers/mine/profile/: the own place in the team, pausing, leaving, and the own word on the party."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import User
from common.time import clock
from tests.factories import (
    AssignmentFactory,
    GuardianshipFactory,
    MembershipAnswerFactory,
    NeighbourFactory,
    SubTeamFactory,
    TeamMembershipFactory,
    VolunteerFactory,
)
from tests.support.pages import codes, levels, marks
from tests.support.volunteers import grown_up, office_of
from volunteers.models import MembershipAnswer, Volunteer

pytestmark = pytest.mark.django_db

PROFILE = "/volunteers/mine/profile/"
ACTS = ["profile_change", "pause", "resume", "leave", "party"]


@pytest.fixture
def reader(client) -> User:
    reader = grown_up()
    client.force_login(reader)
    return reader


@pytest.fixture
def volunteer(reader) -> Volunteer:
    return VolunteerFactory(person=reader.person)


def page(name: str, volunteer: Volunteer) -> str:
    return reverse(f"volunteers:{name}", args=[volunteer.pk])


def test_the_page_shows_the_own_rows_and_those_of_wards(client, reader, volunteer):
    ward = NeighbourFactory(birth_year=1950)
    GuardianshipFactory(person=ward, by=reader.person)
    VolunteerFactory(team=volunteer.team, person=ward, applied=True)
    VolunteerFactory(team=volunteer.team)
    response = client.get(PROFILE)
    assert marks(response, "volunteer") == ["active", "applied"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_whoever_looks_after_somebody_is_led_to_apply_for_them_once(client, reader, volunteer):
    def offers() -> bool:
        return 'href="/volunteers/join/"' in client.get(PROFILE).content.decode().split("<main")[1]

    assert not offers()
    ward = NeighbourFactory(birth_year=1950)
    GuardianshipFactory(person=ward, by=reader.person)
    assert offers()
    VolunteerFactory(team=volunteer.team, person=ward, applied=True)
    assert not offers()


def test_nobody_elses_row_is_there(client, reader):
    other = VolunteerFactory()
    for name in ACTS:
        assert client.post(page(name, other), {}).status_code == 404
    client.force_login(office_of(other.team))
    for name in ACTS:
        assert client.post(page(name, other), {}).status_code == 404


def test_a_reason_of_the_office_is_read_there(client, reader):
    refused = {"status": "refused", "reason": "暂时没有适合的岗位"}
    VolunteerFactory(person=reader.person, **refused)
    assert refused["reason"] in client.get(PROFILE).content.decode()


def test_what_one_would_like_to_do_is_changed(client, volunteer):
    form = client.get(page("profile_change", volunteer)).context["steps"].form
    assert form.initial["kinds"] == ["environment"]
    answers = {"kinds": ["care"], "slots": ["weekday_morning"]}
    assert client.post(page("profile_change", volunteer), answers).url == PROFILE
    volunteer.refresh_from_db()
    assert (volunteer.kinds, volunteer.slots) == (["care"], ["weekday_morning"])
    wrong = client.post(page("profile_change", volunteer), {"kinds": ["care"]})
    assert (wrong.status_code, codes(wrong.context["steps"].form)) == (422, {"slots": ["required"]})


def test_a_pause_begins_and_ends(client, volunteer):
    past = client.post(page("pause", volunteer), {"until": clock.today()})
    assert (past.status_code, codes(past.context["form"])) == (422, {"until": ["pause_over"]})
    until = clock.today() + dt.timedelta(days=9)
    assert client.post(page("pause", volunteer), {"until": until}).url == PROFILE
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.paused_until) == ("paused", until)
    assert client.get(page("resume", volunteer)).url == PROFILE
    assert levels(client.post(page("resume", volunteer)))[-1] == "success"
    assert levels(client.post(page("resume", volunteer)))[-1] == "info"
    volunteer.refresh_from_db()
    assert volunteer.status == "active"


def test_whoever_leaves_is_told_of_the_shifts_to_come_and_gives_them_back(client, volunteer):
    assignment = AssignmentFactory(volunteer=volunteer)
    assert marks(client.get(page("leave", volunteer)), "shifts") == ["1"]
    assert client.post(page("leave", volunteer), {"reason": "搬家"}).url == PROFILE
    volunteer.refresh_from_db()
    assignment.refresh_from_db()
    assert (volunteer.status, volunteer.reason, assignment.status) == ("left", "搬家", "withdrawn")
    # The second click of a double click.
    again = client.post(page("leave", volunteer), {"reason": "搬家"})
    assert (again.url, levels(again)[-1]) == (PROFILE, "info")


def test_the_own_word_on_the_party_is_said_changed_and_taken_back(client, volunteer):
    party = page("party", volunteer)
    assert codes(client.post(party, {"party": "yes"}).context["form"]) == {"party_agreed": ["party_not_agreed"]}
    assert client.post(party, {"party": "yes", "party_agreed": "on"}).url == PROFILE
    assert MembershipAnswer.objects.get().is_party_member is True
    client.post(party, {"party": ""})
    assert not MembershipAnswer.objects.exists()


def test_a_guardian_does_not_say_it(client, reader):
    ward = NeighbourFactory(birth_year=1950)
    GuardianshipFactory(person=ward, by=reader.person)
    volunteer = VolunteerFactory(person=ward)
    response = client.post(page("party", volunteer), {"party": "yes", "party_agreed": "on"})
    assert (response.url, levels(response)) == (PROFILE, ["info"])
    assert not MembershipAnswer.objects.exists()


def test_the_answer_itself_stands_on_no_page(client, volunteer):
    MembershipAnswerFactory(volunteer=volunteer)
    assert "checked" not in client.get(page("party", volunteer)).content.decode().split('value="yes"')[1][:80]


def test_whoever_is_in_no_team_is_led_to_the_form(client, reader):
    assert "/volunteers/join/" in client.get(PROFILE).content.decode()


def test_queries_do_not_grow_with_the_memberships(client, reader, volunteer, django_assert_max_num_queries):
    client.get(PROFILE)
    TeamMembershipFactory(volunteer=volunteer, team=SubTeamFactory(parent=volunteer.team))
    with django_assert_max_num_queries(8) as one:
        assert len(client.get(PROFILE).context["profiles"]) == 1
    for _ in range(2):
        ward = NeighbourFactory(birth_year=1950)
        GuardianshipFactory(person=ward, by=reader.person)
        TeamMembershipFactory(
            volunteer=VolunteerFactory(team=volunteer.team, person=ward),
            team=SubTeamFactory(parent=volunteer.team),
        )
    with django_assert_max_num_queries(len(one)):
        assert len(client.get(PROFILE).context["profiles"]) == 3
