"""Who was there: by the lead, by the QR at the place, by the own code, by a code told; and what is taken back."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from tests.factories import (
    AssignmentFactory,
    GuardianshipFactory,
    OrgUnitFactory,
    ResidentFactory,
    ShiftFactory,
    SpaceFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    VolunteerFactory,
    officer,
)
from tests.support.refusals import refusal
from volunteers.actions import check_in as actions
from volunteers.models import Activity, Assignment, Shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@pytest.fixture
def shift():
    """It begins in ten minutes and lasts two hours."""
    return ShiftFactory(activity__starts_at=clock.now() + 10 * MINUTE)


@pytest.fixture
def wang(shift):
    return AssignmentFactory(shift=shift, volunteer__person=ResidentFactory().person)


@pytest.fixture
def lead(shift):
    return TeamAppointmentFactory(team=shift.activity.team).user


def at(moment: dt.datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def state(assignment: Assignment) -> tuple[str, str, str]:
    assignment.refresh_from_db()
    return assignment.status, assignment.checked_in_way, assignment.checked_out_way


# --- The lead


def test_a_lead_ticks_in_and_out_and_a_second_tap_changes_nothing(shift, wang, lead):
    actions.check_in(wang, by=lead)
    first = Assignment.objects.get()
    with at(clock.now() + MINUTE):
        actions.check_in(wang, way="card", by=lead)
    again = Assignment.objects.get()
    assert (again.checked_in_at, again.checked_in_way, again.checked_in_by) == (first.checked_in_at, "list", lead)
    with at(shift.ends_at):
        actions.check_out(wang, way="card", by=lead)
    with at(shift.ends_at + MINUTE):
        actions.check_out(wang, by=lead)
    wang.refresh_from_db()
    assert (wang.checked_out_at, wang.checked_out_way) == (shift.ends_at, "card")
    assert Shift.objects.get().seats_taken == 1


def test_only_leads_of_the_team_and_the_office_and_who_receives_there_tick(shift, wang, lead):
    community, team = shift.activity.community, shift.activity.team
    others = [
        TeamAppointmentFactory(team=TeamFactory(community=community, unit=team.unit)).user,
        TeamAppointmentFactory(team=SubTeamFactory(parent=team)).user,
        officer("branch_secretary", OrgUnitFactory(community=community, estate_branch=True)),
        officer("receptionist", SpaceFactory().station),
        wang.person.user,
        ResidentFactory(),
    ]
    for by in others:
        for act in (actions.check_in, actions.mark_absent):
            assert refusal(act, wang, by=by) == "not_allowed"
        assert refusal(actions.all_as_planned, shift, by=by) == "not_allowed"
        assert refusal(actions.pass_by_code, shift, code=wang.told_code, by=by) == "not_allowed"
    assert state(wang)[0] == "assigned"
    actions.check_in(wang, by=officer("office_worker", team.unit))
    assert state(wang)[0] == "served"


def test_the_lead_of_the_team_covers_its_sub_teams():
    sub_team = SubTeamFactory()
    assignment = AssignmentFactory(
        shift__activity__team=sub_team,
        shift__activity__starts_at=clock.now(),
        volunteer=VolunteerFactory(team=sub_team.parent),
    )
    actions.check_in(assignment, by=TeamAppointmentFactory(team=sub_team.parent).user)
    assert state(assignment) == ("served", "list", "")


def test_a_receptionist_ticks_and_answers_for_nothing_else():
    space = SpaceFactory()
    team = TeamFactory(community=space.station.community)
    shift = ShiftFactory(activity__team=team, activity__space=space, activity__starts_at=clock.now())
    desk, wang = officer("receptionist", space.station), AssignmentFactory(shift=shift)
    with at(clock.now() + MINUTE):
        for act in (actions.mark_absent, lambda one, by: actions.set_times(one, came=clock.now(), left=None, by=by)):
            assert refusal(act, wang, by=desk) == "not_allowed"
        assert refusal(actions.all_as_planned, shift, by=desk) == "not_allowed"
        assert refusal(actions.add_walk_in, shift, volunteer=VolunteerFactory(team=team), by=desk) == "not_allowed"
        actions.check_in(wang, by=desk)
        actions.undo_check_in(wang, by=desk)
        actions.check_in(wang, by=desk)
    with at(clock.now() + 12 * MINUTE):
        assert refusal(actions.undo_check_in, wang, by=desk) == "undo_over"


def test_who_waits_or_has_withdrawn_is_not_on_the_list(shift, lead):
    for trait in ("waitlisted", "withdrawn"):
        assert refusal(actions.check_in, AssignmentFactory(shift=shift, **{trait: True}), by=lead) == trait


def test_the_list_opens_an_hour_before_the_shift(shift, wang, lead, settings):
    opens = shift.starts_at - settings.VOLUNTEER_CHECK_IN_EARLY_MINUTES * MINUTE
    with at(opens - dt.timedelta(seconds=1)):
        assert refusal(actions.check_in, wang, by=lead) == "too_early"
        assert refusal(actions.all_as_planned, shift, by=lead) == "too_early"
    with at(opens):
        actions.check_in(wang, by=lead)


def test_after_the_end_the_list_says_that_somebody_stayed_until_then_and_a_card_says_now(shift, lead):
    by_list, by_card = (AssignmentFactory(shift=shift) for _n in range(2))
    for one in (by_list, by_card):
        actions.check_in(one, by=lead)
    with at(shift.ends_at + 30 * MINUTE):
        actions.check_out(by_list, by=lead)
        actions.check_out(by_card, way="card", by=lead)
    ends = [Assignment.objects.get(pk=one.pk).checked_out_at for one in (by_list, by_card)]
    assert ends == [shift.ends_at, shift.ends_at + 30 * MINUTE]


def test_after_the_end_the_list_says_as_planned_and_a_scan_is_no_proof_any_more(shift, lead):
    one, scanned = (AssignmentFactory(shift=shift) for _n in range(2))
    actions.check_in(scanned, by=lead)
    with at(shift.ends_at):
        assert refusal(actions.check_in, one, way="card", by=lead) == "over"
        assert refusal(actions.pass_by_code, shift, code=one.told_code, by=lead) == "over"
        actions.check_in(one, by=lead)
    assert Assignment.objects.get(pk=one.pk).checked_in_at == shift.starts_at
    with at(shift.ends_at + 2 * HOUR):
        for way in ("card", "code"):
            assert refusal(actions.check_out, scanned, way=way, by=lead) == "too_late"
        actions.check_out(scanned, by=lead)


def test_nobody_is_at_an_activity_that_is_cancelled(lead, shift, wang):
    Activity.objects.update(status="cancelled", cancel_reason="下雨")
    assert refusal(actions.check_in, wang, by=lead) == "not_taking_place"


def test_who_looked_for_a_substitute_and_came_looks_no_more(wang, lead):
    Assignment.objects.update(substitute_since=clock.now())
    actions.check_in(wang, by=lead)
    wang.refresh_from_db()
    assert wang.substitute_since is None


# --- The exceptions


def test_who_did_not_come_is_absent_and_may_have_come_after_all(shift, wang, lead):
    assert refusal(actions.mark_absent, wang, by=lead) == "not_begun"
    with at(shift.starts_at):
        actions.check_in(wang, by=lead)
        actions.mark_absent(wang, by=lead)
        assert state(wang) == ("absent", "", "")
        actions.undo_check_in(wang, by=lead)
        assert state(wang) == ("assigned", "", "")
        actions.mark_absent(wang, by=lead)
        actions.check_in(wang, by=lead)
    assert state(wang) == ("served", "list", "")
    assert Shift.objects.get().seats_taken == 1


def test_the_lead_says_from_when_until_when_somebody_was_there(shift, wang, lead):
    with at(shift.starts_at + HOUR):
        came, left = shift.starts_at + 20 * MINUTE, shift.starts_at + 50 * MINUTE
        actions.set_times(wang, came=came, left=left, by=lead)
        assert state(wang) == ("served", "list", "list")
        assert (wang.checked_in_at, wang.checked_out_at) == (came, left)
        for first, last, code in [
            (left, came, "left_before_coming"),
            (clock.now() + MINUTE, None, "time_not_of_shift"),
            (shift.starts_at - 61 * MINUTE, left, "time_not_of_shift"),
            (came, clock.now() + MINUTE, "time_not_of_shift"),
        ]:
            assert refusal(actions.set_times, wang, came=first, left=last, by=lead) == code


def test_what_the_lead_leaves_as_it_was_stays_scanned(shift, wang, lead):
    with at(shift.starts_at + dt.timedelta(seconds=40)):
        actions.check_in(wang, way="card", by=lead)
    with at(shift.ends_at + HOUR):
        minute = (shift.starts_at + dt.timedelta(seconds=40)).replace(second=0, microsecond=0)
        actions.set_times(wang, came=minute, left=shift.ends_at, by=lead)
    assert state(wang) == ("served", "card", "list")
    assert not wang.is_scanned


def test_a_step_is_taken_back_one_by_one(shift, wang, lead):
    with at(shift.starts_at):
        actions.check_in(wang, by=lead)
        actions.check_out(wang, by=lead)
        actions.undo_check_in(wang, by=lead)
        assert state(wang) == ("served", "list", "")
        actions.undo_check_in(wang, by=lead)
        assert state(wang) == ("assigned", "", "")
        assert refusal(actions.undo_check_in, wang, by=lead) == "not_checked_in"


# --- By the QR at the place, and by code


def test_a_volunteer_scans_in_and_out(shift, wang):
    own = wang.person.user
    actions.arrive(wang, by=own)
    with at(shift.ends_at + HOUR):
        actions.leave(wang, by=own)
    assert state(wang) == ("served", "place", "place")
    assert wang.is_scanned


def test_a_guardian_scans_for_the_ward_and_nobody_else_does(wang):
    guardian = GuardianshipFactory(person=wang.person, by=ResidentFactory().person).by.user
    for stranger in (ResidentFactory(), GuardianshipFactory(by=ResidentFactory().person).by.user):
        assert refusal(actions.arrive, wang, by=stranger) == "not_yours"
        assert refusal(actions.undo_check_in, wang, by=stranger) == "not_yours"
    actions.arrive(wang, by=guardian)
    assert state(wang)[0] == "served"


def test_the_place_takes_nobody_in_after_the_end_and_nobody_out_long_after_it(shift, wang, settings):
    own = wang.person.user
    with at(shift.ends_at):
        assert refusal(actions.arrive, wang, by=own) == "over"
    assert refusal(actions.leave, wang, by=own) == "not_checked_in"
    actions.arrive(wang, by=own)
    with at(shift.ends_at + settings.VOLUNTEER_CHECK_OUT_LATE_MINUTES * MINUTE):
        assert refusal(actions.leave, wang, by=own) == "too_late"


def test_a_volunteer_takes_back_the_own_tap_for_ten_minutes_and_not_that_of_the_lead(wang, lead):
    own = wang.person.user
    actions.arrive(wang, by=own)
    actions.undo_check_in(wang, by=own)
    actions.check_in(wang, by=lead)
    assert refusal(actions.undo_check_in, wang, by=own) == "ticked_by_lead"
    actions.undo_check_in(wang, by=lead)
    actions.arrive(wang, by=own)
    with at(clock.now() + 10 * MINUTE):
        assert refusal(actions.undo_check_in, wang, by=own) == "undo_over"
        actions.undo_check_in(wang, by=lead)


def test_four_digits_by_phone_tick_in_and_then_out(shift, wang, lead):
    Assignment.objects.update(told_code="0427")
    assert refusal(actions.pass_by_code, shift, code="0428", by=lead) == "wrong_code"
    actions.pass_by_code(shift, code="0427", by=lead)
    assert state(wang) == ("served", "code", "")
    actions.pass_by_code(shift, code="0427", by=lead)
    assert state(wang) == ("served", "code", "code")
    assert refusal(actions.pass_by_code, shift, code="0427", by=lead) == "wrong_code"


def test_digits_that_fit_two_fit_nobody(shift, wang, lead):
    AssignmentFactory(shift=shift)
    AssignmentFactory(shift=shift, waitlisted=True, told_code="7777")
    Assignment.objects.update(told_code="7777")
    assert refusal(actions.pass_by_code, shift, code="7777", by=lead) == "wrong_code"
