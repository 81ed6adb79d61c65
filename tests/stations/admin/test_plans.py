"""Hours and rooms change under what is planned: the office reads what it is, and is asked once what becomes of it."""

import datetime as dt
import re
from html import unescape
from typing import Any

import pytest

from accounts.models import Notification
from grid.models import CalendarDay
from stations.models import Booking, OpeningHours, Space, Station
from stations.selectors.plans import obstacles_at
from tests.factories import BookingFactory, EventFactory, OpeningExceptionFactory, SpaceFactory
from tests.support.office_stations import TUESDAY, page
from tests.support.pages import levels, marks, refusals, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

EVENING = TUESDAY.replace(hour=19)
ASKED = {("__all__", "still_planned")}


@pytest.fixture
def space(office):
    return SpaceFactory(capacity=30)


@pytest.fixture
def evening(space):
    """A booking, a request and an event on the next evenings, and a booking in the morning."""
    booking = BookingFactory(space=space, starts_at=EVENING, party_size=10)
    request = BookingFactory(space=space, starts_at=EVENING + dt.timedelta(hours=1), status="requested")
    starts = EVENING + dt.timedelta(days=1)
    event = EventFactory(space=space, starts_at=starts, ends_at=starts + dt.timedelta(hours=1), capacity=25)
    BookingFactory(space=space, starts_at=TUESDAY)
    return booking, request, event


def weekly(**more: Any) -> dict[str, Any]:
    return {"days": "all", "opens": "08:00", "closes": "18:00", **more}


def states() -> list[str]:
    return list(Booking.objects.order_by("starts_at").values_list("status", flat=True))


def set_hours(office: Any, space: Any, **more: Any) -> Any:
    return office.post(page("station_weekly_hours", space.station_id), weekly(**more))


# --- Hours of the week


def test_what_lies_outside_of_new_hours_is_listed_with_links_and_nothing_is_changed(office, space, evening):
    asked = set_hours(office, space)
    assert refusals(asked, "form") == ASKED
    assert marks(asked, "planned") == ["3"]
    booking, request, event = evening
    for name, row in (("stations_booking", booking), ("stations_booking", request), ("events_event", event)):
        app, model = name.split("_")
        assert f"/admin/{app}/{model}/{row.pk}/change/" in text(asked)
    assert booking.person.name not in text(asked)
    assert list(asked.context["form"].fields)[:2] == ["planned", "planned_reason"]
    assert states() == ["confirmed", "confirmed", "requested"]
    assert set(OpeningHours.objects.values_list("closes", flat=True)) == {dt.time(22)}


def test_of_many_the_rest_is_in_the_list_of_bookings(office, space):
    for days in range(14):
        BookingFactory(space=space, starts_at=EVENING + dt.timedelta(days=days))
    asked = set_hours(office, space)
    assert marks(asked, "planned") == ["14"]
    (address,) = re.findall(r'href="([^"]*/booking/\?[^"]+)"', text(asked))[:1]
    listed = office.get(unescape(address)).context["cl"].result_list
    assert len(listed) == 14


def test_it_stays_if_the_office_says_so_and_is_listed_again(office, space, evening):
    sent = set_hours(office, space, planned="keep", planned_reason="")
    assert levels(sent) == ["warning", "success"]
    assert states() == ["confirmed", "confirmed", "requested"]
    assert dt.time(18) in OpeningHours.objects.values_list("closes", flat=True)
    assert set_hours(office, space, opens="07:30").status_code == 302, "it was answered already"


def test_bookings_are_cancelled_with_the_reason_and_events_left_to_who_organises_them(office, space, evening):
    booking, request, event = evening
    sent = set_hours(office, space, planned="cancel", planned_reason="晚上没有人值班")
    assert levels(sent) == ["warning", "success"]
    for row in (booking, request, event):
        row.refresh_from_db()
    assert [booking.status, request.status, event.status] == ["cancelled", "refused", "published"]
    assert booking.answer == request.answer == "晚上没有人值班"
    assert Notification.objects.filter(kind="booking_cancelled", recipient=booking.person).count() == 1


def test_without_a_reason_nobody_is_cancelled(office, space, evening):
    asked = set_hours(office, space, planned="cancel", planned_reason=" ")
    assert refusals(asked, "form") == {("planned_reason", "no_reason")}
    assert states() == ["confirmed", "confirmed", "requested"]


def test_longer_hours_and_what_was_outside_before_ask_nothing(office, space):
    BookingFactory(space=space, starts_at=TUESDAY.replace(hour=6))  # staff may book beyond the hours
    assert set_hours(office, space, closes="23:00").status_code == 302


def test_what_an_exception_closes_is_asked_about_where_it_is_entered(office, space, evening):
    days = (EVENING.date(), EVENING.date() + dt.timedelta(days=2))
    OpeningExceptionFactory(station=space.station, during=days, opens=None, closes=None)
    assert set_hours(office, space).status_code == 302


# --- The form of a station


def station_form(station: Station, **more: Any) -> dict[str, Any]:
    hours = list(station.hours.order_by("day"))
    rows = {
        f"hours-{n}-{name}": value
        for n, row in enumerate(hours)
        for name, value in (("id", row.pk), ("day", row.day), ("opens", "08:00"), ("closes", "22:00"))
    }
    counts = {"hours-TOTAL_FORMS": len(hours), "hours-INITIAL_FORMS": len(hours)}
    for prefix in ("exceptions", "photos"):
        counts |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    known = {"kind": station.kind, "name": station.name, "address": station.address, "listed": "on"}
    return {**known, "own_holiday_hours": "on", **counts, **rows, **more}


def test_a_day_taken_out_of_the_form_of_a_station_asks_too(office, space, evening):
    address, sent = page("station_change", space.station_id), station_form(space.station)
    day = next(n for n in range(8) if sent.get(f"hours-{n}-day") == TUESDAY.weekday())
    sent[f"hours-{day}-DELETE"] = "on"
    asked = office.post(address, sent)
    assert refusals(asked) == ASKED
    assert marks(asked, "planned") == ["3"], "both bookings of Tuesday and the request"
    assert 'name="planned"' in text(asked)
    assert OpeningHours.objects.filter(day=TUESDAY.weekday()).exists()
    assert office.post(address, sent | {"planned": "keep"}).status_code == 302
    assert not OpeningHours.objects.filter(day=TUESDAY.weekday()).exists()


def test_the_question_is_not_on_the_form_before_something_is_in_the_way(office, space, evening):
    assert 'name="planned"' not in text(office.get(page("station_change", space.station_id)))
    assert office.post(page("station_change", space.station_id), station_form(space.station)).status_code == 302


def test_a_station_that_is_shown_no_more_keeps_no_bookings(office, space, evening):
    address, sent = page("station_change", space.station_id), station_form(space.station, listed="")
    assert refusals(office.post(address, sent)) == ASKED
    assert refusals(office.post(address, sent | {"planned": "keep"})) == {("__all__", "still_booked")}
    assert office.post(address, sent | {"planned": "cancel", "planned_reason": "搬家"}).status_code == 302
    assert not Booking.objects.live().exists()
    assert not Station.objects.get().listed


# --- Rooms


def room(space: Space, **more: Any) -> dict[str, Any]:
    same = ("kind", "name", "use", "capacity", "number", "step", "shortest", "longest", "buffer", "days_ahead")
    known = {name: getattr(space, name) for name in (*same, "notice", "audience")}
    counts = {"reserved_hours-TOTAL_FORMS": 0, "reserved_hours-INITIAL_FORMS": 0}
    return {**known, "weekly_limit": "", "active": "on", **counts, **more}


def test_fewer_places_than_a_party_or_an_event_has_people_are_asked_about(office, space, evening):
    address = page("space_change", space.pk)
    asked = office.post(address, room(space, capacity=24))
    assert refusals(asked) == ASKED
    assert marks(asked, "planned") == ["1"], "the event; the party of ten has room"
    assert marks(office.post(address, room(space, capacity=9)), "planned") == ["2"]
    assert office.post(address, room(space, capacity=25)).status_code == 302
    assert office.post(address, room(space, capacity=9, planned="keep")).status_code == 302
    assert Space.objects.get().capacity == 9


@pytest.mark.parametrize("off", [{"active": ""}, {"use": "drop_in"}])
def test_a_room_out_of_use_keeps_no_bookings_and_names_its_events(office, space, evening, off):
    address = page("space_change", space.pk)
    assert marks(office.post(address, room(space, **off)), "planned") == ["4"]
    assert refusals(office.post(address, room(space, planned="keep", **off))) == {("__all__", "still_booked")}
    assert Space.objects.get().is_bookable
    done = office.post(address, room(space, planned="cancel", planned_reason="水管漏水", **off))
    assert levels(done) == ["warning", "success"], "the event"
    assert states() == ["cancelled", "cancelled", "refused"]


# --- The calendar


def holiday(space: Space) -> dict[str, Any]:
    Station.objects.update(own_holiday_hours=True)
    return {"community": space.station.community_id, "day": f"{TUESDAY:%Y-%m-%d}", "kind": "off", "name": "停课日"}


def test_a_holiday_entered_later_asks_about_what_its_hours_leave_out(office, space, evening):
    OpeningHours.objects.filter(day=OpeningHours.Day.HOLIDAY).update(closes=dt.time(12))
    asked = office.post("/admin/grid/calendarday/add/", holiday(space))
    assert refusals(asked) == ASKED
    assert marks(asked, "planned") == ["2"]
    assert not CalendarDay.objects.exists()
    assert office.post("/admin/grid/calendarday/add/", holiday(space) | {"planned": "keep"}).status_code == 302
    assert CalendarDay.objects.exists()


def test_a_day_of_the_calendar_that_is_deleted_tells_what_it_leaves_out(office, space):
    Station.objects.update(own_holiday_hours=True)
    day = CalendarDay.objects.create(community=space.station.community, day=TUESDAY.date(), kind="off", name="停课日")
    OpeningHours.objects.filter(day=TUESDAY.weekday()).update(closes=dt.time(18))
    BookingFactory(space=space, starts_at=EVENING)
    sent = office.post(f"/admin/grid/calendarday/{day.pk}/delete/", {"post": "yes"})
    assert set(levels(sent)) == {"warning", "success"}
    assert states() == ["confirmed"]


def test_asking_costs_the_same_for_one_plan_and_for_three(office, space, django_assert_num_queries):
    BookingFactory(space=space, starts_at=EVENING)
    OpeningHours.objects.update(closes=dt.time(18))
    with django_assert_num_queries(5):
        assert len(obstacles_at([space.station_id])) == 1
    BookingFactory(space=space, starts_at=EVENING + dt.timedelta(days=1))
    starts = EVENING + dt.timedelta(days=2)
    EventFactory(space=space, starts_at=starts, ends_at=starts + dt.timedelta(hours=1))
    with django_assert_num_queries(5):
        assert len(obstacles_at([space.station_id])) == 3
