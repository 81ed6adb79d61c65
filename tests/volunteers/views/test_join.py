"""/volunteers/join/: the form to apply, asked whole or one question a screen."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import User
from tests.factories import (
    GuardianshipFactory,
    NeighbourFactory,
    PersonFactory,
    ResidentFactory,
    TeamFactory,
    UserFactory,
    VolunteerFactory,
)
from tests.support.pages import codes, levels, marks
from tests.support.volunteers import grown_up
from volunteers.models import MembershipAnswer, Team, Volunteer

pytestmark = pytest.mark.django_db

JOIN = "/volunteers/join/"
PROFILE = "/volunteers/mine/profile/"
ANSWERS = {"kinds": ["environment", "care"], "skills": ["first_aid"], "slots": ["weekend_morning"]}
IDENTITY_CARD = "32050619800101123X"


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def reader(client, team) -> User:
    """Somebody who may apply to the one team, and has signed in."""
    reader = grown_up(name="林小雨")
    client.force_login(reader)
    return reader


def typed(reader: User, **answers: object) -> dict[str, object]:
    return {"token": uuid.uuid4(), "person": reader.person.pk, **ANSWERS, **answers}


def test_who_is_not_signed_in_comes_back_to_the_form(client, team):
    assert client.get(JOIN).url == f"{reverse('account_login')}?next={JOIN}"


def test_the_form_makes_an_application(client, reader, team):
    assert client.get(JOIN).status_code == 200
    response = client.post(JOIN, typed(reader, words="周末有空", national_number=" ３２０５ 0000 12ａb "))
    assert response.url == PROFILE
    volunteer = Volunteer.objects.get()
    assert (volunteer.team, volunteer.person, volunteer.status) == (team, reader.person, "applied")
    assert (volunteer.kinds, volunteer.skills, volunteer.slots) == tuple(ANSWERS.values())
    assert (volunteer.words, volunteer.national_number, volunteer.grid) == ("周末有空", "3205000012AB", None)
    assert not MembershipAnswer.objects.exists()


def test_mistakes_are_listed_as_they_stand_on_the_page_and_no_colon_follows_a_question(client, reader):
    reader.person.birth_year = None
    reader.person.save()
    listed = client.post(JOIN, typed(reader, kinds=[], slots=[])).text.split("error-summary")[1].split("</ul>")[0]
    said = ["出生年份：这一项要填", "您想参加哪些服务？ 请至少选一种服务", "您什么时候有空？ 请选择您有空的时间"]
    assert [listed.find(one) >= 0 for one in said] == [True] * 3
    assert sorted(said, key=listed.find) == said


def test_a_double_click_ends_on_the_same_application(client, reader):
    form = typed(reader)
    client.post(JOIN, form)
    response = client.post(JOIN, form)
    assert (response.url, levels(response)[-1]) == (PROFILE, "info")
    assert Volunteer.objects.count() == 1


def test_whoever_has_applied_is_told_so_and_sees_no_form(client, reader, team):
    VolunteerFactory(team=team, person=reader.person)
    response = client.get(JOIN)
    assert marks(response, "why") == ["all_applied"]
    assert "您照顾的家人" not in response.text
    assert levels(client.post(JOIN, typed(reader))) == ["info"]
    assert Volunteer.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"kinds": []}, {"kinds": ["required"]}),
        ({"slots": []}, {"slots": ["required"]}),
        ({"kinds": ["flying"]}, {"kinds": ["invalid_choice"]}),
        ({"words": f"我是{IDENTITY_CARD}"}, {"words": ["identity_card"]}),
        ({"words": "320506 1980-0101 123x"}, {"words": ["identity_card"]}),
        ({"national_number": IDENTITY_CARD}, {"national_number": ["identity_card"]}),
        ({"grid": "999999"}, {"grid": ["invalid_choice"]}),
        ({"person": "999999"}, {"person": ["invalid_choice"]}),
        ({"party": "yes"}, {"party_agreed": ["party_not_agreed"]}),
    ],
)
def test_what_is_wrong_is_told_beside_the_question_and_the_rest_is_kept(client, reader, answers, wrong):
    response = client.post(JOIN, typed(reader, **answers))
    assert response.status_code == 422
    assert codes(response.context["steps"].form) == wrong
    assert not Volunteer.objects.exists()


def test_what_the_database_refuses_is_told_too(client, reader):
    response = client.post(JOIN, typed(reader, national_number="编号"))
    assert response.status_code == 422
    assert codes(response.context["steps"].form) == {"__all__": ["volunteer_national_number_plain"]}


@pytest.mark.parametrize(("party", "member"), [("yes", True), ("no", False)])
def test_party_membership_is_kept_with_its_own_tick_only(client, reader, party, member):
    client.post(JOIN, typed(reader, party=party, party_agreed="on"))
    assert MembershipAnswer.objects.get().is_party_member is member


def test_the_year_of_birth_is_asked_only_where_there_is_none(client, team):
    client.force_login(reader := ResidentFactory())
    assert "birth_year" in client.get(JOIN).context["steps"].form.fields
    response = client.post(JOIN, typed(reader))
    assert codes(response.context["steps"].form) == {"birth_year": ["required"]}
    assert client.post(JOIN, typed(reader, birth_year="1980-2-3")).url == PROFILE
    reader.person.refresh_from_db()
    assert reader.person.birth_year == 1980
    assert "birth_year" not in client.get(JOIN).context["steps"].form.fields


def test_a_child_names_a_guardian(client, team):
    client.force_login(reader := ResidentFactory())
    response = client.post(JOIN, typed(reader, birth_year="2012"))
    assert codes(response.context["steps"].form) == {"guardian_name": ["required"], "guardian_phone": ["required"]}
    guardian = {"guardian_name": "林大山", "guardian_phone": "138 0013 8000"}
    assert client.post(JOIN, typed(reader, birth_year="2012", **guardian)).url == PROFILE
    volunteer = Volunteer.objects.get()
    assert (volunteer.guardian_name, volunteer.guardian_phone) == ("林大山", "+8613800138000")
    assert volunteer.guardian_agreed_at is None


def test_a_parent_applies_for_the_child_and_agrees_by_that(client, reader):
    child = NeighbourFactory(birth_year=2012)
    GuardianshipFactory(person=child, by=reader.person, kind="child")
    form = typed(reader, person=child.pk, party="yes", party_agreed="on")
    assert client.post(JOIN, form).url == PROFILE
    volunteer = Volunteer.objects.get()
    assert (volunteer.person, volunteer.guardian_name) == (child, "林小雨")
    assert volunteer.guardian_agreed_at is not None
    # Whether somebody is a party member is said by nobody else.
    assert not MembershipAnswer.objects.exists()


def test_without_consent_the_notice_comes_first(client, team):
    client.force_login(reader := ResidentFactory(person=PersonFactory(birth_year=1980)))
    assert client.get(JOIN).url == reverse("me_consent")
    assert client.post(JOIN, typed(reader)).url == reverse("me_consent")


def test_a_sign_in_without_a_name_is_told_what_to_do(client, team):
    client.force_login(UserFactory(person=None))
    response = client.get(JOIN)
    assert (response.status_code, marks(response, "why")) == (403, ["no_person"])


def test_of_several_teams_one_is_chosen(client, reader, team):
    other = TeamFactory(community__name="青山社区")
    assert client.get(JOIN).context["teams"] == [team, other]
    assert client.post(f"{JOIN}?team={other.pk}", typed(reader)).url == PROFILE
    assert Volunteer.objects.get().team == other
    assert client.get(f"{JOIN}?team=999999").status_code == 404


def test_without_a_team_there_is_nothing_to_join(client):
    client.force_login(grown_up())
    response = client.get(JOIN)
    assert (response.status_code, response.context["teams"]) == (200, [])


# --- One question a screen


def test_in_care_mode_a_child_is_asked_for_the_guardian_after_the_year(client, team):
    client.cookies["care"] = "1-1"
    client.force_login(reader := ResidentFactory())
    steps = client.get(JOIN).context["steps"]
    assert ([field.name for field in steps.fields], steps.count) == (["birth_year"], 8)
    page = {"token": uuid.uuid4(), "person": reader.person.pk, "step-at": 0, "step-seen": 0}
    adult = client.post(JOIN, {**page, "birth_year": "1980"}).context["steps"]
    assert ([field.name for field in adult.fields], adult.count) == (["kinds"], 8)
    child = client.post(JOIN, {**page, "birth_year": "2012"}).context["steps"]
    assert ([field.name for field in child.fields], child.count) == (["guardian_name", "guardian_phone"], 9)


def test_the_last_screen_says_what_was_ticked_in_words(client, reader):
    client.cookies["care"] = "1-1"
    last = client.get(JOIN).context["steps"].count - 1
    answers = typed(reader, words="周末有空") | {"step-at": last - 1, "step-seen": last - 1}
    steps = client.post(JOIN, answers).context["steps"]
    assert steps.is_last
    said = {answer.words for answer in steps.answers}
    assert {"环境、关爱邻里", "急救", "周末上午", "周末有空"} <= said


def test_queries_do_not_grow_with_the_family(client, reader, django_assert_max_num_queries):
    client.get(JOIN)
    with django_assert_max_num_queries(12) as one:
        client.get(JOIN)
    for _ in range(3):
        GuardianshipFactory(person=NeighbourFactory(birth_year=1950), by=reader.person)
    with django_assert_max_num_queries(len(one)):
        assert len(client.get(JOIN).context["steps"].form.choice.free) == 4
