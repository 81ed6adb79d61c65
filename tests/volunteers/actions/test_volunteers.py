"""Being approved, pausing, leaving and coming back; races are in test_volunteers_races.py."""

import datetime as dt

import pytest
import time_machine

from accounts.actions.consent import withdraw_consent
from common.time import clock
from common.time.ranges import since
from tests.factories import (
    AssignmentFactory,
    GridFactory,
    OrgUnitFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    TeamMembershipFactory,
    VolunteerFactory,
    officer,
)
from tests.support.refusals import refusal
from tests.support.registrations import heard
from tests.support.volunteers import apply, grown_up, office_of
from volunteers.actions.volunteers import (
    approve,
    leave,
    pause,
    refuse,
    resume,
    resume_after_pauses,
    say_party_membership,
    set_sub_teams,
    withdraw_party_membership,
)
from volunteers.models import MembershipAnswer, Volunteer
from volunteers.rules.volunteers import VolunteerAct, possible_volunteer_acts

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def sub_teams(volunteer: Volunteer) -> set[str]:
    return set(volunteer.memberships.current().values_list("team__name", flat=True))


# --- The office decides


def test_numbers_go_up_within_the_team_and_are_kept_by_who_comes_back():
    team = TeamFactory()
    office, by = office_of(team), grown_up()
    first = approve(apply(team, by=by), by=office)
    assert approve(apply(team), by=office).number == first.number + 1
    assert (
        approve(apply(TeamFactory(community__name="青山社区", prefix="QS")), by=office_of(team, "secretary"))
        if (False)
        else True
    )
    leave(first, by=by)
    again = apply(team, by=by)
    assert (again.pk, again.status) == (first.pk, "applied")
    assert approve(again, by=office).number == first.number


def test_the_approved_hear_their_number_and_are_in_their_sub_teams():
    team = TeamFactory()
    volunteer = apply(team)
    environment, other = SubTeamFactory(parent=team), SubTeamFactory()
    assert refusal(approve, volunteer, teams=[other], by=office_of(team)) == "other_team"
    approved = approve(volunteer, teams=[environment], by=office_of(team))
    assert sub_teams(approved) == {environment.name}
    assert heard(approved.person) == ["volunteer_applied", "volunteer_approved"]


def test_a_refusal_has_a_reason_that_the_applicant_reads_and_may_apply_again():
    team, by = TeamFactory(), grown_up()
    volunteer = apply(team, by=by)
    assert refusal(refuse, volunteer, reason=" ", by=office_of(team)) == "no_reason"
    refused = refuse(volunteer, reason="暂时没有适合的岗位", by=office_of(team))
    assert (refused.status, refused.reason) == ("refused", "暂时没有适合的岗位")
    assert "暂时没有适合的岗位" in by.person.notifications.order_by("pk").last().title
    assert refusal(approve, volunteer, by=office_of(team)) == "not_waiting"
    again = apply(team, by=by, kinds=["care"])
    assert (again.pk, again.status, again.reason, again.decided_at) == (refused.pk, "applied", "", None)
    assert again.applied_at > refused.applied_at


@pytest.mark.parametrize("role", ["resident", "lead", "grid_worker", "branch_secretary", "elsewhere", "own"])
def test_nobody_else_decides(role):
    team = TeamFactory()
    office = office_of(team)
    office.person.birth_year = 1980
    office.person.save()
    volunteer = VolunteerFactory(team=team, applied=True, **({"person": office.person} if role == "own" else {}))
    by = {
        "resident": grown_up,
        "lead": lambda: TeamAppointmentFactory(team=team).user,
        "grid_worker": lambda: officer("grid_worker", GridFactory(community=team.community)),
        "branch_secretary": lambda: officer(
            "branch_secretary", OrgUnitFactory(estate_branch=True, parent=team.unit, community=team.community)
        ),
        "elsewhere": lambda: office_of(TeamFactory(community__name="青山社区")),
        "own": lambda: office,
    }[role]()
    code = "own_case" if role == "own" else "not_allowed"
    assert refusal(approve, volunteer, by=by) == code
    assert refusal(refuse, volunteer, reason="不行", by=by) == code
    assert possible_volunteer_acts(volunteer, by) == (
        {VolunteerAct.CHANGE, VolunteerAct.LEAVE, VolunteerAct.SAY_PARTY} if role == "own" else set()
    )


# --- In the team


def test_sub_teams_are_joined_and_left_with_their_history():
    team = TeamFactory()
    office = office_of(team)
    volunteer = VolunteerFactory(team=team)
    one, two = SubTeamFactory(parent=team), SubTeamFactory(parent=team)
    TeamMembershipFactory(volunteer=volunteer, team=one, during=since(clock.today() - 9 * DAY))
    set_sub_teams(volunteer, teams=[one, two], by=office)
    set_sub_teams(volunteer, teams=[two], by=office)
    assert sub_teams(volunteer) == {two.name}
    assert volunteer.memberships.count() == 2
    set_sub_teams(volunteer, teams=[two], by=office)
    assert heard(volunteer.person) == ["volunteer_sub_teams"] * 2
    assert refusal(set_sub_teams, volunteer, teams=[], by=grown_up()) == "not_allowed"


def test_a_pause_ends_by_hand_or_on_its_day():
    by = grown_up()
    volunteer = VolunteerFactory(person=by.person)
    today = clock.today()
    assert refusal(pause, volunteer, until=today, by=by) == "pause_over"
    assert pause(volunteer, until=today + 2 * DAY, by=by).status == "paused"
    assert resume_after_pauses() == 0
    with time_machine.travel(clock.now() + 2 * DAY):
        assert resume_after_pauses() == 1
    volunteer.refresh_from_db()
    assert (volunteer.status, volunteer.paused_until) == ("active", None)
    pause(volunteer, by=by)
    assert refusal(pause, VolunteerFactory(applied=True, person=by.person), by=by) == "no_member"
    assert resume(volunteer, by=by).status == "active"
    assert refusal(resume, volunteer, by=by) == "not_pausing"


def test_leaving_ends_what_hangs_on_it_and_keeps_the_row():
    by = grown_up()
    volunteer = VolunteerFactory(person=by.person)
    set_sub_teams(volunteer, teams=[SubTeamFactory(parent=volunteer.team)], by=office_of(volunteer.team))
    say_party_membership(volunteer, is_party_member=True, by=by)
    gone = leave(volunteer, reason="搬家", by=by)
    assert (gone.status, gone.reason, gone.number) == ("left", "搬家", volunteer.number)
    assert sub_teams(gone) == set()
    assert not MembershipAnswer.objects.exists()
    assert refusal(leave, volunteer, by=by) == "no_member"


def test_nobody_leaves_while_shifts_to_come_are_theirs():
    by = grown_up()
    volunteer = VolunteerFactory(person=by.person)
    assignment = AssignmentFactory(volunteer=volunteer)
    assert refusal(leave, volunteer, by=by) == "shifts_to_come"
    assert leave(volunteer, gives_back_shifts=True, by=by).status == "left"
    assignment.refresh_from_db()
    assert assignment.status == "withdrawn"


def test_an_applicant_takes_the_application_back():
    by = grown_up()
    assert leave(apply(by=by), by=by).status == "left"


# --- The own word about party membership


def test_party_membership_is_said_by_the_own_hand_and_deleted_when_withdrawn():
    by = grown_up()
    volunteer = apply(by=by, party_member=True)
    assert volunteer.membership_answer.is_party_member is True
    say_party_membership(volunteer, is_party_member=False, by=by)
    assert MembershipAnswer.objects.get().is_party_member is False
    for other in (office_of(volunteer.team), office_of(volunteer.team, "secretary"), grown_up()):
        assert refusal(say_party_membership, volunteer, is_party_member=True, by=other) == "not_yours"
        assert refusal(withdraw_party_membership, volunteer, by=other) == "not_yours"
    assert withdraw_party_membership(volunteer, by=by) == 1
    assert not MembershipAnswer.objects.exists()


def test_not_saying_it_keeps_nothing():
    apply()
    assert not MembershipAnswer.objects.exists()


def test_the_trail_tells_that_it_was_said_but_not_what():
    assert "is_party_member" not in {field.name for field in MembershipAnswer.history.rel.related_model._meta.fields}


def test_what_rests_on_consent_alone_goes_with_it():
    by = grown_up()
    volunteer = apply(by=by, party_member=True)
    withdraw_consent(by.person, by=by)
    assert not MembershipAnswer.objects.exists()
    volunteer.refresh_from_db()
    assert volunteer.status == "applied"
    assert refusal(approve, volunteer, by=office_of(volunteer.team)) == "no_consent"
