"""Seats that are kept for elders until a set hour, and then are everybody's."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.querysets import PersonQuerySet
from common.time import clock
from events import tasks
from events.actions.check_in import check_in_walk_in
from events.actions.events import change_event, copy_event
from events.actions.registrations import cancel_registration, change_party, undo_cancellation
from events.actions.waitlist import promote_past_queue, release_due_seats, seat_called
from events.models import Event, Registration
from events.rules.registrations import counts_as_elder
from tests.factories import (
    EventFactory,
    NeighbourFactory,
    RegistrationFactory,
    ResidentFactory,
    SpaceFactory,
    StaffFactory,
    officer,
)
from tests.support.raw_sql import execute, refused, update, without_trigger
from tests.support.refusals import refusal
from tests.support.registrations import fresh, heard, join

pytestmark = pytest.mark.django_db

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
THIS_YEAR = clock.today().year


@pytest.fixture
def event():
    """Two of its five seats are kept for elders until the day before."""
    starts = clock.now() + 9 * DAY
    return EventFactory(starts_at=starts, capacity=5, seats_for_elders=2, elders_until=starts - DAY)


def elder(event, seats: int = 1) -> Registration:
    return join(event, seats=seats, by=ResidentFactory(person__birth_year=THIS_YEAR - 75))


def other(event, seats: int = 1) -> Registration:
    return join(event, seats=seats, by=ResidentFactory(person__birth_year=THIS_YEAR - 30))


def status(*parties: Registration) -> list[str]:
    return [fresh(one).status for one in parties]


def test_others_have_the_seats_that_are_not_kept_and_elders_have_all(event):
    others = [other(event) for _n in range(4)]
    assert status(*others) == ["registered"] * 3 + ["waitlisted"]
    elders = [elder(event) for _n in range(3)]
    assert status(*elders) == ["registered"] * 2 + ["waitlisted"]
    event = Event.objects.get(pk=event.pk)
    assert (event.seats_taken, event.seats_of_others, event.seats_for_all, event.kept_for_elders) == (5, 3, 0, 0)


def test_elders_fill_the_seats_that_are_kept_for_them_first(event):
    elder(event, seats=2)
    now = Event.objects.get(pk=event.pk)
    assert (now.seats_for_all, now.kept_for_elders) == (3, 0)
    elder(event)
    assert status(other(event), other(event), other(event)) == ["registered", "registered", "waitlisted"]


@pytest.mark.parametrize(("age", "counts"), [(59, False), (60, True), (None, False)])
def test_an_elder_is_one_by_the_year_of_birth_that_is_known(event, age, counts):
    year = event.starts_at.year - age if age else None
    assert join(event, by=ResidentFactory(person__birth_year=year)).for_elder == counts


def test_who_only_meets_somebody_does_not_learn_the_age_by_it(event):
    office = officer("receptionist", SpaceFactory().station)
    stranger = NeighbourFactory(birth_year=THIS_YEAR - 80)
    assert not counts_as_elder(event, stranger, by=office)
    assert counts_as_elder(event, stranger, by=StaffFactory())


def test_an_event_that_keeps_no_seats_writes_down_of_nobody_that_they_are_old():
    assert not elder(EventFactory()).for_elder


def test_a_seat_that_comes_free_goes_to_the_first_who_may_have_it(event):
    others = [other(event) for _n in range(3)]
    waits = other(event)
    elders = [elder(event) for _n in range(2)]
    waiting_elder = elder(event)
    cancel_registration(elders[0], by=elders[0].by)
    assert status(waits, waiting_elder) == ["waitlisted", "registered"]
    cancel_registration(others[0], by=others[0].by)
    assert status(waits) == ["registered"]


def test_the_head_of_the_queue_has_a_seat_for_all_before_an_elder_behind_it(event):
    others = [other(event) for _n in range(3)]
    waits = other(event)
    elder(event, seats=2)
    behind = elder(event)
    cancel_registration(others[0], by=others[0].by)
    assert status(waits, behind) == ["registered", "waitlisted"]


def test_a_party_that_is_too_large_for_the_seats_for_all_is_offered_those_and_an_elder_passes_it(event):
    others = [other(event) for _n in range(3)]
    large = other(event, seats=3)
    cancel_registration(others[0], by=others[0].by)
    assert fresh(large).offered_seats == 1
    assert status(elder(event)) == ["registered"]
    assert status(other(event)) == ["waitlisted"]


def test_a_party_of_others_does_not_grow_into_seats_that_are_kept(event):
    one = other(event, seats=3)
    assert refusal(change_party, one, seats=4, by=one.by) == "no_room_to_grow"
    old = elder(event)
    change_party(old, seats=2, by=old.by)
    assert fresh(old).seats == 2


def test_whoever_takes_a_cancellation_back_finds_the_same_seats(event):
    one = other(event, seats=3)
    cancel_registration(one, by=one.by)
    other(event)
    undo_cancellation(one, by=one.by)
    assert status(one) == ["waitlisted"]


def test_at_the_hour_the_seats_are_everybodys_and_go_to_who_waits(event):
    for _n in range(3):
        other(event)
    first, second, third = (other(event) for _n in range(3))
    with time_machine.travel(event.elders_until - HOUR, tick=False):
        assert tasks.release_seats_of_elders.call() == 0
    with time_machine.travel(event.elders_until, tick=False):
        assert tasks.release_seats_of_elders.call() == 1
        assert tasks.release_seats_of_elders.call() == 0
    assert status(first, second, third) == ["registered", "registered", "waitlisted"]
    assert "event_promoted" in heard(second.person)
    assert Event.objects.get(pk=event.pk).elders_released_at == event.elders_until


def test_whoever_comes_after_the_hour_and_before_the_clock_finds_them_released_and_stands_behind_who_waits(event):
    for _n in range(3):
        other(event)
    waits = other(event)
    with time_machine.travel(event.elders_until, tick=False):
        late, later = other(event), other(event)
    assert status(waits, late, later) == ["registered", "registered", "waitlisted"]


def test_cancelled_events_and_those_that_have_begun_are_left_alone(event):
    Event.objects.filter(pk=event.pk).update(status="cancelled")
    with time_machine.travel(event.elders_until, tick=False):
        assert release_due_seats() == 0


def test_at_the_door_the_seats_are_kept_until_the_hour(event):
    space = SpaceFactory()
    starts = clock.now() + HOUR / 2
    event = EventFactory(
        starts_at=starts, capacity=2, space=space, seats_for_elders=1, elders_until=starts - HOUR / 12
    )
    RegistrationFactory(event=event, person=NeighbourFactory())
    guest = ResidentFactory().person
    assert refusal(check_in_walk_in, event, person=guest, by=StaffFactory()) == "kept_for_elders"
    with time_machine.travel(event.elders_until, tick=False):
        check_in_walk_in(event, person=guest, by=StaffFactory())


@pytest.fixture
def soon():
    """It begins in half an hour; one of its three seats is for all and free, one is kept until it begins."""
    starts = clock.now() + HOUR / 2
    event = EventFactory(starts_at=starts, capacity=3, space=SpaceFactory(), seats_for_elders=1, elders_until=starts)
    RegistrationFactory(event=event, person=NeighbourFactory())
    return event


def comes(event: Event, age: int, seats: int = 1) -> Registration:
    return check_in_walk_in(
        event, person=ResidentFactory(person__birth_year=THIS_YEAR - age).person, seats=seats, by=StaffFactory()
    )


def test_at_the_door_an_elder_has_the_seats_that_are_kept(soon):
    comes(soon, 30)
    assert refusal(comes, soon, 30) == "kept_for_elders"
    assert refusal(comes, soon, 75, seats=2) == "no_seats"
    assert comes(soon, 75).for_elder
    assert Event.objects.get(pk=soon.pk).seats_left == 0


def test_at_the_door_the_seats_that_are_kept_are_promised_to_elders_alone(soon):
    RegistrationFactory(event=soon, person=NeighbourFactory(), waitlisted=True)
    assert refusal(comes, soon, 30) == "seats_promised"
    assert comes(soon, 75).for_elder


def test_at_the_door_an_elder_does_not_pass_an_elder_who_waits(soon):
    waits = NeighbourFactory(birth_year=THIS_YEAR - 80)
    RegistrationFactory(event=soon, person=waits, waitlisted=True, for_elder=True)
    assert refusal(comes, soon, 75) == "seats_promised"


def test_where_only_seats_of_elders_are_free_the_first_elder_is_rung_up(soon):
    comes(soon, 30)
    parties = [
        RegistrationFactory(
            event=soon,
            person=NeighbourFactory(birth_year=THIS_YEAR - age),
            waitlisted=True,
            for_elder=age >= 60,
            queued_at=clock.now() - minutes * HOUR / 60,
        )
        for age, minutes in ((30, 9), (75, 8))
    ]
    assert refusal(seat_called, parties[0], by=StaffFactory()) == "not_the_turn"
    assert seat_called(parties[1], by=StaffFactory()).status == "registered"
    assert refusal(seat_called, parties[0], by=StaffFactory()) == "no_seats"


def test_seats_kept_until_it_begins_are_everybodys_then(soon):
    comes(soon, 30)
    with time_machine.travel(soon.starts_at, tick=False):
        now = Event.objects.get(pk=soon.pk)
        assert (now.keeps_for_elders, now.seats_for_all) == (False, 1)
        comes(soon, 30)
    assert Event.objects.get(pk=soon.pk).elders_released_at == soon.starts_at


def test_the_clock_releases_the_seats_of_an_event_that_has_begun_and_of_none_that_is_over(soon):
    with time_machine.travel(soon.ends_at, tick=False):
        assert release_due_seats() == 0
    with time_machine.travel(soon.starts_at, tick=False):
        assert release_due_seats() == 1


def test_who_passes_the_queue_after_the_hour_finds_the_seats_released(event):
    for _n in range(3):
        other(event)
    first, second = other(event, seats=2), other(event)
    with time_machine.travel(event.elders_until, tick=False):
        promote_past_queue(second, by=StaffFactory(), reason="由工作人员搀扶")
    assert status(first, second) == ["waitlisted", "registered"]


def test_from_the_hour_on_the_list_says_that_places_are_left(event):
    for _n in range(3):
        other(event)
    assert not Event.objects.with_places_left().exists()
    with time_machine.travel(event.elders_until, tick=False):
        assert Event.objects.with_places_left().exists()


def test_the_office_keeps_seats_for_those_who_are_registered_already_and_takes_it_back(staff):
    event = EventFactory(starts_at=clock.now() + 5 * DAY, capacity=4)
    old, young = elder(event), other(event, seats=2)
    until = event.starts_at - DAY
    change_event(event, by=staff, seats_for_elders=2, elders_until=until)
    assert [fresh(one).for_elder for one in (old, young)] == [True, False]
    assert Event.objects.get(pk=event.pk).seats_of_others == 2
    assert refusal(change_event, event, by=staff, seats_for_elders=3) == "event_keeps_seats_for_elders"
    assert refusal(change_event, event, by=staff, seats_for_elders=None) == "event_elders_have_seats_until"
    with time_machine.travel(until, tick=False):
        release_due_seats()
    change_event(event, by=staff, elders_until=until + HOUR)
    assert Event.objects.get(pk=event.pk).elders_released_at is None
    change_event(event, by=staff, seats_for_elders=None, elders_until=None)
    assert not fresh(old).for_elder


def test_whoever_changes_the_seats_those_who_counted_as_elders_still_do(event, staff, monkeypatch):
    old, gave_up, young = elder(event), elder(event), other(event)
    cancel_registration(gave_up, by=gave_up.by)
    # As where the event has come to somebody who keeps none of these people.
    monkeypatch.setattr(PersonQuerySet, "own_of", lambda people, user: people.none())
    change_event(event, by=staff, seats_for_elders=3)
    assert [fresh(one).for_elder for one in (old, gave_up, young)] == [True, True, False]
    assert Event.objects.get(pk=event.pk).kept_for_elders == 2
    change_event(event, by=staff, seats_for_elders=None, elders_until=None)
    assert [fresh(one).for_elder for one in (old, gave_up)] == [False, False]


def test_a_copy_keeps_as_many_until_as_long_before(event, staff):
    with time_machine.travel(event.elders_until, tick=False):
        release_due_seats()
    copy = copy_event(event, by=staff, days_later=7)
    assert (copy.seats_for_elders, copy.elders_until) == (2, event.elders_until + 7 * DAY)
    assert Event.objects.get(pk=copy.pk).elders_released_at is None


# --- The database


def test_the_database_sells_no_seat_that_is_kept_whoever_writes_it(event):
    RegistrationFactory(event=event, person=NeighbourFactory(), seats=3)
    for more in ({}, {"seats": 2}):
        with pytest.raises(IntegrityError, match="event_keeps_seats_for_elders"), transaction.atomic():
            RegistrationFactory(event=event, person=NeighbourFactory(), **more)
    waits = RegistrationFactory(event=event, person=NeighbourFactory(), waitlisted=True)
    moved = {"status": "registered", "queued_at": None}
    assert refused(*update(waits, **moved)) == "event_keeps_seats_for_elders"
    execute("UPDATE events_event SET elders_released_at = elders_until WHERE id = %s", event.pk)
    execute(*update(waits, **moved))
    assert Event.objects.get(pk=event.pk).seats_of_others == 4


def test_the_count_of_others_is_the_triggers_alone(event):
    RegistrationFactory(event=event, person=NeighbourFactory(), seats=2)
    stale = Event.objects.get(pk=event.pk)
    stale.seats_of_others = 0
    stale.save()
    Event.objects.filter(pk=event.pk).update(seats_of_others=0)
    assert Event.objects.get(pk=event.pk).seats_of_others == 2
    Registration.objects.all().delete()
    assert Event.objects.get(pk=event.pk).seats_of_others == 0


def test_nobody_is_an_elder_against_the_year_of_birth(event):
    young = RegistrationFactory(event=event, person=NeighbourFactory(birth_year=THIS_YEAR - 30))
    unknown = RegistrationFactory(event=event, person=NeighbourFactory(birth_year=None))
    for one in (young, unknown):
        assert refused(*update(one, for_elder=True)) == "registration_for_elder_is_one"
    with without_trigger(Registration, "registration_for_elder_is_one"):
        execute(*update(young, for_elder=True))
