"""The database keeps the invariants of events by itself: raw SQL and bulk writes cannot break them."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from common.db.errors import violated_constraint
from common.time import clock
from events.models import Event, Registration
from tests.factories import (
    CommunityFactory,
    EventFactory,
    GridFactory,
    OrgUnitFactory,
    PersonFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.events import check_in
from tests.support.raw_sql import alter, broken_by, execute, without_trigger

pytestmark = pytest.mark.django_db

# What raw SQL sets, and the constraint that answers. The event has 3 of its 5 seats taken.
EVENT_BREAKS = {
    "event_elders_have_seats_until": "seats_for_elders = 1",
    "event_elders_seats_released_in_time": (
        "seats_for_elders = 1, elders_until = starts_at, elders_released_at = starts_at - interval '1 second'"
    ),
    "event_keeps_seats_for_elders": "seats_for_elders = 3, elders_until = starts_at",
    "event_access_known": "access = '{step_free,parking}'",
    "event_found_by_title_and_place": "title = '月亮的味道'",
    "event_not_oversold": "capacity = 2",
    "event_without_capacity_has_no_seats": "capacity = NULL",
    "event_capacity_sensible": "capacity = 10001",
    "event_ends_after_start": "ends_at = starts_at",
    "event_lasts_at_most_31_days": "ends_at = starts_at + interval '32 days'",
    "event_in_known_years": "starts_at = '9999-12-30', ends_at = '9999-12-31'",
    "event_registration_closes_in_time": "registration_closes_at = ends_at + interval '1 second'",
    "event_ages_in_order": "min_age = 10, max_age = 9",
    "event_largest_party_sensible": "largest_party = 51",
    "event_status_known": "status = 'lost'",
    "event_check_in_kind_known": "check_in_kind = 'lost'",
    "event_has_title_and_place": "title = ''",
}
REGISTRATION_BREAKS = {
    "registration_has_seats": "seats = 0",
    "registration_status_known": "status = 'lost'",
    "registration_waiting_since": "status = 'waitlisted', queued_at = NULL",
    "registration_cancelled_at_with_status": "status = 'cancelled', cancelled_at = NULL",
    "registration_waited_until_it_came": "waited_since = now()",
    "registration_skipped_with_reason": "skipped_at = now()",
    "registration_confirmed_has_seats": ("status = 'waitlisted', queued_at = now(), confirmed_at = now()"),
}
# Broken by inserts or by another record, in tests of their own below.
OTHER_BREAKS = {
    "registration_once_an_event",
    "registration_once_a_form",
    # dates of series: test_series_constraints.py
    "event_once_a_day_of_series",
    "event_of_series_has_its_day",
    "registration_answer_code_unique",
    # feedback: test_feedback.py
    "registration_feedback_known",
    # seats that came late: test_calling.py
    "registration_late_seat_no_no_show",
    # rooms: test_rooms_constraints.py
    "event_holds_its_space",
    # who came: test_attendance_constraints.py
    "event_list_closed_after_end",
    "event_headcount_without_list",
    "event_headcount_sensible",
    "event_headcount_once_begun",
    # what is told afterwards: test_recap_constraints.py
    "event_recap_after_end",
    "event_recap_short",
    "registration_checked_in_with_status",
    "registration_came_within_seats",
}


@pytest.fixture
def event():
    event = EventFactory(capacity=5)
    RegistrationFactory(event=event, seats=3)
    return event


def taken(event: Event) -> int:
    event.refresh_from_db()
    return event.seats_taken


def really_taken(event: Event) -> int:
    return event.registrations.seated().aggregate(n=Sum("seats"))["n"] or 0


def test_every_named_constraint_is_put_to_the_test_here():
    named = {constraint.name for model in (Event, Registration) for constraint in model._meta.constraints}

    assert named == {*EVENT_BREAKS, *REGISTRATION_BREAKS, *OTHER_BREAKS}


@pytest.mark.parametrize(("name", "change"), EVENT_BREAKS.items())
def test_raw_sql_cannot_break_an_event(event, name, change):
    assert broken_by(f"UPDATE events_event SET {change} WHERE id = %s", event.pk) == name


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("capacity = 0", "event_capacity_sensible"),
        ("largest_party = 0", "event_largest_party_sensible"),
        ("place = ''", "event_has_title_and_place"),
        ("ends_at = starts_at - interval '1s'", "event_ends_after_start"),
    ],
)
def test_the_other_end_of_each_range_is_closed_too(change, name):
    assert broken_by(f"UPDATE events_event SET {change} WHERE id = %s", EventFactory().pk) == name


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("seats = 51", "registration_has_seats"),
        ("queued_at = now()", "registration_waiting_since"),
        ("status = 'cancelled'", "registration_cancelled_at_with_status"),
    ],
)
def test_the_other_half_of_each_rule_on_registrations_counts_too(change, name):
    one = RegistrationFactory(event=EventFactory(capacity=100))
    assert broken_by(f"UPDATE events_registration SET {change} WHERE id = %s", one.pk) == name


@pytest.mark.parametrize(
    "change",
    [
        "capacity = 1",
        "capacity = 10000",
        "capacity = NULL",
        "largest_party = 50",
        "min_age = 9, max_age = 9",
        "ends_at = starts_at + interval '31 days'",
        "registration_closes_at = ends_at",
    ],
)
def test_the_last_value_that_is_allowed_is_taken(change):
    execute(f"UPDATE events_event SET {change} WHERE id = %s", EventFactory(capacity=5).pk)


@pytest.mark.parametrize(
    "change",
    [
        "starts_at = '0001-01-01 10:00+08:06', ends_at = '0001-01-01 12:00+08:06'",
        "starts_at = '1999-12-31 23:59+08', ends_at = '2000-01-01 01:00+08'",
        "starts_at = '2100-12-31 23:00+08', ends_at = '2101-01-01 00:00+08'",
        "registration_closes_at = '0001-01-01'",
        "registration_closes_at = '2101-01-01 00:00+08'",
    ],
)
def test_no_time_of_an_event_lies_outside_the_years_that_the_portal_knows(change):
    event = EventFactory()

    assert broken_by(f"UPDATE events_event SET {change} WHERE id = %s", event.pk) == "event_in_known_years"


def test_the_first_and_the_last_minute_of_the_known_years_are_fine():
    for start in ("2000-01-01 00:00+08", "2100-12-31 23:58+08"):
        execute("UPDATE events_event SET starts_at = %s, ends_at = %s::timestamptz + interval '1 min' WHERE id = %s",
            start, start, EventFactory().pk)  # fmt: skip


@pytest.mark.parametrize(("name", "change"), REGISTRATION_BREAKS.items())
def test_raw_sql_cannot_break_a_registration(event, name, change):
    assert broken_by(f"UPDATE events_registration SET {change} WHERE event_id = %s", event.pk) == name


def test_a_live_registration_carries_no_time_of_cancelling(event):
    assert (
        broken_by("UPDATE events_registration SET cancelled_at = now() WHERE event_id = %s", event.pk)
        == "registration_cancelled_at_with_status"
    )


def test_nobody_holds_two_live_registrations_of_one_event_but_may_come_back_after_cancelling(event):
    first = event.registrations.get()
    again = """INSERT INTO events_registration (event_id, person_id, by_id, seats, status, created_at)
               VALUES (%s, %s, %s, 1, 'registered', now())"""
    params = (event.pk, first.person_id, first.by_id)
    assert broken_by(again, *params) == "registration_once_an_event"

    Registration.objects.filter(pk=first.pk).update(status="cancelled", cancelled_at=clock.now())
    execute(again, *params)

    assert taken(event) == 1


def test_one_form_of_a_user_makes_one_registration_and_others_may_carry_the_same_token(event):
    first = RegistrationFactory(event=event, token=uuid.uuid4())
    again = """INSERT INTO events_registration (event_id, person_id, by_id, seats, status, created_at, token)
               VALUES (%s, %s, %s, 1, 'registered', now(), %s)"""
    other = RegistrationFactory(event=EventFactory())
    assert broken_by(again, event.pk, other.person_id, first.by_id, first.token) == "registration_once_a_form"

    execute(again, event.pk, other.person_id, other.by_id, first.token)


def test_organiser_and_grid_stay_in_the_events_community(event):
    elsewhere = CommunityFactory(name="邻近社区")
    unit, grid = OrgUnitFactory(community=elsewhere), GridFactory(community=elsewhere)

    change = "UPDATE events_event SET {} = %s WHERE id = %s"
    assert broken_by(change.format("organiser_id"), unit.pk, event.pk) == "event_organiser_same_community"
    assert broken_by(change.format("grid_id"), grid.pk, event.pk) == "event_grid_same_community"


def test_an_event_with_registrations_cannot_be_deleted_by_raw_sql(event):
    assert "events_registration" in broken_by("DELETE FROM events_event WHERE id = %s", event.pk)


# --- seats_taken is right whoever writes -----------------------------------------------------------------------


def parties(event: Event, *sizes: int, **fields) -> list[Registration]:
    by = UserFactory()
    fields = {"status": Registration.Status.REGISTERED} | fields
    return [Registration(event=event, person=PersonFactory(), by=by, seats=seats, **fields) for seats in sizes]


def test_bulk_create_counts_the_seats_of_who_has_some():
    event = EventFactory(capacity=10, past=True, list_closed_at=clock.now())
    Registration.objects.bulk_create(
        [
            *parties(event, 1, 2, 3),
            *parties(event, 4, status="waitlisted", queued_at=clock.now()),
            *parties(event, 4, status="cancelled", cancelled_at=clock.now()),
            *parties(event, 1, status="attended", came=1, checked_in_at=clock.now()),
            *parties(event, 1, status="no_show"),
        ]
    )
    check_in(Registration.objects.attended().get())

    assert taken(event) == really_taken(event) == 8


def test_bulk_create_beyond_the_capacity_is_refused_as_a_whole():
    event = EventFactory(capacity=5)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        Registration.objects.bulk_create(parties(event, 3, 3))

    assert violated_constraint(caught.value) == "event_not_oversold"
    assert taken(event) == really_taken(event) == 0


def test_bulk_update_update_and_delete_are_counted():
    event = EventFactory(capacity=10)
    rows = Registration.objects.bulk_create(parties(event, 2, 2, 2))

    for row in rows:
        row.seats = 3
    Registration.objects.bulk_update(rows, ["seats"])
    assert taken(event) == really_taken(event) == 9

    event.registrations.filter(pk=rows[0].pk).update(status="cancelled", cancelled_at=clock.now())
    assert taken(event) == really_taken(event) == 6

    event.registrations.filter(pk=rows[1].pk).delete()
    assert taken(event) == really_taken(event) == 3

    execute("DELETE FROM events_registration WHERE event_id = %s", event.pk)
    assert taken(event) == 0


def test_update_beyond_the_capacity_is_refused():
    event = EventFactory(capacity=5)
    Registration.objects.bulk_create(parties(event, 2, 2))
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        event.registrations.update(seats=3)

    assert violated_constraint(caught.value) == "event_not_oversold"
    assert taken(event) == really_taken(event) == 4


def test_deleting_by_cascade_is_counted():
    """No relation cascades here today; should one come, the trigger counts it, as for any delete."""
    event = EventFactory(capacity=5)
    Registration.objects.bulk_create(parties(event, 2, 1))
    alter("ALTER TABLE events_registration ADD FOREIGN KEY (person_id) REFERENCES accounts_person ON DELETE CASCADE")
    leaving = event.registrations.get(seats=2).person

    execute("DELETE FROM accounts_person WHERE id = %s", leaving.pk)

    assert taken(event) == really_taken(event) == 1


def test_a_stale_save_or_a_plain_update_of_the_event_cannot_write_the_seats_taken():
    event = EventFactory(capacity=5)
    stale = Event.objects.get(pk=event.pk)
    RegistrationFactory(event=event, seats=3)

    stale.title = "改了名"
    stale.save()
    assert taken(event) == 3
    assert event.title == "改了名"

    Event.objects.filter(pk=event.pk).update(seats_taken=0)
    assert taken(event) == 3

    execute("UPDATE events_event SET seats_taken = 0, summary = 'X' WHERE id = %s", event.pk)
    assert taken(event) == 3


def test_a_new_event_begins_with_no_seat_taken_whatever_it_says():
    assert taken(EventFactory(capacity=5, seats_taken=4)) == 0


# --- Control: without its guard each of these breaks, so the tests above can fail ---------------------------------


def test_control_without_the_counting_trigger_an_event_is_oversold():
    event = EventFactory(capacity=5)
    with without_trigger(Registration, "registration_takes_seats"):
        Registration.objects.bulk_create(parties(event, 3, 3))

    assert taken(event) == 0
    assert really_taken(event) == 6


def test_control_without_the_check_an_event_is_oversold():
    event = EventFactory(capacity=5)
    alter("ALTER TABLE events_event DROP CONSTRAINT event_not_oversold")
    Registration.objects.bulk_create(parties(event, 3, 3))

    assert taken(event) == 6


def test_control_without_the_protecting_trigger_a_stale_save_forgets_the_seats():
    event = EventFactory(capacity=5)
    stale = Event.objects.get(pk=event.pk)
    RegistrationFactory(event=event, seats=3)
    with without_trigger(Event, "event_seats_are_counted"):
        stale.save()

    assert taken(event) == 0


@pytest.mark.parametrize(
    ("table", "name", "change"),
    [
        *(("events_event", name, change) for name, change in EVENT_BREAKS.items()),
        *(("events_registration", name, change) for name, change in REGISTRATION_BREAKS.items()),
    ],
)
def test_control_each_check_alone_refuses_its_break(event, table, name, change):
    alter(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    alter(f"ALTER TABLE {table} DISABLE TRIGGER USER")

    execute(f"UPDATE {table} SET {change}")
