"""Nobody answers for the own presence in the list, nor for that of family; the QR at the place does."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from common.time import clock
from tests.factories import (
    AssignmentFactory,
    GuardianshipFactory,
    ResidentFactory,
    ShiftFactory,
    SpaceFactory,
    TeamAppointmentFactory,
    TeamFactory,
    VolunteerFactory,
    officer,
)
from tests.support.pages import marks
from tests.support.refusals import refusal
from tests.support.shifts import fresh
from tests.support.signing_in import signed_in
from volunteers.actions import check_in as actions
from volunteers.models import Assignment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def shift():
    """It has begun, and lasts for two hours."""
    return ShiftFactory(activity__starts_at=clock.now(), capacity=9)


@pytest.fixture
def lead(shift):
    return TeamAppointmentFactory(team=shift.activity.team).user


@pytest.fixture(params=["own", "of a ward"])
def own(request, shift, lead):
    """The lead's own place on the shift, or that of somebody in the lead's care."""
    if request.param == "own":
        return AssignmentFactory(
            shift=shift, volunteer=VolunteerFactory(team=shift.activity.team, person=lead.person)
        )
    ward = AssignmentFactory(shift=shift)
    GuardianshipFactory(person=ward.person, by=lead.person)
    return ward


def test_a_lead_does_not_tick_the_own_line_or_that_of_family(shift, lead, own):
    for way in ("list", "card", "code"):
        assert refusal(actions.check_in, own, way=way, by=lead) == "own_presence"
    assert refusal(actions.set_times, own, came=clock.now(), left=None, by=lead) == "own_presence"
    assert refusal(actions.mark_absent, own, by=lead) == "own_presence"
    assert refusal(actions.pass_by_code, shift, code=own.told_code, by=lead) == "own_presence"
    actions.check_in(own, by=TeamAppointmentFactory(team=shift.activity.team).user)
    assert refusal(actions.check_out, own, by=lead) == "own_presence"


def test_all_as_planned_leaves_them_to_somebody_else(shift, lead, own):
    other = AssignmentFactory(shift=shift)
    with time_machine.travel(shift.ends_at, tick=False):
        assert len(actions.all_as_planned(shift, by=lead)) == 1
        assert (fresh(own).status, fresh(other).status) == ("assigned", "served")
        assert len(actions.all_as_planned(shift, by=officer("office_worker", shift.activity.organiser))) == 1
    assert fresh(own).status == "served"


def test_a_lead_does_not_take_back_what_another_lead_has_written_there(shift, lead, own):
    other = TeamAppointmentFactory(team=shift.activity.team).user
    desk = signed_in(lead)
    actions.arrive(own, by=lead)
    actions.check_out(own, by=other)
    assert refusal(actions.undo_check_in, own, by=lead) == "ticked_by_lead"
    assert marks(desk.get(reverse("desk:shift", args=[shift.pk])), "act") == []
    actions.undo_check_in(own, by=other)
    actions.mark_absent(own, by=other)
    assert refusal(actions.undo_check_in, own, by=lead) == "ticked_by_lead"
    assert fresh(own).status == "absent"


def test_a_lead_takes_the_own_tap_back_there_for_ten_minutes(shift, lead, own):
    actions.arrive(own, by=lead)
    actions.undo_check_in(own, by=lead)
    actions.arrive(own, by=lead)
    with time_machine.travel(shift.starts_at + Assignment.UNDO_FOR, tick=False):
        assert refusal(actions.undo_check_in, own, by=lead) == "undo_over"
    assert fresh(own).is_served


def test_who_has_come_into_the_care_of_a_lead_is_left_out_when_all_as_planned_is_taken_back(shift, lead):
    ward, other = AssignmentFactory(shift=shift), AssignmentFactory(shift=shift)
    written = actions.all_as_planned(shift, by=lead)
    GuardianshipFactory(person=ward.person, by=lead.person)
    assert actions.undo_all_as_planned(shift, marks=written, by=lead) == 1
    assert (fresh(ward).status, fresh(other).status) == ("served", "assigned")


def test_the_qr_at_the_place_is_for_them_too(lead, own):
    actions.arrive(own, by=lead)
    actions.leave(own, by=lead)
    assert fresh(own).is_scanned


def test_nobody_adds_oneself_as_having_come_unannounced(shift, lead):
    own = VolunteerFactory(team=shift.activity.team, person=lead.person)
    assert refusal(actions.add_walk_in, shift, volunteer=own, by=lead) == "own_presence"
    assert not Assignment.objects.exists()


def test_a_receptionist_does_not_write_the_own_shift_in_days_later():
    space = SpaceFactory()
    team = TeamFactory(community=space.station.community)
    earlier = clock.now() - dt.timedelta(days=2)
    shift = ShiftFactory(activity__team=team, activity__space=space, activity__starts_at=earlier)
    desk = officer("receptionist", space.station)
    own = AssignmentFactory(shift=shift, volunteer=VolunteerFactory(team=team, person=desk.person))
    assert refusal(actions.check_in, own, by=desk) == "own_presence"


def test_who_was_marked_absent_does_not_scan_in_alone(shift, lead):
    absent = AssignmentFactory(shift=shift, volunteer__person=ResidentFactory().person)
    actions.mark_absent(absent, by=lead)
    assert refusal(actions.arrive, absent, by=absent.person.user) == "absent"
    actions.undo_check_in(absent, by=lead)
    actions.arrive(absent, by=absent.person.user)
    assert fresh(absent).is_served
