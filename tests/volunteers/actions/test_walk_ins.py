"""Who comes unannounced, and is added at the place."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from tests.factories import (
    AssignmentFactory,
    NeighbourFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    VolunteerFactory,
)
from tests.support.refusals import refusal
from tests.support.shifts import fresh
from volunteers.actions import check_in as actions
from volunteers.models import Shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def shift():
    """It begins in ten minutes and lasts two hours."""
    return ShiftFactory(activity__starts_at=clock.now() + dt.timedelta(minutes=10))


@pytest.fixture
def lead(shift):
    return TeamAppointmentFactory(team=shift.activity.team).user


def at(moment: dt.datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def test_a_volunteer_of_the_team_who_comes_unannounced_is_ticked_in(shift, lead):
    volunteer = VolunteerFactory(team=shift.activity.team)
    made = actions.add_walk_in(shift, volunteer=volunteer, by=lead)
    assert (made.status, made.walk_in, made.checked_in_way) == ("served", True, "list")
    assert actions.add_walk_in(shift, volunteer=volunteer, by=lead).pk == made.pk
    assert refusal(actions.mark_absent, made, by=lead) == "not_begun"
    with at(shift.starts_at):
        assert refusal(actions.mark_absent, made, by=lead) == "added_at_place"
    actions.undo_check_in(made, by=lead)
    assert fresh(made).status == "withdrawn"
    assert Shift.objects.get().seats_taken == 0


def test_who_had_signed_up_is_ticked_where_they_stand_on_the_list(shift, lead):
    known = AssignmentFactory(shift=shift)
    assert actions.add_walk_in(shift, volunteer=known.volunteer, by=lead).pk == known.pk
    known.refresh_from_db()
    assert (known.status, known.walk_in) == ("served", False)


def test_a_full_shift_refuses_until_the_lead_adds_a_place(shift, lead):
    Shift.objects.update(capacity=1)
    AssignmentFactory(shift=shift)
    newcomer = VolunteerFactory(team=shift.activity.team)
    assert refusal(actions.add_walk_in, shift, volunteer=newcomer, by=lead) == "full"
    actions.add_walk_in(shift, volunteer=newcomer, one_more=True, by=lead)
    again = Shift.objects.get()
    assert (again.capacity, again.seats_taken) == (2, 2)


def test_nobody_passes_the_waitlist_before_the_shift_begins(shift, lead):
    first, second = (AssignmentFactory(shift=shift, waitlisted=True) for _n in range(2))
    newcomer = VolunteerFactory(team=shift.activity.team)
    for volunteer in (newcomer, second.volunteer):
        for one_more in (False, True):
            answer = refusal(actions.add_walk_in, shift, volunteer=volunteer, one_more=one_more, by=lead)
            assert answer == "places_promised"
    waited = first.queued_at
    actions.add_walk_in(shift, volunteer=first.volunteer, by=lead)
    first.refresh_from_db()
    assert (first.status, first.checked_in_way, first.checked_out_way) == ("served", "list", "")
    assert first.waited_since == waited
    with at(shift.starts_at):
        actions.undo_check_in(first, by=lead)
        first.refresh_from_db()
        assert (first.status, first.queued_at) == ("waitlisted", waited)
        actions.add_walk_in(shift, volunteer=newcomer, by=lead)


def test_a_place_that_is_free_again_before_the_beginning_goes_to_who_waits(shift, lead):
    Shift.objects.update(capacity=1)
    made = actions.add_walk_in(shift, volunteer=VolunteerFactory(team=shift.activity.team), by=lead)
    waiting = AssignmentFactory(shift=shift, waitlisted=True)
    actions.undo_check_in(made, by=lead)
    assert fresh(waiting).status == "assigned"


def test_only_active_volunteers_of_the_team_who_are_old_enough_are_added(shift, lead):
    Shift.objects.update(min_age=18)
    team = shift.activity.team
    child = NeighbourFactory(birth_year=clock.today().year - 17)
    cases = {
        "other_team": VolunteerFactory(),
        "paused": VolunteerFactory(team=team, status="paused"),
        "too_young": VolunteerFactory(
            team=team, person=child, guardian_agreed_at=clock.now(), guardian_noted_by=lead
        ),
    }
    for code, volunteer in cases.items():
        assert refusal(actions.add_walk_in, shift, volunteer=volunteer, by=lead) == code


def test_nobody_is_at_two_places_at_once(shift, lead):
    busy = AssignmentFactory(
        shift=ShiftFactory(activity__team=shift.activity.team, activity__starts_at=shift.starts_at)
    )
    code = refusal(actions.add_walk_in, shift, volunteer=busy.volunteer, by=lead)
    assert code == "assignment_one_shift_at_a_time"


def test_somebody_unannounced_is_added_until_two_hours_after_the_end(shift, lead):
    late, too_late = (VolunteerFactory(team=shift.activity.team) for _n in range(2))
    with at(shift.ends_at + HOUR):
        assert actions.add_walk_in(shift, volunteer=late, by=lead).checked_in_at == shift.starts_at
    with at(shift.ends_at + 2 * HOUR):
        assert refusal(actions.add_walk_in, shift, volunteer=too_late, by=lead) == "too_late"
