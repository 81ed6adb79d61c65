"""Taps that were kept while the line was bad: counted once by their key, at their own moment, if that makes sense."""

import datetime as dt
import uuid

import pytest
import time_machine

from common.time import clock
from events.actions.check_in import check_in, undo_check_in
from events.actions.registrations import cancel_registration
from events.actions.taps import count_tap
from events.models import Event, Registration, Tap
from tests.factories import EventFactory, RegistrationFactory, ResidentFactory, SpaceFactory, officer
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
KEY = uuid.UUID("0b6f6a0e-7a43-4d59-9d36-3f1f8b1d7c55")


@pytest.fixture
def event():
    """At a station, since half an hour."""
    return EventFactory(space=SpaceFactory(), starts_at=clock.now() - 30 * MINUTE)


@pytest.fixture
def party(event):
    return RegistrationFactory(event=event, seats=3)


@pytest.fixture
def desk(event):
    return officer("receptionist", event.space.station)


def refused_tap(party: Registration, **said) -> str:
    return refusal(lambda: count_tap(party, **said))


def test_a_tap_that_is_sent_again_is_counted_once(party, desk):
    said = {"key": KEY, "act": "in", "came": 2, "at": clock.now() - 20 * MINUTE, "by": desk}
    first = count_tap(party, **said)
    again = count_tap(party, **said)
    assert (first.already_made, again.already_made) == (False, True)
    assert [(one.came, one.at) for one in party.check_ins.all()] == [(2, clock.now() - 20 * MINUTE)]
    assert Tap.objects.count() == 1


def test_a_tap_that_was_taken_back_meanwhile_does_not_tick_again_when_it_is_sent_again(party, desk):
    said = {"key": KEY, "act": "in", "by": desk}
    count_tap(party, **said)
    undo_check_in(party, by=desk)
    assert count_tap(party, **said).status == "registered"
    assert Registration.objects.get(pk=party.pk).came is None


def test_another_desk_was_quicker_and_stays_the_one_who_ticked(party, desk, event):
    other = officer("office_worker", event.organiser)
    check_in(party, by=other)
    assert count_tap(party, key=KEY, act="in", at=clock.now() - MINUTE, by=desk).already_made
    assert (party.check_ins.get().by, Event.objects.get().seats_taken) == (other, 3)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (-20 * MINUTE, -20 * MINUTE),
        (-89 * MINUTE, -89 * MINUTE),
        (-91 * MINUTE, 0 * MINUTE),
        (MINUTE, 0 * MINUTE),
        (-10_000 * DAY, 0 * MINUTE),
        (None, 0 * MINUTE),
    ],
)
def test_the_moment_is_the_devices_unless_the_list_was_closed_then_or_it_is_still_to_come(party, desk, said, meant):
    at = None if said is None else clock.now() + said
    count_tap(party, key=KEY, act="in", at=at, by=desk)
    assert party.check_ins.get().at == clock.now() + meant


def test_a_tap_of_yesterday_goes_on_yesterdays_list(desk, event):
    days = EventFactory(
        space=event.space, check_in_kind="each_day", starts_at=event.ends_at, ends_at=event.ends_at + 2 * DAY
    )
    one = RegistrationFactory(event=days)
    tapped = days.starts_at + MINUTE
    with time_machine.travel(tapped + DAY, tick=False):
        count_tap(one, key=KEY, act="in", at=tapped, by=desk)
    assert [row.day for row in one.check_ins.all()] == [clock.today()]


@pytest.fixture
def inside(event):
    """Registered for an event where people go in and out."""
    room = SpaceFactory(station=event.space.station)
    return RegistrationFactory(
        event=EventFactory(space=room, starts_at=event.starts_at, check_in_kind="in_and_out"), seats=4
    )


def taps_arrive(party: Registration, by, *taps: tuple[str, int, int | None]) -> list[bool]:
    """The taps arrive in this order: in or out, how many minutes ago, how many; which of them changed nothing."""
    now = clock.now()
    return [
        count_tap(party, key=uuid.uuid4(), act=act, came=came, at=now - ago * MINUTE, by=by).already_made
        for act, ago, came in taps
    ]


def as_it_stands(party: Registration) -> tuple[int, int | None]:
    """How many came, and how many minutes ago they left."""
    one = party.check_ins.get()
    return one.came, (clock.now() - one.left_at) // MINUTE if one.left_at else None


def test_a_tap_out_is_of_its_moment(inside, desk):
    assert taps_arrive(inside, desk, ("in", 20, None), ("out", 10, None)) == [False, False]
    assert as_it_stands(inside) == (4, 10)


def test_a_tap_in_that_comes_late_does_not_bring_back_who_has_left_since(inside, desk):
    taps = [("in", 25, 3), ("out", 10, None), ("in", 28, 2), ("in", 12, 2), ("in", 10, None)]
    assert taps_arrive(inside, desk, *taps) == [False, False, True, True, True]
    assert as_it_stands(inside) == (3, 10)
    assert Tap.objects.count() == len(taps)


def test_a_tap_in_that_comes_late_does_not_undo_how_many_were_counted_since(inside, desk):
    assert taps_arrive(inside, desk, ("in", 20, 4), ("in", 10, 3), ("in", 15, 2)) == [False, False, True]
    assert as_it_stands(inside) == (3, None)


def test_a_tap_out_that_comes_late_does_not_take_out_who_has_come_or_come_back_since(inside, desk):
    taps = [("in", 25, None), ("out", 28, None), ("out", 20, None), ("in", 10, None), ("out", 15, None)]
    assert taps_arrive(inside, desk, *taps) == [False, True, False, False, True]
    assert as_it_stands(inside) == (4, None)


def test_who_comes_back_is_inside_and_may_leave_again(inside, desk):
    taps = [("in", 25, None), ("out", 20, None), ("in", 10, 3), ("out", 5, None)]
    assert taps_arrive(inside, desk, *taps) == [False] * 4
    assert as_it_stands(inside) == (3, 5)


def test_taps_of_another_day_overtake_nothing(event, desk):
    days = EventFactory(
        space=SpaceFactory(station=event.space.station),
        check_in_kind="each_day",
        starts_at=event.starts_at - DAY,
        ends_at=event.ends_at,
    )
    party = RegistrationFactory(event=days, seats=3)
    late = 24 * 60 + 20
    assert taps_arrive(party, desk, ("in", late, None), ("in", 10, None), ("in", late - 5, 2)) == [False] * 3
    assert [one.came for one in party.check_ins.order_by("day")] == [2, 3]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"came": 0}, "came_of_party"),
        ({"came": 99}, "came_of_party"),
        ({"act": "out"}, "not_in_and_out"),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_kept(party, desk, said, code):
    assert refused_tap(party, **({"key": KEY, "act": "in", "by": desk} | said)) == code
    assert (Tap.objects.count(), party.check_ins.count()) == (0, 0)


def test_who_may_not_tick_does_not_tick_by_a_tap_either(party):
    elsewhere = officer("receptionist", SpaceFactory().station)
    for by in (ResidentFactory(), elsewhere):
        assert refused_tap(party, key=KEY, act="in", by=by) == "not_allowed"


def test_a_party_that_has_cancelled_meanwhile_is_refused_with_why(party, desk, event):
    with time_machine.travel(event.starts_at - MINUTE, tick=False):
        cancel_registration(party, by=officer("office_worker", event.organiser))
    assert refused_tap(party, key=KEY, act="in", by=desk) == "cancelled_meanwhile"


def test_a_key_is_of_one_party_and_one_act(party, desk, event):
    count_tap(party, key=KEY, act="in", by=desk)
    other = RegistrationFactory(event=event)
    assert refused_tap(other, key=KEY, act="in", by=desk) == "other_tap"
    assert refused_tap(party, key=KEY, act="out", by=desk) == "other_tap"
    assert other.check_ins.count() == 0
