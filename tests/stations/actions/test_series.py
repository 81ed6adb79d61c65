"""Series of bookings: each day stands or is skipped by itself; single days are moved or given up; the rest ends."""

import datetime as dt

import pytest
import time_machine

from accounts.models import Notification
from common.exceptions import Refused
from common.time import clock
from stations.actions.bookings import cancel_booking, change_booking_time
from stations.actions.series import book_series, cancel_series
from stations.models import Booking, BookingSeries, Hold
from tests.factories import (
    BookingFactory,
    ConsentFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    SpaceFactory,
    UserFactory,
    agree,
    officer,
)

pytestmark = pytest.mark.django_db

MORNING = clock.day_start(dt.date(2026, 10, 12)) + dt.timedelta(hours=9)  # a Monday


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def group():
    """The contact person of a group, who has agreed to be known."""
    return ConsentFactory(given_by=UserFactory()).person


@pytest.fixture
def secretary():
    return officer("secretary", OrgUnitFactory())


def monday(week: int) -> dt.date:
    return dt.date(2026, 10, 19) + dt.timedelta(weeks=week)


def at(day: dt.date, hour: float) -> dt.datetime:
    return clock.day_start(day) + dt.timedelta(hours=hour)


def book(space, person, by, **other):
    wanted = {
        "first_day": monday(0),
        "last_day": monday(3),
        "every_weeks": 1,
        "starts": dt.time(14),
        "minutes": 90,
        "purpose": "handicraft",
        "party_size": 8,
        **other,
    }
    return book_series(space, person=person, by=by, **wanted)


def days(series) -> list[dt.date]:
    return [booking.starts_at.astimezone(MORNING.tzinfo).date() for booking in series.bookings.order_by("starts_at")]


def test_every_day_of_a_series_is_a_booking_that_holds_the_room(group, secretary):
    series = book(SpaceFactory(), group, secretary)
    assert days(series) == [monday(n) for n in range(4)]
    assert [booking.status for booking in series.bookings.all()] == ["confirmed"] * 4
    assert Hold.objects.filter(booking__series=series).count() == 4
    assert series.skipped == []


def test_a_series_for_a_neighbour_says_so_and_one_for_oneself_does_not(group, secretary):
    agree(secretary.person)
    marked = [
        set(book(SpaceFactory(), person, secretary).bookings.values_list("for_neighbour", flat=True))
        for person in (group, secretary.person)
    ]
    assert marked == [{True}, {False}]


def test_a_series_may_begin_today(group, secretary):
    today = clock.today()
    assert days(book(SpaceFactory(), group, secretary, first_day=today, last_day=today)) == [today]


def test_a_series_is_of_every_week_and_for_one_person_if_nothing_else_is_said(group, secretary):
    series = book_series(
        SpaceFactory(),
        person=group,
        first_day=monday(0),
        last_day=monday(1),
        starts=dt.time(14),
        minutes=60,
        purpose="handicraft",
        by=secretary,
    )
    assert days(series) == [monday(0), monday(1)]
    assert [booking.party_size for booking in series.bookings.all()] == [1, 1]


def test_a_series_may_skip_weeks(group, secretary):
    assert days(book(SpaceFactory(), group, secretary, every_weeks=2)) == [monday(0), monday(2)]
    assert days(book(SpaceFactory(), group, secretary, every_weeks=8, last_day=monday(8))) == [monday(0), monday(8)]


def test_a_day_that_is_taken_is_skipped_with_its_reason_and_the_others_stand(group, secretary):
    space = SpaceFactory()
    BookingFactory(space=space, starts_at=at(monday(1), 15))
    series = book(space, group, secretary)
    assert days(series) == [monday(0), monday(2), monday(3)]
    (missing,) = series.skipped
    assert (missing["day"], missing["why"]) == (monday(1).isoformat(), "taken")
    assert missing["words"]
    assert BookingSeries.objects.get().skipped == series.skipped


def test_a_day_on_which_the_station_is_closed_is_skipped(group, secretary):
    space = SpaceFactory()
    OpeningExceptionFactory(station=space.station, during=(monday(2), monday(2) + dt.timedelta(days=1)))
    series = book(space, group, secretary)
    assert [one["why"] for one in series.skipped] == ["closed"]


def test_what_the_ledger_itself_refuses_undoes_only_that_day(group, secretary, monkeypatch):
    """The rule that explains is asked before; when somebody slips in between, the exclusion constraint decides."""
    from stations.rules import bookings

    space = SpaceFactory()
    BookingFactory(space=space, starts_at=at(monday(1), 15))
    monkeypatch.setattr(bookings, "require_space_free", lambda *args: None)
    series = book(space, group, secretary)
    assert [one["why"] for one in series.skipped] == ["occupancy_never_twice"]
    assert len(days(series)) == 3


def test_a_series_of_which_not_one_day_is_free_is_refused_and_leaves_nothing(group, secretary):
    space = SpaceFactory()
    OpeningExceptionFactory(
        station=space.station, during=(monday(0), monday(0) + dt.timedelta(days=1)), reason="检修电路"
    )
    for week in range(1, 4):
        BookingFactory(space=space, starts_at=at(monday(week), 14))
    with pytest.raises(Refused, match="检修电路") as refusal:
        book(space, group, secretary)
    assert refusal.value.code == "no_day_free"
    assert not BookingSeries.objects.exists()
    assert not Notification.objects.exists()


def test_the_person_is_told_of_a_series_once(group, secretary):
    book(SpaceFactory(), group, secretary)
    (notice,) = Notification.objects.filter(recipient=group)
    assert notice.kind == "series_booked"
    assert "4" in notice.title


@pytest.mark.parametrize(("facts", "code"), [({"active": False}, "not_in_use"), ({"use": "drop_in"}, "drop_in")])
def test_a_room_that_nobody_books_has_no_series(group, secretary, facts, code):
    with pytest.raises(Refused) as refusal:
        book(SpaceFactory(**facts), group, secretary)
    assert refusal.value.code == code


def test_who_does_not_run_the_station_books_no_series(group):
    space = SpaceFactory()
    for nobody in (
        UserFactory(),
        officer("receptionist", space.station),
        officer("branch_secretary", branch_of(space)),
    ):
        with pytest.raises(Refused) as refusal:
            book(space, group, nobody)
        assert refusal.value.code == "not_allowed"


def branch_of(space):
    return OrgUnitFactory(estate_branch=True, community=space.station.community)


def test_who_has_not_agreed_gets_no_series(secretary):
    with pytest.raises(Refused) as refusal:
        book(SpaceFactory(), UserFactory().person, secretary)
    assert refusal.value.code == "no_consent"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"first_day": dt.date(2026, 10, 11)}, "begun"),
        ({"last_day": dt.date(2026, 10, 18)}, "ends_before"),
        ({"last_day": dt.date(2027, 11, 1)}, "too_far_ahead"),
        ({"last_day": dt.date.max}, "too_far_ahead"),
        ({"every_weeks": 0}, "weeks"),
        ({"every_weeks": 9}, "weeks"),
        ({"minutes": 5}, "booking_series_sensible"),
        ({"party_size": 11}, "party_too_large"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(group, secretary, wanted, code):
    with pytest.raises(Refused) as refusal:
        book(SpaceFactory(), group, secretary, **wanted)
    assert refusal.value.code == code


def test_one_day_of_a_series_is_moved_and_stays_in_it(group, secretary):
    series = book(SpaceFactory(), group, secretary)
    first = series.bookings.order_by("starts_at").first()
    change_booking_time(first, starts_at=at(monday(0), 16), ends_at=at(monday(0), 17), by=secretary)
    moved = Booking.objects.get(pk=first.pk)
    assert (moved.series, moved.starts_at) == (series, at(monday(0), 16))


def test_one_day_of_a_series_is_given_up_and_the_others_stay(group, secretary):
    series = book(SpaceFactory(), group, secretary)
    cancel_booking(series.bookings.order_by("starts_at").first(), reason="老师有事", by=secretary)
    assert sorted(booking.status for booking in series.bookings.all()) == ["cancelled", *["confirmed"] * 3]
    assert Hold.objects.count() == 3


def test_the_rest_of_a_series_is_cancelled_and_what_was_stays(group, secretary):
    series = book(SpaceFactory(), group, secretary)
    with time_machine.travel(at(monday(1), 14.5), tick=False):
        cancel_series(series, reason="班停办了", by=secretary)
        statuses = [booking.status for booking in series.bookings.order_by("starts_at")]
        # The second one has begun: it is no more to come.
        assert statuses == ["confirmed", "confirmed", "cancelled", "cancelled"]
    assert Hold.objects.count() == 2
    assert BookingSeries.objects.get().cancelled_at is not None
    assert Notification.objects.filter(recipient=group, kind="series_cancelled").count() == 1


def test_a_series_is_cancelled_from_a_day_on(group, secretary):
    series = book(SpaceFactory(), group, secretary)
    cancel_series(series, reason="班停办了", from_day=monday(2), by=secretary)
    statuses = [booking.status for booking in series.bookings.order_by("starts_at")]
    assert statuses == ["confirmed", "confirmed", "cancelled", "cancelled"]
    assert BookingSeries.objects.get().cancelled_at is None


def test_a_day_that_was_moved_goes_with_the_rest(group, secretary):
    series = book(SpaceFactory(), group, secretary)
    last = series.bookings.order_by("starts_at").last()
    change_booking_time(last, starts_at=at(monday(5), 9), ends_at=at(monday(5), 10), by=secretary)
    cancel_series(series, reason="班停办了", by=secretary)
    assert not series.bookings.exclude(status="cancelled").exists()
    assert list(series.bookings.order_by("starts_at").values_list("sequence", flat=True)) == [1, 1, 1, 2]


def test_a_series_is_cancelled_only_with_a_reason_by_who_runs_the_station_and_once(group, secretary):
    series = book(SpaceFactory(), group, secretary)
    refusals = []
    for reason, by in (("", secretary), ("班停办了", officer("receptionist", series.space.station))):
        with pytest.raises(Refused) as refusal:
            cancel_series(series, reason=reason, by=by)
        refusals.append(refusal.value.code)
    cancel_series(series, reason="班停办了", by=secretary)
    with pytest.raises(Refused) as refusal:
        cancel_series(series, reason="班停办了", by=secretary)
    assert [*refusals, refusal.value.code] == ["no_reason", "not_allowed", "nothing_to_come"]
