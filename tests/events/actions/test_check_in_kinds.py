"""Ticked once, each day, or in and out: one row for each time somebody is there, and one number everywhere."""

import datetime as dt
import io

import pytest
import time_machine
from openpyxl import load_workbook

from common.time import clock
from events.actions.check_in import (
    check_in,
    check_in_new_walk_in,
    check_out,
    close_list,
    key_list_back,
    undo_check_in,
)
from events.actions.events import change_event
from events.exports.attendance import attendance_workbook
from events.models import CheckIn, Event, Registration
from events.selectors.attendance import attendance_of
from events.selectors.check_in import check_in_days
from tests.factories import EventFactory, PrivacyNoticeFactory, RegistrationFactory, officer
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def event():
    """Three days from an hour ago on."""
    begun = clock.now() - HOUR
    return EventFactory(starts_at=begun, ends_at=begun + 2 * DAY + 2 * HOUR, check_in_kind="each_day")


@pytest.fixture
def playroom():
    """Today, where parents want to know that everybody has left."""
    return EventFactory(starts_at=clock.now() - HOUR, check_in_kind="in_and_out")


def office(event: Event):
    return officer("office_worker", event.organiser)


def party(event: Event, seats: int = 1) -> Registration:
    return RegistrationFactory(event=event, seats=seats)


def after(days: int = 0, **more: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + dt.timedelta(days=days, **more), tick=False)


def came(one: Registration) -> tuple[str, int | None, list[int]]:
    one.refresh_from_db()
    return one.status, one.came, [row.came for row in one.check_ins.order_by("day")]


def figures(event: Event) -> tuple[int, int]:
    """People and person-times, as pages, the export and reports have them."""
    found = attendance_of(event, Registration.objects.all(), office(event))
    assert (Event.objects.with_came().get(pk=event.pk).came or 0) == found.came
    assert Event.objects.filter(pk=event.pk).person_times() == found.person_times
    return found.came, found.person_times


# --- Each day


def test_three_days_are_three_person_times_and_one_person(event):
    one, desk = party(event), office(event)
    for day in range(3):
        with after(day):
            check_in(one, by=desk)
            check_in(one, by=desk)
    assert came(one) == ("attended", 1, [1, 1, 1])
    assert [row.day for row in one.check_ins.order_by("day")] == check_in_days(event)
    assert figures(event) == (1, 3)


def test_people_are_the_most_of_one_day_and_when_and_by_whom_is_said_of_the_first(event):
    one, desk = party(event, seats=3), office(event)
    check_in(one, came=1, by=desk)
    first = one.check_ins.get()
    with after(1):
        check_in(one, came=3, by=office(event))
    assert came(one) == ("attended", 3, [1, 3])
    assert (one.checked_in_at, one.checked_in_by) == (first.at, desk)
    assert figures(event) == (3, 4)


def test_a_day_is_taken_back_by_itself_and_the_last_one_takes_the_attendance_with_it(event):
    one, desk = party(event, seats=2), office(event)
    check_in(one, by=desk)
    with after(1):
        check_in(one, came=1, by=desk)
        undo_check_in(one, by=desk)
        assert came(one) == ("attended", 2, [2])
        undo_check_in(one, by=desk)
        assert came(one) == ("attended", 2, [2])
        undo_check_in(one, day=check_in_days(event)[0], by=desk)
    assert came(one) == ("registered", None, [])
    assert figures(event) == (0, 0)


def test_an_earlier_day_is_corrected_and_a_day_to_come_has_no_list(event):
    one, desk = party(event), office(event)
    first, second, third = check_in_days(event)
    with after(1):
        check_in(one, day=first, by=desk)
        for wrong in (third, first - DAY, third + DAY):
            assert refusal(check_in, one, day=wrong, by=desk) == "no_list_of_day"
    assert [row.day for row in one.check_ins.all()] == [first]
    once = EventFactory(starts_at=clock.now(), organiser=event.organiser)
    assert refusal(check_in, party(once), day=first, by=desk) == "no_list_of_day"
    assert second > first


def test_the_paper_of_one_day_is_keyed_back_with_who_was_written_below(event):
    one, other, desk = party(event, seats=2), party(event), office(event)
    first, second, _third = check_in_days(event)
    check_in(other, by=desk)
    with after(1):
        assert key_list_back(event, came={one.pk: 2, other.pk: 1}, day=second, by=desk) == 2
        assert key_list_back(event, came={one.pk: 2, other.pk: 0}, day=second, by=desk) == 1
        made = check_in_new_walk_in(event, name="路人", notice=PrivacyNoticeFactory(), day=first, by=desk)
    assert (came(one), came(other)) == (("attended", 2, [2]), ("attended", 1, [1]))
    assert [row.day for row in made.check_ins.all()] == [first]


def test_who_came_on_any_day_is_not_absent_when_the_list_is_closed(event):
    one, never, desk = party(event), party(event), office(event)
    check_in(one, by=desk)
    with after(3):
        close_list(event, by=desk)
    assert (came(one)[0], came(never)[0]) == ("attended", "no_show")


def test_the_export_has_each_day_and_the_person_times(event):
    one, desk = party(event, seats=2), office(event)
    check_in(one, by=desk)
    with after(1):
        check_in(one, came=1, by=desk)
        sheet = attendance_workbook(attendance_of(event, Registration.objects.all(), desk), whole_phones=False)
    heads, row = list(load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True))[-2:]
    said = dict(zip(heads, row, strict=True))
    assert [said.get(f"{day:%Y-%m-%d}") for day in check_in_days(event)] == [2, 1, None]
    assert (row[7], said["人次"]) == (2, 3)


def test_the_way_of_ticking_is_changed_only_while_nobody_is_ticked(event):
    desk = office(event)
    change_event(event, check_in_kind="once", by=desk)
    check_in(party(event), by=desk)
    assert refusal(change_event, event, check_in_kind="each_day", by=desk) == "event_check_in_kind_stays"


# --- In and out


def test_inside_is_who_came_and_has_not_left(playroom):
    one, other, desk = party(playroom, seats=3), party(playroom), office(playroom)
    check_in(one, came=2, by=desk)
    check_in(other, by=desk)
    assert inside(playroom) == 3
    with after(hours=1):
        left = check_out(one, by=desk).check_ins.get()
    assert (left.left_at, left.left_by, inside(playroom)) == (clock.now() + HOUR, desk, 1)


def test_who_comes_back_is_inside_again_and_is_counted_once(playroom):
    one, desk = party(playroom, seats=2), office(playroom)
    check_in(one, came=1, by=desk)
    check_out(one, by=desk)
    check_in(one, by=desk)
    assert (inside(playroom), came(one), figures(playroom)) == (1, ("attended", 1, [1]), (1, 1))


def test_a_second_tap_out_changes_nothing_and_who_never_came_does_not_leave(playroom):
    one, desk, other = party(playroom), office(playroom), officer("deputy", playroom.organiser)
    assert refusal(check_out, one, by=desk) == "not_checked_in"
    check_in(one, by=desk)
    check_out(one, by=desk)
    assert check_out(one, by=other).already_made
    assert one.check_ins.get().left_by == desk


def test_where_nobody_is_ticked_out_nobody_leaves(event):
    one, desk = party(event), office(event)
    check_in(one, by=desk)
    assert refusal(check_out, one, by=desk) == "not_in_and_out"
    assert CheckIn.objects.get().left_at is None


def inside(event: Event) -> int:
    return attendance_of(event, Registration.objects.all(), office(event)).inside
