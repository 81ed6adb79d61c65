"""A station's hours: seven days in one line, and a closed day as an act on top of its page."""

import datetime as dt

import pytest

from stations.models import Booking, OpeningException, OpeningHours
from tests.factories import BookingFactory, SpaceFactory, StationFactory
from tests.support.office_stations import TUESDAY, page
from tests.support.pages import codes, levels

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

DAY = TUESDAY.date()


def hours(station) -> dict[int, list[str]]:
    rows: dict[int, list[str]] = {}
    for row in OpeningHours.objects.filter(station=station).order_by("day", "opens"):
        rows.setdefault(row.day, []).append(f"{row.opens:%H:%M}–{row.closes:%H:%M}")
    return rows


@pytest.mark.parametrize(
    ("chosen", "days"),
    [("all", range(7)), ("week", range(5)), ("weekend", range(5, 7)), ("2", [2]), ("7", [7])],
)
def test_hours_of_several_days_are_entered_in_one_line(office, chosen, days):
    station = StationFactory(hours=[(day, "08:00", "12:00") for day in range(8)])
    OpeningHours.objects.create(station=station, day=2, opens="14:00", closes="18:00")
    before = hours(station)
    sent = office.post(
        page("station_weekly_hours", station.pk), {"days": chosen, "opens": "08:30", "closes": "21:00"}
    )
    assert sent.status_code == 302
    assert hours(station) == before | {day: ["08:30–21:00"] for day in days}


def test_hours_without_an_end_are_asked_for_again(office):
    station = StationFactory(hours=[])
    asked = office.post(page("station_weekly_hours", station.pk), {"days": "all", "opens": "08:30", "closes": ""})
    assert codes(asked.context["form"]) == {"closes": ["required"]}
    assert hours(station) == {}


def test_a_day_of_every_week_is_closed_on_purpose(office):
    station = StationFactory(hours=[(day, "08:00", "12:00") for day in range(8)])
    before = hours(station)
    sent = office.post(page("station_weekly_hours", station.pk), {"days": "0", "closed": "on", "opens": "08:30"})
    assert sent.status_code == 302
    assert hours(station) == {day: times for day, times in before.items() if day != 0}


def test_leaving_the_hours_out_closes_nothing(office):
    station = StationFactory(hours=[(0, "08:00", "12:00")])
    asked = office.post(page("station_weekly_hours", station.pk), {"days": "all"})
    assert codes(asked.context["form"]) == {"opens": ["required"], "closes": ["required"]}
    assert hours(station) == {0: ["08:00–12:00"]}


def closed(**more: object) -> dict[str, object]:
    return {"during_first": f"{DAY}", "during_last": f"{DAY}", "opens": "", "closes": "", "reason": "停电", **more}


def test_a_closed_day_is_entered_on_top_of_the_station(office):
    station = StationFactory()
    assert office.post(page("station_other_hours", station.pk), closed()).status_code == 302
    exception = OpeningException.objects.get(station=station)
    assert (exception.during.lower, exception.during.upper) == (DAY, DAY + dt.timedelta(days=1))
    assert (exception.opens, exception.reason) == (None, "停电")


@pytest.mark.parametrize(
    ("cancels", "status", "level"), [("on", "cancelled", "success"), ("", "confirmed", "warning")]
)
def test_who_has_booked_that_day_is_answered(office, cancels, status, level):
    booking = BookingFactory(space=SpaceFactory(), starts_at=TUESDAY)
    sent = office.post(page("station_other_hours", booking.space.station_id), closed(cancels=cancels))
    assert Booking.objects.get(pk=booking.pk).status == status
    assert level in levels(sent)


def test_one_day_is_not_closed_twice(office):
    station = StationFactory()
    office.post(page("station_other_hours", station.pk), closed())
    again = office.post(page("station_other_hours", station.pk), closed(reason="检修"))
    assert codes(again.context["form"])
    assert OpeningException.objects.count() == 1
