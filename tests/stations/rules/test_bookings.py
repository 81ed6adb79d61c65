"""Every rule on a resident's booking, by the code of its refusal; and the nearest times that are offered instead."""

import datetime as dt

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.actions.consent import withdraw_consent
from accounts.models import Person, PrivacyNotice
from common.exceptions import Refused
from common.time import clock
from stations.actions.bookings import (
    book_for_known,
    book_for_neighbour,
    book_space,
    cancel_booking,
    change_booking_time,
    undo_cancellation,
)
from stations.models import Booking, Hold
from stations.presenters.alternatives import alternative_times
from stations.rules.bookings import require_within_a_year
from stations.selectors.availability import availability_around, nearest_free_starts
from stations.selectors.no_shows import booking_pauses
from tests.factories import (
    BookingFactory,
    CommunityFactory,
    GuardianshipFactory,
    NeighbourFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    PersonFactory,
    ReservedHoursFactory,
    ResidenceFactory,
    ResidentFactory,
    SpaceFactory,
    UserFactory,
    agree,
    officer,
)
from tests.support.refusals import refused
from tests.support.rooms import at, missed

pytestmark = pytest.mark.django_db
# A Tuesday, noon in Shanghai.
NOON = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _tuesday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def resident():
    return ResidentFactory()


def book(space, user, start=10, minutes=60, *, days=1, person=None, **more):
    start = at(start, days=days) if not isinstance(start, dt.datetime) else start
    ends_at = start + dt.timedelta(minutes=minutes)
    person = person or user.person
    return book_space(space, person=person, starts_at=start, ends_at=ends_at, purpose="games", by=user, **more)


def near(space, no, wanted):
    return alternative_times(availability_around(space, wanted), no, starts_at=wanted, minutes=60)


def refusal(space, user, *args, **more) -> Refused:
    before = Booking.objects.count()
    with pytest.raises(Refused) as no:
        book(space, user, *args, **more)
    assert Booking.objects.count() == before
    return no.value


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"use": "drop_in"}, "drop_in"), ({"active": False}, "not_in_use"), ({"station__listed": False}, "not_in_use")],
)
def test_a_room_to_drop_in_or_out_of_use_is_not_booked(resident, fields, code):
    assert refusal(SpaceFactory(**fields), resident).code == code


@pytest.mark.parametrize(("people", "code"), [(0, "party_empty"), (11, "party_too_large")])
def test_a_party_is_not_empty_and_fits_the_room(resident, people, code):
    space = SpaceFactory(capacity=10)
    assert refusal(space, resident, party_size=people).code == code
    assert book(space, resident, party_size=10).party_size == 10


def test_a_room_for_elders_is_for_people_from_sixty_years(resident):
    space = SpaceFactory(audience="elders")
    young, old = ResidentFactory(person__birth_year=1967), ResidentFactory(person__birth_year=1966)
    assert refusal(space, young).code == "too_young"
    assert book(space, old).is_confirmed
    # Nobody is asked for the year of birth only to book.
    assert book(space, resident, start=12).is_confirmed


def test_a_room_for_residents_is_for_who_lives_in_the_community(resident):
    space = SpaceFactory(audience="residents")
    assert refusal(space, resident).code == "not_a_resident"
    elsewhere = CommunityFactory(name="别的社区")
    ResidenceFactory(person=resident.person, household__building__estate__community=elsewhere)
    assert refusal(space, resident).code == "not_a_resident"
    ResidenceFactory(person=resident.person, household__building__estate__community=space.station.community)
    assert book(space, resident).is_confirmed


def test_what_has_begun_is_not_booked(resident):
    space = SpaceFactory()
    assert refusal(space, resident, 11.5, days=0).code == "begun"
    assert book(space, resident, 12, days=0).is_confirmed


@pytest.mark.parametrize(("minutes", "code"), [(30, "length"), (150, "length"), (0, "ends_before")])
def test_a_booking_is_neither_too_short_nor_too_long_and_ends_later(resident, minutes, code):
    assert refusal(SpaceFactory(shortest=60, longest=120), resident, minutes=minutes).code == code


def test_a_room_is_booked_so_many_days_ahead_and_no_more(resident):
    space = SpaceFactory(days_ahead=14)
    assert refusal(space, resident, days=15).code == "too_far_ahead"
    assert book(space, resident, days=14).is_confirmed


def test_a_room_with_notice_is_not_booked_at_the_last_minute(resident):
    space = SpaceFactory(notice=120)
    assert refusal(space, resident, 13.5, days=0).code == "too_late"
    assert book(space, resident, 14, days=0).is_confirmed


def test_outside_the_opening_hours_nothing_is_booked(resident):
    space = SpaceFactory()
    assert refusal(space, resident, 7).code == "closed"
    assert refusal(space, resident, 21.5).code == "closed"


def test_a_day_that_is_closed_says_why(resident):
    space = SpaceFactory()
    tomorrow = clock.today() + dt.timedelta(days=1)
    OpeningExceptionFactory(
        station=space.station, during=DateRange(tomorrow, tomorrow + dt.timedelta(days=1)), reason="检修电路。"
    )
    no = refusal(space, resident)
    assert no.code == "closed"
    assert str(no).endswith("：检修电路。")  # and not with two full stops


@pytest.mark.parametrize(("start", "minutes"), [(10.25, 60), (10, 75)])
def test_a_booking_begins_on_a_step_and_lasts_whole_steps(resident, start, minutes):
    assert refusal(SpaceFactory(step=30), resident, start, minutes).code == "off_step"


def test_hours_that_the_station_keeps_are_booked_by_staff_alone(resident):
    space = SpaceFactory()
    ReservedHoursFactory(space=space, day=at(10).weekday())
    assert refusal(space, resident).code == "reserved"
    secretary = officer("secretary", OrgUnitFactory(community=space.station.community, general_branch=True))
    agree(secretary.person)
    assert book(space, secretary).is_confirmed


def test_hours_kept_in_a_hall_bind_its_parts_and_those_of_a_part_the_hall_alone(resident):
    hall = SpaceFactory()
    left, right = (SpaceFactory(station=hall.station, part_of=hall) for _ in range(2))
    ReservedHoursFactory(space=hall, day=at(10).weekday(), starts=dt.time(9), ends=dt.time(12))
    ReservedHoursFactory(space=left, day=at(10).weekday(), starts=dt.time(14), ends=dt.time(16))
    for space in (hall, left, right):
        assert refusal(space, resident, 10).code == "reserved"
    for space in (hall, left):
        assert refusal(space, resident, 14).code == "reserved"
    assert book(right, resident, 14).is_confirmed


def test_what_somebody_has_is_taken_with_its_buffer(resident):
    space = SpaceFactory(buffer=30)
    book(space, ResidentFactory(), 10)
    assert refusal(space, resident, 11).code == "taken"
    assert refusal(space, resident, 9).code == "taken"
    assert book(space, resident, 11.5).is_confirmed


def test_a_week_has_so_many_bookings_of_one_person(resident):
    space = SpaceFactory(weekly_limit=2)
    book(space, resident, 10)
    book(space, resident, 12)
    assert refusal(space, resident, 14).code == "weekly_limit"
    # Sunday is of the same week, Monday of the next one; a neighbour and another room have weeks of their own.
    assert refusal(space, resident, 10, days=5).code == "weekly_limit"
    book(space, resident, 10, days=6)
    book(space, ResidentFactory(), 14)
    book(SpaceFactory(weekly_limit=2), resident, 14)


def test_a_cancelled_booking_leaves_its_place_in_the_week(resident):
    space = SpaceFactory(weekly_limit=1)
    cancel_booking(book(space, resident, 10), by=resident)
    assert book(space, resident, 12).is_confirmed


def test_nobody_asks_twice_for_one_hour(resident):
    space = SpaceFactory(needs_approval=True)
    assert book(space, resident, 10).is_requested
    assert refusal(space, resident, 10.5).code == "asked_twice"
    assert book(space, ResidentFactory(), 10).is_requested


def test_three_no_shows_pause_booking_for_thirty_days(resident):
    missed(resident.person, 1, 20)
    book(SpaceFactory(), resident)
    missed(resident.person, 60)
    assert refusal(SpaceFactory(), resident).code == "paused"
    assert booking_pauses([resident.person_id]) == {resident.person_id: clock.today() + dt.timedelta(days=29)}
    with time_machine.travel(NOON + dt.timedelta(days=29)):
        assert refusal(SpaceFactory(), resident).code == "paused"
    with time_machine.travel(NOON + dt.timedelta(days=30)):
        book(SpaceFactory(), resident)


def test_staff_book_for_a_neighbour_who_pauses(resident):
    missed(resident.person, 1, 2, 3)
    space = SpaceFactory()
    secretary = officer("secretary", OrgUnitFactory(community=space.station.community, general_branch=True))
    BookingFactory(space=space, person=resident.person, starts_at=at(10, days=-9), status="done")
    wanted = {"starts_at": at(10), "ends_at": at(11), "purpose": "games"}
    assert book_for_known(space, person=resident.person, by=secretary, **wanted).for_neighbour


def test_only_oneself_and_ones_wards_of_today(resident):
    space = SpaceFactory()
    past = GuardianshipFactory(by=resident.person)
    past.during = (clock.today() - dt.timedelta(days=9), clock.today())
    past.save()
    assert refusal(space, resident, person=ResidentFactory().person).code == "not_yours"
    assert refusal(space, resident, person=past.person).code == "not_yours"
    ward = GuardianshipFactory(by=resident.person, person=NeighbourFactory()).person
    assert book(space, resident, person=ward).is_confirmed


# --- Consent


def test_nothing_is_stored_of_who_has_not_agreed_or_no_longer_does(resident):
    space = SpaceFactory()
    withdraw_consent(resident.person, by=resident)
    for user in (UserFactory(), resident):
        assert refusal(space, user).code == "no_consent"
    assert not Hold.objects.exists()


def test_a_room_that_waits_for_approval_is_not_asked_for_without_consent():
    assert refusal(SpaceFactory(needs_approval=True), UserFactory()).code == "no_consent"


def test_family_books_when_both_the_ward_and_who_acts_have_agreed(resident):
    space, guardian, ward = SpaceFactory(), UserFactory(), NeighbourFactory()
    for by, person in ((resident, PersonFactory()), (guardian, ward)):
        GuardianshipFactory(by=by.person, person=person)
        assert refusal(space, by, person=person).code == "no_consent"
    GuardianshipFactory(by=resident.person, person=ward)
    assert book(space, resident, person=ward).is_confirmed


def test_at_the_desk_the_neighbour_must_agree_and_staff_need_not():
    space = SpaceFactory()
    secretary = officer("secretary", OrgUnitFactory(community=space.station.community, general_branch=True))
    wanted = {"starts_at": at(10), "ends_at": at(11), "purpose": "games", "by": secretary}
    people = Person.objects.count()
    for act, who in ((book_for_neighbour, {"name": "王奶奶"}), (book_for_known, {"person": PersonFactory()})):
        with refused("no_consent"):
            act(space, **who, **wanted)
    assert (Booking.objects.count(), Hold.objects.count(), Person.objects.count()) == (0, 0, people + 1)
    agreed, agrees, notice = NeighbourFactory(), PersonFactory(), PrivacyNotice.objects.current()
    assert book_for_known(space, person=agreed, **wanted).is_confirmed
    assert book_for_known(space, person=agrees, notice=notice, **wanted | {"starts_at": at(12), "ends_at": at(13)})
    assert agrees.consents.get().notice == notice


def test_who_has_withdrawn_consent_can_still_move_and_cancel_what_stands(resident):
    booking = book(SpaceFactory(), resident)
    withdraw_consent(resident.person, by=resident)
    moved = change_booking_time(booking, starts_at=at(14), ends_at=at(15), by=resident)
    assert moved.starts_at == at(14)
    assert cancel_booking(moved, by=resident).is_cancelled


# --- Another time, and taking back


def test_a_refused_change_of_time_keeps_the_old_time(resident):
    space = SpaceFactory()
    booking = book(space, resident, 10)
    book(space, ResidentFactory(), 14)
    for start, code in ((14, "taken"), (5, "closed"), (10.25, "off_step")):
        with refused(code):
            change_booking_time(booking, starts_at=at(start), ends_at=at(start + 1), by=resident)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.is_confirmed, booking.sequence) == (at(10), True, 0)
    assert booking.hold.starts_at == at(10)


def test_a_change_of_time_is_not_counted_twice_in_its_week(resident):
    space = SpaceFactory(weekly_limit=1)
    booking = book(space, resident, 10)
    assert change_booking_time(booking, starts_at=at(10.5), ends_at=at(12), by=resident).starts_at == at(10.5)


def test_what_staff_cancelled_with_a_reason_is_not_taken_back(resident):
    space = SpaceFactory()
    booking = book(space, resident, 10)
    secretary = officer("secretary", OrgUnitFactory(community=space.station.community, general_branch=True))
    cancelled = cancel_booking(booking, reason="水管漏了", by=secretary)
    with refused("cancelled_by_staff"):
        undo_cancellation(cancelled, by=resident)
    assert undo_cancellation(cancelled, by=secretary).is_confirmed


def test_a_request_is_not_taken_back_beside_another_of_the_same_person(resident):
    space = SpaceFactory(needs_approval=True)
    first = cancel_booking(book(space, resident, 10), by=resident)
    book(space, resident, 10.5)
    with refused("asked_twice"):
        undo_cancellation(first, by=resident)


# --- What is offered instead


def hours(found) -> list[tuple[int, str]]:
    return [((timezone.localdate(one) - clock.today()).days, f"{timezone.localtime(one):%H:%M}") for one in found]


def test_the_nearest_free_times_are_offered(resident):
    space = SpaceFactory()
    book(space, ResidentFactory(), 10, 120)
    no = refusal(space, resident, 10.5)
    assert hours(near(space, no, at(10.5))) == [
        (1, "09:00"),
        (1, "12:00"),
        (1, "08:30"),
    ]


def test_what_is_too_far_ahead_is_offered_within_the_days(resident):
    space = SpaceFactory(days_ahead=3)
    no = refusal(space, resident, days=40)
    assert hours(near(space, no, at(10, days=40)))[0] == (3, "21:00")


def test_what_has_begun_is_offered_from_now_on(resident):
    space = SpaceFactory()
    assert hours(nearest_free_starts(availability_around(space, at(10, days=-500)), at(10, days=-500), 60))[0] == (
        0,
        "12:00",
    )


def test_a_full_week_is_offered_the_next_one(resident):
    space = SpaceFactory(weekly_limit=1)
    book(space, resident, 10)
    no = refusal(space, resident, 10, days=2)
    assert hours(near(space, no, at(10, days=2)))[0] == (9, "10:00")


def test_nothing_is_offered_where_no_time_helps(resident):
    space = SpaceFactory(capacity=4)
    no = refusal(space, resident, party_size=5)
    assert near(space, no, at(10)) == []


def test_a_year_ahead_is_the_last_day_on_which_anybody_books():
    last = clock.today() + dt.timedelta(days=366)
    require_within_a_year(last)
    with pytest.raises(Refused) as refusal:
        require_within_a_year(last + dt.timedelta(days=1))
    assert refusal.value.code == "too_far_ahead"
