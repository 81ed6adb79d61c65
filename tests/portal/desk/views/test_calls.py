"""/desk/neighbours/…/call/: the reason first, then the number; the neighbour can see who rang and why."""

import datetime as dt

import pytest

from accounts.models import AccessLog, Person
from common.time import clock
from portal.desk.actions import call_neighbour
from portal.desk.rules import MOST_CALLS
from portal.desk.selectors.calls import people_to_call
from tests import factories as make
from tests.support.pages import codes, marks
from tests.support.refusals import refusal
from tests.support.signing_in import signed_in
from volunteers.models import Activity

NUMBER = "+8613800138000"


def call_page(person) -> str:
    return f"/desk/neighbours/{person.pk}/call/"


@pytest.fixture
def grandma(beat):
    return beat.neighbour("赵奶奶", phone=NUMBER)


def test_the_number_is_shown_after_the_reason_and_who_looked_is_kept(beat, desk, grandma):
    asked = desk.get(call_page(grandma))
    assert "8000" not in asked.content.decode().replace("138****8000", "")
    assert not AccessLog.objects.exists()
    shown = desk.post(call_page(grandma), {"reason": "how_are_you", "words": "昨天没见着"})
    page = shown.content.decode()
    assert marks(shown, "call") == ["shown"]
    assert f'href="tel:{NUMBER}"' in page
    assert "138 0013 8000" in page
    assert "no-store" in shown["Cache-Control"]
    entry = AccessLog.objects.get()
    assert (entry.user, entry.person_id, entry.what) == (beat.pioneer, grandma.pk, "call")
    assert entry.reason.endswith("昨天没见着")


def test_the_neighbour_reads_who_rang_and_why(beat, desk, grandma):
    desk.post(call_page(grandma), {"reason": "other", "words": "钥匙落在我家"})
    own = make.UserFactory(person=grandma, phone=NUMBER)
    page = signed_in(own).get("/me/data/").content.decode()
    assert "钥匙落在我家" in page
    assert str(beat.pioneer) in page


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({}, "reason", "required"),
        ({"reason": "x"}, "reason", "invalid_choice"),
        ({"reason": "other"}, "words", "no_reason"),
        ({"reason": "other", "words": "  "}, "words", "no_reason"),
    ],
)
def test_without_a_reason_there_is_no_number(desk, grandma, typed, field, code):
    answer = desk.post(call_page(grandma), typed)
    assert answer.status_code == 422
    assert codes(answer.context["steps"].form) == {field: [code]}
    assert answer.context["number"] == ""
    assert not AccessLog.objects.exists()


def test_the_pages_of_the_desk_lead_there(beat, desk, grandma):
    assert call_page(grandma) in desk.get(f"/desk/neighbours/{grandma.pk}/").content.decode()
    registration = make.RegistrationFactory(person=grandma)
    assert call_page(grandma) in desk.get(f"/desk/registrations/{registration.pk}/").content.decode()
    booking = make.BookingFactory(person=grandma)
    assert call_page(grandma) in desk.get(f"/desk/bookings/{booking.pk}/").content.decode()


def test_nobody_out_of_reach_is_rung(beat, elsewhere, desk, grandma):
    far = elsewhere.neighbour("远处的人", phone="+8613900139000")
    assert desk.get(call_page(far)).status_code == 404
    assert desk.post(call_page(far), {"reason": "coming"}).status_code == 404
    assert refusal(call_neighbour, far, reason="问候", by=beat.pioneer) == "not_to_call"
    assert refusal(call_neighbour, grandma, reason="问候", by=make.UserFactory()) == "not_to_call"
    assert not AccessLog.objects.exists()


def test_a_pioneer_rings_whom_they_see_in_the_own_building_and_not_whom_they_only_meet(beat):
    """A colleague is seen by name: to be rung, they must live in the pioneer's building."""
    colleague = make.GridAppointmentFactory(grid=beat.building.grid).user.person
    secretary = beat.post.parent
    met = make.UnitAppointmentFactory(role="branch_secretary", unit=secretary).user.person
    assert set(people_to_call(beat.pioneer)) == set()
    for person in (colleague, met):
        make.ResidenceFactory(person=person, household=beat.households[0])
    seen = {one for one in (colleague, met) if type(one).objects.visible_to(beat.pioneer).filter(pk=one.pk)}
    assert set(people_to_call(beat.pioneer)) == seen


def test_a_number_that_is_not_there_is_neither_shown_nor_logged(beat, desk):
    person = beat.neighbour("没有电话的人", phone="")
    answer = desk.post(call_page(person), {"reason": "coming"})
    assert (answer.status_code, marks(answer, "refused")) == (422, ["no_number"])
    assert refusal(call_neighbour, person, reason="问候", by=beat.pioneer) == "no_number"
    assert not AccessLog.objects.exists()


def test_for_whom_has_no_number_those_who_act_for_them_are_rung(beat, desk, grandma):
    silent, far = beat.neighbour("周奶奶", phone=""), make.NeighbourFactory(phone="+8613900139000")
    make.GuardianshipFactory(person=silent, by=grandma)
    make.GuardianshipFactory(person=silent, by=far)
    answer = desk.get(call_page(silent))
    assert answer.context["instead"] == [grandma]
    assert call_page(grandma) in answer.content.decode()
    assert call_page(far) not in answer.content.decode()


def test_so_many_numbers_a_day_and_no_more(beat, desk, grandma):
    for _n in range(MOST_CALLS):
        AccessLog.objects.create(user=beat.pioneer, person=grandma, what="call", reason="问候")
    answer = desk.post(call_page(grandma), {"reason": "coming"})
    assert codes(answer.context["steps"].form) == {"__all__": ["too_many_calls"]}
    assert AccessLog.objects.count() == MOST_CALLS
    # The calls of others do not count.
    other = make.officer("branch_secretary", beat.post.parent)
    assert call_neighbour(grandma, reason="问候", by=other) == NUMBER


# --- At a station


@pytest.fixture
def station(db):
    return make.StationFactory()


@pytest.fixture
def receptionist(station):
    return make.StationAppointmentFactory(station=station).user


def at(days: int) -> dict[str, dt.datetime]:
    start = clock.day_start(clock.today()) + dt.timedelta(days=days, hours=10)
    return {"starts_at": start, "ends_at": start + dt.timedelta(hours=1)}


def test_a_receptionist_rings_the_guests_of_today_and_later(station, receptionist):
    space = make.SpaceFactory(station=station)
    today, later = (make.BookingFactory(space=space, **at(days)).person for days in (0, 2))
    make.BookingFactory(space=space, **at(-2))
    make.BookingFactory(space=space, status="cancelled", cancelled_at=clock.now(), **at(3))
    make.BookingFactory(**at(0))
    room = make.SpaceFactory(station=station)
    event = make.EventFactory(space=room, **at(0))
    guest = make.RegistrationFactory(event=event).person
    unannounced = make.RegistrationFactory(event=event, walk_in=True).person
    # Of an event to come the receptionist knows no names, and counting through the keys finds none.
    unknown = make.RegistrationFactory(event=make.EventFactory(space=room, **at(3))).person
    make.RegistrationFactory(event=make.EventFactory())
    make.RegistrationFactory(event=make.EventFactory(space=make.SpaceFactory(station=station)), cancelled=True)
    assert set(people_to_call(receptionist)) == {today, later, guest}
    seen = Person.objects.visible_to(receptionist)
    assert (seen.filter(pk=unannounced.pk).exists(), seen.filter(pk=unknown.pk).exists()) == (True, False)
    assert signed_in(receptionist).get(call_page(unknown)).status_code == 404


def test_the_page_of_a_booking_leads_there_and_a_past_one_does_not(station, receptionist):
    space = make.SpaceFactory(station=station)
    coming = make.BookingFactory(space=space, person__phone=NUMBER, **at(1))
    past = make.BookingFactory(space=space, status="done", **at(-3))
    duty = signed_in(receptionist)
    assert call_page(coming.person) in duty.get(f"/desk/bookings/{coming.pk}/").content.decode()
    assert call_page(past.person) not in duty.get(f"/desk/bookings/{past.pk}/").content.decode()
    assert duty.get(call_page(past.person)).status_code == 404
    shown = duty.post(call_page(coming.person), {"reason": "coming"})
    assert marks(shown, "call") == ["shown"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_one_and_with_three_guests(
    station, receptionist, count, django_assert_num_queries
):
    for n in range(count):
        space, phone = make.SpaceFactory(station=station), f"+861380013800{n}"
        booking = make.BookingFactory(space=space, person__phone=phone, **at(1))
    duty = signed_in(receptionist)
    duty.get(call_page(booking.person))
    with django_assert_num_queries(5):
        duty.get(call_page(booking.person))


# --- Volunteers of today


@pytest.fixture
def shift(db):
    """It is on today."""
    today = clock.day_start(clock.today()) + dt.timedelta(hours=9)
    return make.ShiftFactory(activity__starts_at=today)


@pytest.fixture
def lead(shift):
    return make.TeamAppointmentFactory(team=shift.activity.team).user


def expected_on(shift, **more) -> Person:
    return make.AssignmentFactory(shift=shift, volunteer__person__phone=NUMBER, **more).person


def test_a_lead_rings_who_is_expected_on_a_shift_of_today_and_goes_back_there(shift, lead):
    missing = expected_on(shift)
    page = signed_in(lead).get(call_page(missing))
    assert page.context["shift"] == shift
    shown = signed_in(lead).post(call_page(missing), {"reason": "shift"})
    assert marks(shown, "call") == ["shown"]
    assert AccessLog.objects.get().person_id == missing.pk


def test_a_lead_rings_nobody_else(shift, lead):
    tomorrow = make.ShiftFactory(
        activity__team=shift.activity.team, activity__starts_at=shift.starts_at + dt.timedelta(days=1)
    )
    elsewhere = make.ShiftFactory(activity__starts_at=shift.starts_at)
    others = [
        expected_on(shift, withdrawn=True),
        make.AssignmentFactory(shift=shift, served=True, walk_in=True).person,
        make.AssignmentFactory(shift=tomorrow).person,
        make.AssignmentFactory(shift=elsewhere).person,
        make.VolunteerFactory(team=shift.activity.team).person,
    ]
    assert not people_to_call(lead).exists()
    for person in others:
        assert refusal(call_neighbour, person, reason="?", by=lead) == "not_to_call"
        assert signed_in(lead).get(call_page(person)).status_code == 404


def test_who_waits_for_a_place_may_be_asked_to_come(shift, lead):
    waiting = expected_on(shift, waitlisted=True)
    assert list(people_to_call(lead)) == [waiting]


def test_with_the_shift_the_right_to_ring_ends(shift, lead):
    missing = expected_on(shift)
    Activity.objects.update(status="cancelled", cancel_reason="下雨")
    assert refusal(call_neighbour, missing, reason="?", by=lead) == "not_to_call"
