"""Volunteers as the office keeps them: the list, one application, and what is read for a reason."""

from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from accounts.models import AccessLog, PrivacyNotice
from common.time.dates import days_label
from tests.factories import (
    GridFactory,
    MembershipAnswerFactory,
    NeighbourFactory,
    OrgUnitFactory,
    PersonFactory,
    ResidenceFactory,
    ResidentFactory,
    SubTeamFactory,
    TeamFactory,
    TeamMembershipFactory,
    VolunteerFactory,
    officer,
)
from tests.support.pages import levels, marks, refusals, text
from tests.support.volunteers import office_of
from volunteers.models import Team, Volunteer

pytestmark = pytest.mark.django_db

LIST = "/admin/volunteers/volunteer/"
PHONE = "+8613912341234"
GUARDIAN = "+8613812345678"


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def by(client, team) -> Any:
    """An office worker, who has signed in."""
    client.force_login(user := office_of(team))
    return user


def at(volunteer: Volunteer, page: str = "change") -> str:
    return f"{LIST}{volunteer.pk}/{page}/"


def listed(client: Any, **query: Any) -> set[Any]:
    return set(client.get(LIST, query).context_data["cl"].result_list)


# --- The list


def test_the_list_is_narrowed_by_status_sub_team_kind_and_skill(client, by, team):
    sub_team = SubTeamFactory(parent=team)
    applicant = VolunteerFactory(team=team, applied=True, kinds=["care"])
    member = TeamMembershipFactory(team=sub_team, volunteer=VolunteerFactory(team=team, skills=["law"])).volunteer
    VolunteerFactory(team=TeamFactory(community__name="青山社区"))
    assert listed(client) == {applicant, member}
    assert listed(client, status__exact="applied") == {applicant}
    assert listed(client, sub_team=sub_team.pk) == {member}
    assert listed(client, sub_team="none") == {applicant}
    assert listed(client, kinds="care") == {applicant}
    assert listed(client, skills="law") == {member}
    for nonsense in ({"sub_team": "x"}, {"kinds": "flying"}, {"skills": "0"}):
        assert listed(client, **nonsense) == {applicant, member}


def test_applications_stand_first_the_oldest_on_top(client, by, team):
    member = VolunteerFactory(team=team)
    first, second = (VolunteerFactory(team=team, applied=True) for _ in range(2))
    rows = list(client.get(LIST).context_data["cl"].result_list)
    assert rows == [first, second, member]


def test_who_cannot_sign_in_is_found_to_be_rung(client, by, team):
    without = VolunteerFactory(team=team)
    VolunteerFactory(team=team, person=ResidentFactory().person)
    assert listed(client, person__user__isempty="1") == {without}


def test_a_volunteer_is_found_by_name_in_any_writing_and_by_number(client, by, team):
    volunteer = VolunteerFactory(team=team, number=42, person__name="沈小红")
    other = VolunteerFactory(team=team, number=7)
    for typed in ("沈小红", "sxh", "PY-0042", "py42"):
        assert found(client, typed) == {volunteer}
    assert other not in found(client, "PY-0042")


def found(client: Any, typed: str) -> set[Any]:
    response = client.post(LIST, {"search": "1", "q": typed}, follow=True)
    return set(response.context_data["cl"].result_list)


def test_phones_are_masked(client, by, team):
    VolunteerFactory(team=team, person__phone=PHONE)
    page = text(client.get(LIST))
    assert "139****1234" in page
    assert PHONE[3:] not in page


def test_queries_do_not_grow_with_the_list(client, by, team, django_assert_max_num_queries):
    VolunteerFactory(team=team)
    client.get(LIST)
    with django_assert_max_num_queries(25) as one:
        assert len(listed(client)) == 1
    for _ in range(2):
        TeamMembershipFactory(team=SubTeamFactory(parent=team), volunteer=VolunteerFactory(team=team))
    with django_assert_max_num_queries(len(one)):
        assert len(listed(client)) == 3


# --- One volunteer


def test_an_application_is_accepted_into_sub_teams(client, by, team):
    volunteer = VolunteerFactory(team=team, applied=True)
    sub_team = SubTeamFactory(parent=team)
    assert client.get(at(volunteer, "approve")).status_code == 200
    assert client.post(at(volunteer, "approve"), {"teams": [sub_team.pk]}).url == at(volunteer)
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.number, volunteer.decided_by) == ("active", 1, by)
    assert volunteer.memberships.get().team == sub_team


def test_sub_teams_of_others_are_not_taken(client, by, team):
    volunteer = VolunteerFactory(team=team, applied=True)
    response = client.post(at(volunteer, "approve"), {"teams": [SubTeamFactory().pk]})
    assert refusals(response) == {("teams", "invalid_choice")}


def test_a_refusal_asks_why(client, by, team):
    volunteer = VolunteerFactory(team=team, applied=True)
    assert refusals(client.post(at(volunteer, "refuse"), {"reason": ""})) == {("reason", "required")}
    client.post(at(volunteer, "refuse"), {"reason": "暂不需要"})
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.reason) == ("refused", "暂不需要")


def test_a_volunteer_pauses_comes_back_and_leaves(client, by, team):
    volunteer = VolunteerFactory(team=team)
    for page, answers, status in (
        ("pause", {"until": ""}, "paused"),
        ("resume", {}, "active"),
        ("leave", {"reason": "搬家"}, "left"),
    ):
        assert client.post(at(volunteer, page), answers).status_code == 302
        volunteer.refresh_from_db()
        assert volunteer.status == status


def test_sub_teams_are_chosen_on_a_page(client, by, team):
    one, two = SubTeamFactory(parent=team), SubTeamFactory(parent=team)
    volunteer = TeamMembershipFactory(team=one, volunteer=VolunteerFactory(team=team)).volunteer
    assert client.get(at(volunteer, "sub-teams")).context_data["form"].initial == {"teams": [one.pk]}
    client.post(at(volunteer, "sub-teams"), {"teams": [two.pk]})
    assert set(volunteer.memberships.current().values_list("team", flat=True)) == {two.pk}


def test_what_somebody_would_like_to_do_is_changed_through_the_action(client, by, team):
    volunteer = VolunteerFactory(team=team)
    form = {"kinds": ["care"], "slots": ["weekday_morning"], "words": "", "national_number": "", "grid": ""}
    memberships = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    assert client.post(at(volunteer), form | memberships).status_code == 302
    volunteer.refresh_from_db()
    assert (volunteer.kinds, volunteer.slots) == (["care"], ["weekday_morning"])
    assert volunteer.person.notifications.get().kind == "volunteer_changed"


def test_a_neighbour_who_rings_is_entered(client, by, team):
    person = PersonFactory()
    form = {"person": person.pk, "kinds": ["care"], "slots": ["weekday_morning"]}
    add = f"{LIST}add/"
    assert client.get(add).status_code == 200
    assert refusals(client.post(add, form)) == {("person", "no_consent")}
    assert PrivacyNotice.objects.current()
    assert refusals(client.post(add, {**form, "agreed": "on"})) == {("birth_year", "no_birth_year")}
    assert client.post(add, {**form, "agreed": "on", "birth_year": "1950"}).status_code == 302
    volunteer = Volunteer.objects.get()
    assert (volunteer.person, volunteer.by, volunteer.team) == (person, by, team)


# --- For a reason only


def child_of(team: Team) -> Volunteer:
    return VolunteerFactory(
        team=team, applied=True, person__birth_year=2012, guardian_name="周敏", guardian_phone=GUARDIAN
    )


def test_the_number_of_a_guardian_is_shown_for_a_reason_and_the_consent_noted(client, by, team):
    volunteer = child_of(team)
    for page in ("change", "history"):
        assert GUARDIAN[3:] not in text(client.get(at(volunteer, page)))
    assert refusals(client.post(at(volunteer, "guardian"), {"reason": ""})) == {("reason", "required")}
    assert marks(client.post(at(volunteer, "guardian"), {"reason": "征求同意"}), "answer") == [GUARDIAN[3:]]
    assert AccessLog.objects.get(person=volunteer.person).what == "guardian phone"
    client.post(at(volunteer, "consent"), {})
    volunteer.refresh_from_db()
    assert (volunteer.guardian_noted_by, volunteer.guardian_name) == (by, "周敏")


def test_the_answer_about_the_party_is_shown_for_a_reason(client, by, team):
    volunteer = VolunteerFactory(team=team)
    MembershipAnswerFactory(volunteer=volunteer)
    assert marks(client.get(at(volunteer, "party")), "answer") == []
    assert marks(client.post(at(volunteer, "party"), {"reason": "组织党员服务"}), "answer") == ["是党员"]
    assert AccessLog.objects.get(person=volunteer.person).what == "membership answer"


def test_a_list_to_call_has_masked_numbers_and_whole_ones_for_a_reason(client, by, team):
    volunteer = VolunteerFactory(team=team, person__phone=PHONE)
    chosen = {"action": "call_list", ACTION_CHECKBOX_NAME: [volunteer.pk]}
    page = client.post(LIST, chosen)
    assert marks(page, "row") == [str(volunteer.pk)]
    assert PHONE[3:] not in text(page)
    client.force_login(office_of(team, "secretary"))
    whole = {**chosen, "confirmed": "1", "reason": "通知活动", "kind": "paper"}
    assert PHONE[3:] in text(client.post(LIST, whole))
    assert AccessLog.objects.get(person=volunteer.person).what == "export with phone"
    sheet = client.post(LIST, {**whole, "kind": "xlsx"})
    assert sheet.headers["Content-Type"].startswith("application/vnd.openxml")


# --- Who may do it


@pytest.mark.parametrize("role", ["grid_worker", "branch_secretary"])
def test_who_only_reads_finds_no_button(client, team, role):
    unit = OrgUnitFactory(estate_branch=True, parent=team.unit, community=team.community)
    user = officer(role, unit if role == "branch_secretary" else GridFactory(community=team.community))
    client.force_login(user)
    volunteer = VolunteerFactory(team=team, applied=True, kinds=["care"])
    own = ResidenceFactory(person=volunteer.person, household__building__estate__community=team.community)
    if role == "branch_secretary":
        unit.estates.add(own.household.building.estate)
    else:
        own.household.building.grid = user.gridappointments.get().grid
        own.household.building.save()
    page = text(client.get(at(volunteer)))
    assert "关爱邻里" in page
    assert "[&#x27;care" not in page
    for page in ("approve", "refuse", "leave", "guardian", "party"):
        assert client.post(at(volunteer, page), {"reason": "试试"}).status_code in (403, 404)
    volunteer.refresh_from_db()
    assert volunteer.status == "applied"


def test_an_applicant_is_accepted_or_not_and_does_not_leave(client, by, team):
    applicant, member = VolunteerFactory(team=team, applied=True), VolunteerFactory(team=team)
    assert [f"/{one.pk}/leave" in text(client.get(at(one))) for one in (applicant, member)] == [False, True]


def test_who_accepts_twice_is_told_on_the_page_of_the_volunteer(client, by, team):
    applicant = VolunteerFactory(team=team, applied=True)
    answers = [client.post(at(applicant, "approve"), {}) for _click in range(2)]
    assert [answer.url for answer in answers] == [at(applicant)] * 2
    assert [levels(answer)[-1] for answer in answers] == ["success", "error"]


def test_nobody_decides_about_themselves(client, by, team):
    volunteer = VolunteerFactory(team=team, applied=True, person=by.person)
    assert client.post(at(volunteer, "approve"), {}).status_code == 403
    volunteer.refresh_from_db()
    assert volunteer.status == "applied"


def test_another_communitys_volunteers_are_not_there(client, by):
    volunteer = VolunteerFactory(team=TeamFactory(community__name="青山社区"), person=NeighbourFactory())
    assert client.get(at(volunteer)).status_code in (302, 404)
    assert client.post(at(volunteer, "refuse"), {"reason": "不行"}).status_code in (302, 403, 404)
    volunteer.refresh_from_db()
    assert volunteer.status == "active"


def test_days_that_are_only_read_stand_there_in_words(client, by, team):
    member = VolunteerFactory(team=team)
    membership = TeamMembershipFactory(team=SubTeamFactory(parent=team), volunteer=member)
    page = text(client.get(at(member)))
    assert days_label(membership.during) in page
    assert "None)" not in page
