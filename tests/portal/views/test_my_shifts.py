"""A volunteer's shifts stand beside registrations and bookings, on the own pages and in the own calendar."""

import datetime as dt

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.models import User
from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    BookingFactory,
    EventFactory,
    GuardianshipFactory,
    PersonFactory,
    RegistrationFactory,
    ShiftFactory,
    UserFactory,
    VolunteerFactory,
)
from volunteers.models import Assignment

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def user() -> User:
    return UserFactory(person__name="高素珍", person__birth_year=1960)


@pytest.fixture
def mine(client, user) -> Client:
    client.force_login(user)
    return client


def on_shift(person, title: str, *, hours: int = 72, **columns) -> Assignment:
    starts_at = clock.now() + hours * HOUR
    shift = ShiftFactory(activity=ActivityFactory(title=title, starts_at=starts_at))
    volunteer = VolunteerFactory(team=shift.activity.team, person=person)
    return AssignmentFactory(shift=shift, volunteer=volunteer, **columns)


def titles(plans) -> list[str]:
    return [str(plan.assignment.shift.activity) if plan.assignment else "" for plan in plans]


def test_what_is_coming_has_shifts_of_the_own_family_in_the_order_of_time(mine, user):
    ward = GuardianshipFactory(by=user.person).person
    on_shift(ward, "孩子的班次", hours=50)
    on_shift(user.person, "自己的班次", hours=30)
    on_shift(PersonFactory(), "别人的班次", hours=20)
    on_shift(user.person, "退了的班次", hours=20, withdrawn=True)
    RegistrationFactory(person=user.person, event=EventFactory(starts_at=clock.now() + 40 * HOUR))
    page = mine.get("/me/")
    assert titles(page.context["coming"]) == ["自己的班次", "", "孩子的班次"]
    assert titles(mine.get("/me/all/").context["past"].rows) == ["退了的班次"]


def test_a_shift_that_is_over_is_past_and_a_place_on_the_waitlist_is_counted(mine, user):
    on_shift(user.person, "去过的班次", hours=-30, served=True)
    waits = on_shift(user.person, "候补的班次", waitlisted=True, queued_at=clock.now())
    AssignmentFactory(shift=waits.shift, waitlisted=True, queued_at=clock.now() - HOUR)
    page = mine.get("/me/all/")
    assert titles(page.context["past"].rows) == ["去过的班次"]
    assert [plan.assignment.position for plan in page.context["coming"]] == [2]
    assert f'href="/volunteers/mine/shifts/{waits.pk}/"' in page.content.decode()


def test_the_own_service_has_a_door_on_the_own_page(mine):
    assert 'href="/volunteers/mine/"' in mine.get("/me/").content.decode()


@pytest.mark.parametrize(("page", "queries"), [("/me/", 17), ("/me/all/", 7)])
def test_the_pages_cost_the_same_with_one_and_with_three_shifts(mine, user, django_assert_num_queries, page, queries):
    on_shift(user.person, "第一个")
    on_shift(user.person, "去过的", hours=-30, served=True)
    mine.get(page)
    for number in (1, 2):
        with django_assert_num_queries(queries):
            mine.get(page)
        on_shift(user.person, f"再一个{number}", hours=72 + 5 * number)
        on_shift(user.person, f"从前的{number}", hours=-72 - 5 * number, served=True)


# --- The own calendar


def calendar(client: Client) -> dict[str, str]:
    """Which entries the calendar has, and the state of each: `{summary: STATUS}`."""
    response = client.get("/me/calendar.ics")
    assert response["Content-Type"].startswith("text/calendar")
    return {
        str(entry["summary"]): str(entry["status"]) for entry in Calendar.from_ical(response.content).walk("vevent")
    }


def test_the_own_calendar_holds_shifts_registrations_and_bookings(mine, user):
    on_shift(user.person, "清洁家园", hours=30)
    on_shift(user.person, "候补的", hours=60, waitlisted=True)
    on_shift(PersonFactory(), "别人的")
    event = EventFactory(title="手工课")
    RegistrationFactory(person=user.person, event=event)
    RegistrationFactory(person=GuardianshipFactory(by=user.person).person, event=event)
    booking = BookingFactory(person=user.person)
    assert calendar(mine) == {
        "清洁家园 · 清洁": "CONFIRMED",
        "候补的 · 清洁": "TENTATIVE",
        "手工课": "CONFIRMED",
        f"{booking.space} · {booking.get_purpose_display()}": "CONFIRMED",
    }
    assert mine.get("/me/calendar.ics").content.count(b"SUMMARY:\xe6\x89\x8b\xe5\xb7\xa5\xe8\xaf\xbe") == 1


def test_who_waits_for_a_seat_is_not_told_a_sure_date(mine, user):
    event = EventFactory(title="满员的", capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, person=user.person, waitlisted=True, queued_at=clock.now())
    assert calendar(mine) == {"满员的": "TENTATIVE"}


def test_an_activity_that_was_called_off_is_struck_out_with_the_reason(mine, user):
    assignment = on_shift(user.person, "扫落叶")
    activity = assignment.shift.activity
    activity.status, activity.cancel_reason = "cancelled", "大风预警"
    activity.save(update_fields=["status", "cancel_reason"])
    (entry,) = Calendar.from_ical(mine.get("/me/calendar.ics").content).walk("vevent")
    assert str(entry["status"]) == "CANCELLED"
    assert "大风预警" in str(entry["description"])


def test_the_calendar_says_the_place_and_where_one_meets(mine, user):
    activity = on_shift(user.person, "夜间巡逻").shift.activity
    activity.place, activity.meeting_point = "二区", "8 幢门厅"
    activity.save(update_fields=["place", "meeting_point"])
    (entry,) = Calendar.from_ical(mine.get("/me/calendar.ics").content).walk("vevent")
    assert str(entry["location"]) == "二区，集合地点：8 幢门厅"


def test_the_calendar_is_for_who_is_signed_in_and_no_cache_keeps_it(client, user):
    assert client.get("/me/calendar.ics").url == "/accounts/login/?next=/me/calendar.ics"
    client.force_login(user)
    assert "private" in client.get("/me/calendar.ics")["Cache-Control"]


def test_a_day_with_nothing_to_come_is_an_empty_calendar(mine):
    assert calendar(mine) == {}
