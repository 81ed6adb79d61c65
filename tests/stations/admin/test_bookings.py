"""What the office does with bookings in admin: every act, by whom, and what must not happen."""

import datetime as dt

import pytest

from accounts.models import Notification, Person
from stations.models import Booking, BookingSeries, Hold
from tests.factories import (
    BookingFactory,
    EstateFactory,
    OrgUnitFactory,
    PrivacyNoticeFactory,
    SpaceFactory,
    StationFactory,
    officer,
)
from tests.support.office_stations import MORNING, TUESDAY, page, typed
from tests.support.pages import marks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


def requested(**more) -> Booking:
    return BookingFactory(space__needs_approval=True, status="requested", **more)


def of(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


# --- The list


def test_what_waits_for_an_answer_comes_first_in_the_list(office):
    later = BookingFactory(starts_at=TUESDAY + dt.timedelta(days=3))
    waits = requested(starts_at=TUESDAY)
    waits_too = requested(starts_at=TUESDAY + dt.timedelta(days=1))
    forgotten = requested(starts_at=MORNING - dt.timedelta(days=1))
    rows = office.get(page("booking_changelist")).context_data["cl"].result_list
    assert list(rows) == [waits, waits_too, later, forgotten]


@pytest.mark.parametrize(("day", "shown"), [("today", {"now"}), ("week", {"soon"}), ("past", {"past"}), ("x", None)])
def test_the_list_is_filtered_by_day(office, day, shown):
    made = {
        "past": BookingFactory(starts_at=MORNING - dt.timedelta(days=1)),
        "now": BookingFactory(starts_at=MORNING - dt.timedelta(minutes=30)),
        "soon": BookingFactory(starts_at=TUESDAY),
        "later": BookingFactory(starts_at=MORNING + dt.timedelta(days=10)),
    }
    rows = office.get(page("booking_changelist"), {"day": day}).context_data["cl"].result_list
    assert set(rows) == {made[name] for name in shown or made}


# --- Acts


def test_the_pages_say_who_is_told_and_why_something_cannot_be(office, neighbour):
    waits = requested(starts_at=TUESDAY)
    requested(starts_at=TUESDAY, space=waits.space)
    taken = BookingFactory(starts_at=TUESDAY).space
    weeks = {"first_day": "2026-10-13", "last_day": "2026-10-20", "every_weeks": 1, "starts": "09:00"}
    one = asked(taken, person=neighbour.pk)
    said = {
        office.get(page("booking_approve", waits.pk)): "另有 1 份申请",
        office.post(page("booking_add"), one): "相近的空闲时间",
        office.post(page("booking_add"), asked(taken)): "两者选一",
        office.post(page("bookingseries_add"), one | weeks, follow=True): "有 1 天没有约上",
        office.get(page("bookingseries_change", BookingSeries.objects.get().pk)): "没有约上：",
    }
    assert [words for response, words in said.items() if words not in response.content.decode()] == []


def test_a_request_is_approved_and_its_rival_told(office):
    booking = requested(starts_at=TUESDAY)
    rival = requested(starts_at=TUESDAY, space=booking.space)
    url = page("booking_approve", booking.pk)
    assert office.get(url).status_code == 200
    assert of(booking).status == "requested"
    assert office.post(url).url == page("booking_change", booking.pk)
    assert (of(booking).status, of(rival).status) == ("confirmed", "refused")
    assert set(Notification.objects.values_list("kind", flat=True)) == {
        "booking_approved",
        "booking_given_to_another",
    }


def test_a_request_is_refused_with_an_answer_and_not_without(office):
    booking = requested(starts_at=TUESDAY)
    url = page("booking_refuse", booking.pk)
    assert office.post(url, {"answer": ""}).status_code == 200
    assert of(booking).status == "requested"
    office.post(url, {"answer": "那天要消防检查"})
    assert (of(booking).status, of(booking).answer) == ("refused", "那天要消防检查")


def test_a_booking_is_cancelled_with_a_reason_that_the_person_reads(office):
    booking = BookingFactory(starts_at=TUESDAY)
    office.post(page("booking_cancel", booking.pk), {"reason": ""})
    assert of(booking).status == "confirmed"
    office.post(page("booking_cancel", booking.pk), {"reason": "水管漏水"})
    assert (of(booking).status, of(booking).answer) == ("cancelled", "水管漏水")
    assert not Hold.objects.exists()


def test_a_booking_is_moved_and_a_taken_hour_is_answered_with_free_ones(office):
    booking = BookingFactory(starts_at=TUESDAY)
    BookingFactory(starts_at=TUESDAY + dt.timedelta(hours=2), space=booking.space)
    url = page("booking_move", booking.pk)
    taken = office.post(url, {"starts_at": typed(TUESDAY + dt.timedelta(hours=2)), "minutes": 60})
    (refusal,) = taken.context["form"].non_field_errors().as_data()
    assert refusal.code == "taken"
    assert "10:00" in str(refusal)
    assert of(booking).starts_at == TUESDAY
    office.post(url, {"starts_at": typed(TUESDAY + dt.timedelta(hours=4)), "minutes": 90})
    assert of(booking).starts_at == TUESDAY + dt.timedelta(hours=4)
    assert of(booking).minutes == 90


@pytest.mark.parametrize("moment", ["9999-12-31T23:00", "0001-01-01T00:00", "morgen", ""])
def test_a_time_that_cannot_be_is_answered_in_words(office, moment):
    booking = BookingFactory(starts_at=TUESDAY)
    response = office.post(page("booking_move", booking.pk), {"starts_at": moment, "minutes": 60})
    assert response.status_code == 200
    assert of(booking).starts_at == TUESDAY


def test_a_no_show_is_waived_with_a_reason(office, secretary):
    booking = BookingFactory(starts_at=MORNING - dt.timedelta(days=1), status="no_show")
    url = page("booking_waive", booking.pk)
    office.post(url, {"reason": ""})
    assert of(booking).waived_by is None
    office.post(url, {"reason": "当时在住院"})
    assert (of(booking).waived_by, of(booking).waive_reason) == (secretary, "当时在住院")
    assert "当时在住院" in office.get(page("booking_change", booking.pk)).content.decode()


@pytest.mark.parametrize(
    ("status", "days", "offered"),
    [
        ("requested", 1, {"approve", "refuse", "move"}),
        ("requested", -1, {"refuse"}),
        ("confirmed", 1, {"move", "cancel"}),
        ("done", -1, set()),
        ("cancelled", 1, set()),
        ("no_show", -1, {"waive"}),
    ],
)
def test_only_what_the_standing_allows_is_offered(office, status, days, offered):
    booking = BookingFactory(starts_at=MORNING + dt.timedelta(days=days), status=status)
    content = office.get(page("booking_change", booking.pk)).content.decode()
    acts = ("approve", "refuse", "move", "cancel", "waive")
    assert {act for act in acts if page(f"booking_{act}", booking.pk) in content} == offered


@pytest.mark.parametrize("act", ["approve", "refuse", "move", "cancel", "waive"])
def test_who_only_reads_a_booking_does_nothing_with_it(client, act):
    branch = OrgUnitFactory(estate_branch=True)
    estate = EstateFactory(community=branch.community)
    branch.estates.add(estate)
    booking = requested(starts_at=TUESDAY, space__station__estate=estate)
    client.force_login(officer("branch_secretary", branch))
    assert client.get(page("booking_change", booking.pk)).status_code == 200
    url = page(f"booking_{act}", booking.pk)
    asked = {"answer": "x", "reason": "x", "starts_at": typed(TUESDAY + dt.timedelta(hours=3)), "minutes": 60}
    assert client.get(url).status_code == 403
    assert client.post(url, asked).status_code == 403
    assert (of(booking).status, of(booking).starts_at) == ("requested", TUESDAY)


def test_a_booking_of_ones_own_people_elsewhere_is_read_and_not_decided_on(client, neighbour):
    """The office sees what its residents booked in another community; the office there answers."""
    elsewhere = StationFactory(community__name="青山社区")
    booking = requested(starts_at=TUESDAY, person=neighbour, space__station=elsewhere)
    client.force_login(officer("secretary", OrgUnitFactory()))
    assert client.get(page("booking_change", booking.pk)).status_code == 200
    assert client.post(page("booking_approve", booking.pk)).status_code == 403
    assert client.post(page("booking_cancel", booking.pk), {"reason": "x"}).status_code == 403
    assert of(booking).status == "requested"


# --- Booking for a neighbour


def asked(space, **more) -> dict[str, object]:
    return {
        "space": space.pk,
        "starts_at": typed(TUESDAY),
        "minutes": 60,
        "party_size": 4,
        "purpose": "games",
        "remark": "",
        "person": "",
        "name": "",
        "phone": "",
        **more,
    }


def test_the_office_books_for_a_neighbour_whom_it_knows(office, secretary, neighbour):
    space = SpaceFactory(needs_approval=True)
    response = office.post(page("booking_add"), asked(space, person=neighbour.pk))
    booking = Booking.objects.get()
    assert response.status_code == 302
    assert (booking.person, booking.by, booking.for_neighbour) == (neighbour, secretary, True)
    assert (booking.status, booking.minutes, booking.party_size) == ("confirmed", 60, 4)


def test_the_office_enters_a_new_neighbour_with_the_booking(office):
    PrivacyNoticeFactory()
    space = SpaceFactory()
    office.post(page("booking_add"), asked(space, name="王阿婆", agreed="on"))
    assert Booking.objects.get().person.name == "王阿婆"


def test_a_new_neighbour_whose_booking_is_refused_is_not_entered(office):
    PrivacyNoticeFactory()
    office.post(page("booking_add"), asked(SpaceFactory(), name="王阿婆", agreed="on", party_size=99))
    assert not Person.objects.filter(name="王阿婆").exists()


def test_a_new_neighbour_who_has_not_agreed_is_neither_entered_nor_booked(office):
    PrivacyNoticeFactory()
    office.post(page("booking_add"), asked(SpaceFactory(), name="王阿婆"))
    assert not Person.objects.filter(name="王阿婆").exists()
    assert not Booking.objects.exists()


def test_a_booking_is_for_one_person_picked_or_entered(office, neighbour):
    space = SpaceFactory()
    for who in ({}, {"person": neighbour.pk, "name": "王阿婆"}):
        response = office.post(page("booking_add"), asked(space, **who))
        assert response.context["adminform"].form.has_error("person", "one_person")
    assert not Booking.objects.exists()


def test_a_taken_hour_is_refused_above_the_form_with_free_ones_near_it(office, neighbour):
    space = SpaceFactory()
    BookingFactory(space=space, starts_at=TUESDAY)
    response = office.post(page("booking_add"), asked(space, person=neighbour.pk))
    (refusal,) = response.context["adminform"].form.non_field_errors().as_data()
    assert refusal.code == "taken"
    assert "10:00" in str(refusal)
    assert Booking.objects.count() == 1


def test_rooms_of_elsewhere_are_not_offered_and_not_taken(office, neighbour):
    elsewhere = SpaceFactory(station__community__name="青山社区")
    assert elsewhere.name not in office.get(page("booking_add")).content.decode()
    office.post(page("booking_add"), asked(elsewhere, person=neighbour.pk))
    assert not Booking.objects.exists()


# --- Series


def test_a_series_is_booked_and_its_page_shows_the_days_that_were_not_free(office, neighbour):
    space = SpaceFactory()
    BookingFactory(space=space, starts_at=TUESDAY + dt.timedelta(days=7))
    wanted = asked(space, person=neighbour.pk) | {
        "first_day": "2026-10-13",
        "last_day": "2026-10-27",
        "every_weeks": 1,
        "starts": "09:00",
    }
    response = office.post(page("bookingseries_add"), wanted, follow=True)
    series = BookingSeries.objects.get()
    assert series.bookings.count() == 2
    assert [one["why"] for one in series.skipped] == ["taken"]
    assert "warning" in [message.level_tag for message in response.context["messages"]]
    response = office.get(page("bookingseries_change", series.pk))
    assert marks(response, "state") == ["confirmed", "skipped", "confirmed"]
    content = response.content.decode()
    assert series.skipped[0]["words"] in content
    assert all(page("booking_change", booking.pk) in content for booking in series.bookings.all())
    office.post(page("bookingseries_cancel", series.pk), {"reason": "班停办了", "from_day": ""})
    assert not series.bookings.exclude(status="cancelled").exists()
    assert page("bookingseries_cancel", series.pk) not in (
        office.get(page("bookingseries_change", series.pk)).content.decode()
    )
