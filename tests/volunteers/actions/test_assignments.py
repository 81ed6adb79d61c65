"""Signing up for shifts; races are in test_assignments_races.py, withdrawing is in test_withdrawals.py."""

import datetime as dt
import uuid

import pytest

from accounts.actions.consent import withdraw_consent
from common.time import clock
from tests.factories import (
    ActivityFactory,
    GuardianshipFactory,
    NeighbourFactory,
    ResidentFactory,
    ShiftFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.refusals import refusal
from tests.support.registrations import heard
from tests.support.shifts import join, lead_of, state, volunteer_user
from volunteers.actions.assignments import (
    sign_up,
    withdraw,
)
from volunteers.models import Assignment, Volunteer

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def test_a_volunteer_gets_a_place_and_a_confirmation():
    shift = ShiftFactory(capacity=1)
    volunteer, user = volunteer_user(shift.activity.team)

    made = sign_up(shift, volunteer=volunteer, words="我带手套", by=user)

    shift.refresh_from_db()
    assert (made.status, made.words, shift.seats_taken) == ("assigned", "我带手套", 1)
    assert (made.starts_at, made.ends_at, made.person) == (shift.starts_at, shift.ends_at, user.person)
    assert heard(user.person) == ["shift_signed_up"]


def test_when_all_places_are_taken_one_waits_and_newcomers_stand_behind():
    shift = ShiftFactory(capacity=1)
    first, second, third = join(shift), join(shift), join(shift)

    assert state(shift) == ([first.volunteer_id], [second.volunteer_id, third.volunteer_id])
    assert heard(second.person) == ["shift_waitlisted"]
    assert dict(Assignment.objects.with_position().values_list("pk", "position")) == {
        first.pk: 0,
        second.pk: 1,
        third.pk: 2,
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": Volunteer.Status.APPLIED, "number": None}, "applied"),
        ({"status": Volunteer.Status.PAUSED}, "paused"),
        ({"status": Volunteer.Status.LEFT}, "not_a_member"),
        ({"status": Volunteer.Status.REFUSED, "reason": "住得太远"}, "not_a_member"),
    ],
)
def test_only_active_volunteers_sign_up(fields, code):
    shift = ShiftFactory()
    volunteer, user = volunteer_user(shift.activity.team, **fields)

    assert refusal(sign_up, shift, volunteer=volunteer, by=user) == code
    assert not shift.assignments.exists()


def test_volunteers_of_another_team_do_not_sign_up_and_those_of_the_team_do_for_its_sub_teams():
    sub_team = SubTeamFactory()
    shift = ShiftFactory(activity=ActivityFactory(team=sub_team))
    stranger, its_user = volunteer_user(TeamFactory())
    own, own_user = volunteer_user(sub_team.parent)

    assert refusal(sign_up, shift, volunteer=stranger, by=its_user) == "other_team"
    assert sign_up(shift, volunteer=own, by=own_user).is_assigned


@pytest.mark.parametrize(("years", "code"), [(17, "too_young"), (18, None), (19, None)])
def test_the_least_age_counts_by_the_year_of_the_shift(years, code):
    shift = ShiftFactory(min_age=18)
    volunteer, user = volunteer_user(shift.activity.team)
    user.person.birth_year = shift.starts_at.astimezone(clock.HERE).year - years
    user.person.save()
    volunteer.person = user.person

    if code:
        assert refusal(sign_up, shift, volunteer=volunteer, by=user) == code
    else:
        assert sign_up(shift, volunteer=volunteer, by=user).is_assigned


def test_where_an_age_is_asked_an_unknown_year_of_birth_is_said_first():
    shift = ShiftFactory(min_age=18)
    volunteer, user = volunteer_user(shift.activity.team)
    user.person.birth_year = None
    user.person.save()
    volunteer.person = user.person

    assert refusal(sign_up, shift, volunteer=volunteer, by=user) == "age_unknown"


def test_one_of_the_skills_is_enough_and_none_is_not():
    shift = ShiftFactory(skills=["first_aid", "medical"])
    without, its_user = volunteer_user(shift.activity.team, skills=["hair"])
    with_one, own_user = volunteer_user(shift.activity.team, skills=["medical", "hair"])

    assert refusal(sign_up, shift, volunteer=without, by=its_user) == "no_skill"
    assert sign_up(shift, volunteer=with_one, by=own_user).is_assigned


def test_nobody_is_on_two_shifts_at_once_and_one_after_the_other_is_fine():
    shift = ShiftFactory()
    volunteer, user = volunteer_user(shift.activity.team)
    sign_up(shift, volunteer=volunteer, by=user)
    middle = shift.starts_at + HOUR
    overlapping = ShiftFactory(activity=ActivityFactory(team=volunteer.team, starts_at=middle))
    after = ShiftFactory(activity=ActivityFactory(team=volunteer.team, starts_at=shift.ends_at))

    assert refusal(sign_up, overlapping, volunteer=volunteer, by=user) == "busy"
    assert sign_up(after, volunteer=volunteer, by=user).is_assigned


def test_who_waits_for_a_place_at_that_time_leaves_that_queue_first():
    shift = ShiftFactory(capacity=1)
    join(shift)
    volunteer, user = volunteer_user(shift.activity.team)
    waiting = sign_up(shift, volunteer=volunteer, by=user)
    other = ShiftFactory(activity=ActivityFactory(team=volunteer.team, starts_at=shift.starts_at))

    assert refusal(sign_up, other, volunteer=volunteer, by=user) == "waits_elsewhere"
    withdraw(waiting, by=user)
    assert sign_up(other, volunteer=volunteer, by=user).is_assigned


def test_nobody_signs_up_twice_for_one_shift():
    shift = ShiftFactory()
    volunteer, user = volunteer_user(shift.activity.team)
    sign_up(shift, volunteer=volunteer, by=user)

    assert refusal(sign_up, shift, volunteer=volunteer, by=user) == "assignment_once_a_shift"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"draft": True}, "draft"),
        ({"cancelled": True}, "cancelled"),
        ({"starts_at": clock.now() - HOUR}, "begun"),
    ],
)
def test_only_shifts_to_come_of_published_activities_are_open(fields, code):
    shift = ShiftFactory(activity=ActivityFactory(**fields))
    volunteer, user = volunteer_user(shift.activity.team)

    assert refusal(sign_up, shift, volunteer=volunteer, by=user) == code


def test_a_form_that_is_sent_twice_signs_up_once():
    shift, token = ShiftFactory(), uuid.uuid4()
    volunteer, user = volunteer_user(shift.activity.team)

    first = sign_up(shift, volunteer=volunteer, by=user, token=token)
    again = sign_up(shift, volunteer=volunteer, by=user, token=token)

    assert (again.pk, again.already_made, first.already_made) == (first.pk, True, False)
    withdraw(first, by=user)
    assert refusal(sign_up, shift, volunteer=volunteer, by=user, token=token) == "withdrawn_meanwhile"


def test_without_consent_in_force_nobody_signs_up():
    shift = ShiftFactory()
    volunteer, user = volunteer_user(shift.activity.team)
    withdraw_consent(user.person, by=user)

    assert refusal(sign_up, shift, volunteer=volunteer, by=user) == "no_consent"


# --- For whom -----------------------------------------------------------------------------------------------------


def test_a_guardian_signs_a_ward_up_and_strangers_do_not():
    shift = ShiftFactory()
    guardian, stranger = ResidentFactory(), ResidentFactory()
    ward = VolunteerFactory(team=shift.activity.team, person=NeighbourFactory(birth_year=1945))
    GuardianshipFactory(person=ward.person, by=guardian.person)

    assert refusal(sign_up, shift, volunteer=ward, by=stranger) == "not_yours"
    assert sign_up(shift, volunteer=ward, by=guardian).is_assigned


def test_the_lead_of_the_team_signs_volunteers_up_and_the_lead_of_another_team_does_not():
    shift = ShiftFactory()
    volunteer, _user = volunteer_user(shift.activity.team)
    stranger = TeamAppointmentFactory(user=ResidentFactory()).user

    assert refusal(sign_up, shift, volunteer=volunteer, by=stranger) == "not_yours"
    assert sign_up(shift, volunteer=volunteer, by=lead_of(shift)).is_assigned
