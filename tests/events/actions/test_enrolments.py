"""Taking a whole course, being absent once, and leaving it."""

import datetime as dt
import uuid

import pytest
import time_machine

from accounts.models import Notification
from common.time import clock
from events.actions.enrolments import enrol, enrol_known, leave
from events.actions.events import cancel_event, change_event
from events.actions.registrations import cancel_registration, undo_cancellation
from events.models import Enrolment, Registration
from events.notifications.registrations import event_beginning
from tests.factories import (
    EventSeriesFactory,
    GuardianshipFactory,
    NeighbourFactory,
    OrgUnitFactory,
    PioneerLinkFactory,
    PrivacyNoticeFactory,
    ResidentFactory,
    officer,
)
from tests.support.courses import change, course, dates_of, standing, take
from tests.support.refusals import refusal
from tests.support.registrations import fresh, heard, join

pytestmark = pytest.mark.django_db


def place(enrolment, number):
    return enrolment.registrations.get(event=dates_of(enrolment.series)[number])


def test_the_whole_course_has_a_seat_on_each_date_to_come_and_one_notice():
    series = course()
    mine = take(series, seats=2)

    assert standing(mine) == ["registered"] * 4
    assert [event.seats_taken for event in dates_of(series)] == [2, 2, 2, 2]
    assert heard(mine.person) == ["event_course_enrolled"]
    told = Notification.objects.get(recipient=mine.person)
    assert len(told.body.splitlines()) == 4
    assert told.path == mine.get_absolute_url()


def test_on_a_full_date_the_course_waits_at_the_end_of_its_queue_and_the_notice_says_where(staff):
    series = course(staff, capacity=2)
    second = dates_of(series)[1]
    join(second, seats=2)
    before = join(second)
    mine = take(series)

    assert standing(mine) == ["registered", "waitlisted", "registered", "registered"]
    assert list(second.registrations.waitlisted().in_queue_order()) == [before, place(mine, 1)]
    with_waiting = Notification.objects.get(recipient=mine.person, kind="event_course_enrolled")
    assert "1" in with_waiting.title


def test_free_seats_belong_to_who_waits_first(staff):
    series = course(staff, capacity=3)
    second = dates_of(series)[1]
    join(second, seats=2)
    join(second, seats=2)  # waits, although one seat is free

    assert standing(take(series)) == ["registered", "waitlisted", "registered", "registered"]


def test_dates_that_have_begun_or_are_cancelled_or_closed_are_no_part_of_a_course_taken_later(staff):
    series = course(staff)
    first, second, third, _last = dates_of(series)
    cancel_event(second, by=staff, reason="雨")
    change_event(third, by=staff, registration_closes_at=clock.now())
    with time_machine.travel(first.starts_at + dt.timedelta(minutes=1), tick=False):
        mine = take(series)

    assert [row.event for row in mine.registrations.all()] == [dates_of(series)[3]]


def test_a_place_on_a_single_date_becomes_part_of_the_course_as_it_is(staff):
    series = course(staff)
    resident = ResidentFactory()
    single = join(dates_of(series)[0], by=resident, seats=2)
    mine = take(series, by=resident)

    assert fresh(single).enrolment == mine
    assert [row.seats for row in mine.registrations.order_by("event__starts_at")] == [2, 1, 1, 1]


def test_the_same_form_sent_twice_takes_the_course_once():
    series, by, token = course(), ResidentFactory(), uuid.uuid4()
    first = enrol(series, person=by.person, by=by, token=token)
    again = enrol(series, person=by.person, by=by, token=token)

    assert (again, again.already_made) == (first, True)
    assert refusal(enrol, series, person=by.person, by=by) == "enrolment_once_a_series"
    assert Registration.objects.count() == 4


def test_family_takes_the_course_for_who_is_in_their_care_and_nobody_else():
    series, mother = course(), ResidentFactory()
    child, stranger = NeighbourFactory(), NeighbourFactory()
    GuardianshipFactory(person=child, by=mother.person)

    assert standing(take(series, by=mother, person=child)) == ["registered"] * 4
    assert refusal(take, series, by=mother, person=stranger) == "not_yours"


def test_the_office_takes_the_course_for_a_neighbour_of_its_own_series(staff):
    organiser = OrgUnitFactory(estate_branch=True)
    neighbour = NeighbourFactory()
    by, other = (
        officer("branch_secretary", organiser),
        officer("branch_secretary", OrgUnitFactory(estate_branch=True)),
    )
    series = course(staff, organiser=organiser)

    assert refusal(take, series, by=other, person=neighbour) == "not_yours"
    mine = take(series, by=by, person=neighbour)
    assert refusal(leave, mine, by=other) == "not_yours"
    assert leave(mine, by=by).left_at


def test_at_the_desk_only_who_registers_others_enrols_and_only_people_whom_they_see(staff):
    organiser = OrgUnitFactory(estate_branch=True)
    by, stranger = officer("branch_secretary", organiser), NeighbourFactory()
    series = course(staff, organiser=organiser)

    assert refusal(enrol_known, series, person=stranger, by=ResidentFactory()) == "not_allowed"
    assert refusal(enrol_known, series, person=stranger, by=by) == "not_yours"
    PioneerLinkFactory(person=stranger, post=OrgUnitFactory(pioneer_post=True, parent=organiser))
    assert standing(enrol_known(series, person=stranger, by=by)) == ["registered"] * 4


def test_who_agrees_at_the_desk_has_agreed_with_the_course_or_not_at_all(staff):
    neighbour, notice = NeighbourFactory(), PrivacyNoticeFactory()
    neighbour.consents.all().delete()
    series = course(staff)

    assert refusal(enrol_known, series, person=neighbour, by=staff) == "no_consent"
    assert refusal(enrol_known, series, person=neighbour, notice=notice, seats=40, by=staff) == "party_too_large"
    assert not neighbour.consents.exists()
    mine = enrol_known(series, person=neighbour, notice=notice, by=staff)
    assert (mine.by, neighbour.consents.get().given_by) == (staff, staff)


def test_a_course_needs_consent_and_the_age():
    series = course(min_age=60)
    without, young = ResidentFactory(), ResidentFactory(person__birth_year=2000)
    without.person.consents.all().delete()

    assert refusal(take, series, by=without) == "no_consent"
    assert refusal(take, series, by=young) == "too_young"
    assert not Registration.objects.exists()


def test_a_course_is_refused_where_it_is_not_offered_or_not_open(staff):
    assert refusal(take, course(staff, sign_up="dates")) == "only_dates"
    assert refusal(take, EventSeriesFactory(draft=True)) == "draft"
    series = course(staff)
    with time_machine.travel(clock.now() + dt.timedelta(days=60)):
        assert refusal(take, series) == "closed"
    assert refusal(take, course(staff), seats=40) == "party_too_large"


# --- Absent once --------------------------------------------------------------------------------------------------


def test_absent_once_gives_that_seat_alone_to_who_waits_for_that_date(staff):
    series = course(staff, capacity=1)
    mine = take(series)
    waiting = join(dates_of(series)[1])
    cancel_registration(place(mine, 1), by=mine.by)

    assert standing(mine) == ["registered", "cancelled", "registered", "registered"]
    assert fresh(waiting).status == "registered"
    assert mine.is_live
    told = Notification.objects.filter(recipient=mine.person).latest("pk")
    assert event_beginning(dates_of(series)[1]) in told.title


def test_an_absence_is_taken_back_until_the_date_begins_and_rejoins_the_queue(staff):
    series = course(staff, capacity=1)
    mine = take(series)
    cancel_registration(place(mine, 1), by=mine.by)
    join(dates_of(series)[1])
    with time_machine.travel(clock.now() + dt.timedelta(days=2), tick=False):
        assert undo_cancellation(place(mine, 1), by=mine.by).status == "waitlisted"


def test_an_absence_with_the_seat_still_free_is_taken_back_to_the_seat(staff):
    mine = take(course(staff))
    cancel_registration(place(mine, 2), by=mine.by)
    with time_machine.travel(clock.now() + dt.timedelta(days=2), tick=False):
        assert undo_cancellation(place(mine, 2), by=mine.by).status == "registered"


def test_an_absence_is_not_taken_back_once_the_date_has_begun_or_the_course_is_left(staff):
    series = course(staff)
    mine, gone = take(series), take(series)
    cancel_registration(place(mine, 0), by=mine.by)
    with time_machine.travel(dates_of(series)[0].starts_at + dt.timedelta(minutes=1), tick=False):
        assert refusal(undo_cancellation, place(mine, 0), by=mine.by) == "begun"
    leave(gone, by=gone.by)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=11), tick=False):
        assert refusal(undo_cancellation, place(gone, 1), by=gone.by) == "undo_over"


# --- Leaving ------------------------------------------------------------------------------------------------------


def test_leaving_gives_up_all_dates_to_come_and_who_waits_hears_of_all_seats_at_once(staff):
    series = course(staff, capacity=1)
    mine, other = take(series), take(series)
    assert standing(other) == ["waitlisted"] * 4
    with time_machine.travel(dates_of(series)[0].starts_at + dt.timedelta(minutes=1), tick=False):
        leave(mine, by=mine.by)

    assert standing(mine) == ["registered", "cancelled", "cancelled", "cancelled"]
    assert standing(other) == ["waitlisted", "registered", "registered", "registered"]
    assert heard(mine.person) == ["event_course_enrolled", "event_course_left"]
    assert heard(other.person) == ["event_course_enrolled", "event_series_changed"]
    assert len(Notification.objects.get(recipient=other.person, kind="event_series_changed").body.splitlines()) == 3


def test_who_has_left_may_take_the_course_anew_and_leaves_only_once(staff):
    series = course(staff)
    mine = take(series)
    leave(mine, by=mine.by)

    assert refusal(leave, mine, by=mine.by) == "left"
    assert standing(take(series, by=mine.by)) == ["registered"] * 4
    assert Enrolment.objects.live().count() == 1


def test_nobody_leaves_the_course_of_a_stranger(resident):
    mine = take(course())
    assert refusal(leave, mine, by=resident) == "not_yours"


# --- Dates that are added -----------------------------------------------------------------------------------------


def test_dates_that_are_added_are_joined_by_who_takes_the_course_in_the_order_of_signing_up(staff):
    series = course(staff, capacity=1, times=2)
    first, second, gone = take(series), take(series), take(series)
    leave(gone, by=gone.by)
    change(series, by=staff, times=4)

    assert standing(first) == ["registered"] * 4
    assert standing(second) == ["waitlisted"] * 4
    assert len(standing(gone)) == 2
    assert heard(first.person) == ["event_course_enrolled", "event_series_changed"]
    assert [row.by for row in first.registrations.order_by("pk")] == [first.by] * 4
