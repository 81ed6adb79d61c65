"""What the office does with stations, rooms and bookings in admin: every act, by whom, and what must not happen."""

import datetime as dt
import html
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Notification, Person
from common.time import clock
from stations.models import (
    Booking,
    BookingSeries,
    DropIn,
    Hold,
    OpeningException,
    OpeningHours,
    Space,
    Station,
    StationAppointment,
    WallDisplay,
)
from tests.factories import (
    BookingFactory,
    ConsentFactory,
    EstateFactory,
    HoldFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    SpaceFactory,
    StationFactory,
    UserFactory,
    WallDisplayFactory,
    officer,
)

pytestmark = pytest.mark.django_db

MORNING = clock.day_start(dt.date(2026, 10, 12)) + dt.timedelta(hours=9)  # a Monday
TUESDAY = MORNING + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def secretary():
    return officer("secretary", OrgUnitFactory())


@pytest.fixture
def office(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def neighbour():
    """A resident who has agreed to be known, and whom the office sees."""
    person = ConsentFactory(given_by=UserFactory()).person
    ResidenceFactory(person=person)
    return person


def page(name: str, *args: object) -> str:
    return reverse(f"admin:stations_{name}", args=args)


def typed(moment: dt.datetime) -> str:
    return f"{moment.astimezone(MORNING.tzinfo):%Y-%m-%dT%H:%M}"


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


def test_a_request_is_approved_and_its_rival_told(office):
    booking = requested(starts_at=TUESDAY)
    rival = requested(starts_at=TUESDAY, space=booking.space)
    url = page("booking_approve", booking.pk)
    assert "另有 1 份申请" in office.get(url).content.decode()
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
    assert "相近的空闲时间" in taken.content.decode()
    assert of(booking).starts_at == TUESDAY
    office.post(url, {"starts_at": typed(TUESDAY + dt.timedelta(hours=4)), "minutes": 90})
    assert of(booking).starts_at == TUESDAY + dt.timedelta(hours=4)
    assert of(booking).minutes == 90


@pytest.mark.parametrize("moment", ["9999-12-31T23:00", "0001-01-01T00:00", "\0", "morgen", ""])
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
        assert "两者选一" in response.content.decode()
    assert not Booking.objects.exists()


def test_a_taken_hour_is_refused_above_the_form_with_free_ones_near_it(office, neighbour):
    space = SpaceFactory()
    BookingFactory(space=space, starts_at=TUESDAY)
    content = office.post(page("booking_add"), asked(space, person=neighbour.pk)).content.decode()
    assert "相近的空闲时间" in content
    assert Booking.objects.count() == 1


def test_rooms_of_elsewhere_are_not_offered_and_not_taken(office, neighbour):
    elsewhere = SpaceFactory(station__community__name="青山社区")
    assert elsewhere.name not in office.get(page("booking_add")).content.decode()
    office.post(page("booking_add"), asked(elsewhere, person=neighbour.pk))
    assert not Booking.objects.exists()


# --- Series


def test_a_series_is_booked_and_its_page_names_the_days_that_were_not_free(office, neighbour):
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
    assert "有 1 天没有约上" in response.content.decode()
    content = office.get(page("bookingseries_change", series.pk)).content.decode()
    assert "没有约上：这个时间已经有人订了。" in content
    assert content.count("/admin/stations/booking/") >= 2
    office.post(page("bookingseries_cancel", series.pk), {"reason": "班停办了", "from_day": ""})
    assert not series.bookings.exclude(status="cancelled").exists()
    assert page("bookingseries_cancel", series.pk) not in (
        office.get(page("bookingseries_change", series.pk)).content.decode()
    )


# --- Maintenance


def test_a_room_is_closed_for_maintenance_and_opened_again(office, secretary):
    space = SpaceFactory()
    wanted = {"space": space.pk, "note": "刷墙", "starts_at": typed(TUESDAY)}
    office.post(page("hold_add"), wanted | {"ends_at": typed(TUESDAY + dt.timedelta(days=2))})
    hold = Hold.objects.get()
    assert (hold.kind, hold.by, hold.note) == ("maintenance", secretary, "刷墙")
    office.post(page("hold_delete", hold.pk), {"post": "yes"})
    assert not Hold.objects.exists()


def test_a_booked_room_is_not_closed_and_a_hold_of_a_booking_not_lifted(office):
    booking = BookingFactory(starts_at=TUESDAY)
    wanted = {"space": booking.space_id, "note": "刷墙", "starts_at": typed(TUESDAY)}
    response = office.post(page("hold_add"), wanted | {"ends_at": typed(TUESDAY + dt.timedelta(hours=1))})
    assert response.status_code == 200
    assert office.post(page("hold_delete", booking.hold_id), {"post": "yes"}).status_code == 403
    assert Hold.objects.get() == booking.hold
    assert page("booking_change", booking.pk) in office.get(page("hold_change", booking.hold_id)).content.decode()


def test_holds_are_deleted_by_no_bulk_act(office):
    hold = HoldFactory()
    data = {"action": "delete_selected", "_selected_action": hold.pk, "post": "yes"}
    office.post(page("hold_changelist"), data)
    assert Hold.objects.filter(pk=hold.pk).exists()


# --- Stations, rooms, displays, visitors, receptionists


def formsets(**prefixes: int) -> dict[str, int]:
    return {
        f"{name}-{kind}": n for name, n in prefixes.items() for kind, n in (("TOTAL_FORMS", n), ("INITIAL_FORMS", 0))
    }


def test_a_station_is_entered_with_what_it_has_and_when_it_opens(office):
    data = formsets(hours=1, exceptions=0, photos=0) | {
        "kind": "warm",
        "name": "暖心驿站北门",
        "address": "北门岗亭旁",
        "facilities": ["water", "charging"],
        "access": ["step_free"],
        "listed": "on",
        "hours-0-day": 0,
        "hours-0-opens": "22:00",
        "hours-0-closes": "06:00",
    }
    response = office.post(page("station_add"), data)
    assert response.status_code == 302, response.context_data["errors"]
    station = Station.objects.get()
    assert (station.facilities, station.access) == (["water", "charging"], ["step_free"])
    assert OpeningHours.objects.get().closes == dt.time(6)


def entered_exception(office, station, **more):
    """The office enters that the station is closed tomorrow."""
    tomorrow = clock.today() + dt.timedelta(days=1)
    data = formsets(hours=0, exceptions=1, photos=0) | {
        "kind": station.kind,
        "name": station.name,
        "address": station.address,
        "listed": "on",
        "exceptions-0-during_first": tomorrow,
        "exceptions-0-during_last": tomorrow,
        "exceptions-0-reason": "检修电路",
        **more,
    }
    response = office.post(page("station_change", station.pk), data, follow=True)
    assert OpeningException.objects.filter(station=station).count() == 1, response.context_data.get("errors")
    return response


def booked_and_asked_for():
    """Tomorrow at the same station; and the day after."""
    booking = BookingFactory()
    asked = BookingFactory(space=SpaceFactory(station=booking.space.station), status="requested")
    day = dt.timedelta(days=1)
    later = BookingFactory(
        space=booking.space, person=booking.person, starts_at=booking.starts_at + day, ends_at=booking.ends_at + day
    )
    return booking, asked, later


def test_the_office_is_told_what_is_booked_when_it_enters_a_closed_day(office):
    booking, asked, _later = booked_and_asked_for()
    response = entered_exception(office, booking.space.station)
    (warning,) = [str(one) for one in response.context["messages"] if one.level_tag == "warning"]
    assert "2 个预约或申请" in warning
    listed = office.get(html.unescape(re.search('href="([^"]+)"', warning)[1])).context_data["cl"].result_list
    assert set(listed) == {booking, asked}
    assert not Booking.objects.filter(status="cancelled").exists()


def test_the_office_cancels_what_is_booked_on_a_closed_day_with_its_reason(office):
    booking, asked, later = booked_and_asked_for()
    entered_exception(office, booking.space.station, **{"exceptions-0-cancels": "on"})
    for one in (booking, asked, later):
        one.refresh_from_db()
    assert [one.status for one in (booking, asked, later)] == ["cancelled", "refused", "confirmed"]
    assert booking.answer == asked.answer == "检修电路"
    assert Notification.objects.filter(kind="booking_cancelled", recipient=booking.person).count() == 1


def test_hours_that_leave_the_bookings_open_say_nothing(office):
    booking, *_others = booked_and_asked_for()
    hours = {"exceptions-0-opens": "08:00", "exceptions-0-closes": "20:00", "exceptions-0-cancels": "on"}
    response = entered_exception(office, booking.space.station, **hours)
    assert [one.level_tag for one in response.context["messages"]] == ["success"]
    booking.refresh_from_db()
    assert booking.is_confirmed


@pytest.mark.parametrize(
    "model", ["station", "space", "booking", "bookingseries", "hold", "dropin", "servicering", "walldisplay"]
)
def test_the_form_of_a_new_record_opens(office, model):
    assert office.get(page(f"{model}_add")).status_code == 200


def test_the_form_of_a_station_opens_whether_one_may_change_it_or_not(office, client):
    station = StationFactory(hours=[(0, "08:00", "20:00")])
    OpeningExceptionFactory(station=station)
    assert "取消预约" in office.get(page("station_change", station.pk)).text
    branch = OrgUnitFactory(estate_branch=True)
    station.estate = EstateFactory(community=branch.community)
    station.save()
    branch.estates.add(station.estate)
    client.force_login(officer("branch_secretary", branch))
    text = client.get(page("station_change", station.pk)).text
    assert "消防检查" in text
    assert "取消预约" not in text


def test_the_list_of_stations_says_what_is_open_now(office):
    StationFactory(name="开着的")
    StationFactory(name="关着的", hours=[])
    content = office.get(page("station_changelist")).content.decode()
    assert "正在开放，至 22:00" in content
    assert "暂不开放" in content


def test_a_room_keeps_its_station_and_has_parts_of_it_only(office):
    space, elsewhere = SpaceFactory(), SpaceFactory()
    response = office.get(page("space_change", space.pk))
    assert reverse("stations:poster", args=[space.pk]) in response.content.decode()
    form = response.context_data["adminform"].form
    assert "station" not in form.fields
    assert elsewhere not in form.fields["part_of"].queryset
    data = formsets(reserved_hours=0) | {
        "kind": "lounge",
        "name": "大会客室",
        "use": "bookable",
        "capacity": 12,
        "number": 0,
        "step": 30,
        "shortest": 60,
        "longest": 90,
        "buffer": 15,
        "days_ahead": 30,
        "notice": 0,
        "weekly_limit": "",
        "audience": "everyone",
        "active": "on",
    }
    assert office.post(page("space_change", space.pk), data).status_code == 302
    assert Space.objects.get(pk=space.pk).buffer == 15

    booking = BookingFactory(space=space, starts_at=TUESDAY)
    for field, off in (("active", data | {"active": ""}), ("use", data | {"use": "drop_in"})):
        response = office.post(page("space_change", space.pk), off)
        assert response.status_code == 200
        assert "还有未结束的预约或申请" in response.context["adminform"].form.errors[field][0]
    assert Space.objects.get(pk=space.pk).is_bookable
    office.post(page("booking_cancel", booking.pk), {"reason": "水管漏水"})
    assert office.post(page("space_change", space.pk), data | {"active": ""}).status_code == 302
    Space.objects.filter(pk=space.pk).update(active=True)

    hall = SpaceFactory(station=space.station)
    with CaptureQueriesContext(connection) as seen:
        assert office.post(page("space_change", space.pk), data | {"part_of": hall.pk}).status_code == 302
    assert Space.objects.get(pk=space.pk).part_of == hall
    locks = [query["sql"] for query in seen if "FOR NO KEY UPDATE" in query["sql"]]
    assert "ORDER BY s.id" in locks[0], "whole and parts wait in one order, before one changes"


def test_the_address_of_a_wall_is_shown_once_and_can_be_switched_off(office):
    station = StationFactory()
    response = office.post(page("walldisplay_add"), {"station": station.pk, "name": "大厅屏幕"})
    address = response.context_data["address"]
    assert office.get(address).status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    wall = WallDisplay.objects.get()
    token = address.rstrip("/").rsplit("/", 1)[-1]
    for name in ("walldisplay_change", "walldisplay_history"):
        assert token not in office.get(page(name, wall.pk)).content.decode()
    office.post(page("walldisplay_revoke", wall.pk))
    assert WallDisplay.objects.get().revoked_at is not None
    assert office.get(address).status_code == 404


def test_a_display_of_elsewhere_is_not_switched_off(office):
    wall = WallDisplayFactory(station__community__name="青山社区")
    office.post(page("walldisplay_revoke", wall.pk))
    assert WallDisplay.objects.get().revoked_at is None


def test_visitors_counted_on_paper_are_entered_and_a_slip_is_taken_back(office, secretary):
    space = SpaceFactory(use="drop_in")
    office.post(page("dropin_add"), {"space": space.pk, "at": typed(MORNING), "people": 12})
    tallied = DropIn.objects.get()
    assert (tallied.people, tallied.by) == (12, secretary)
    office.post(page("dropin_delete", tallied.pk), {"post": "yes"})
    assert not DropIn.objects.exists()


def test_a_receptionist_is_appointed_and_ended(office, secretary, neighbour):
    station = StationFactory()
    data = {"person": neighbour.pk, "station": station.pk, "during_first": "2026-10-12", "during_last": ""}
    response = office.post(page("stationappointment_add"), data)
    assert response.status_code == 302, response.context_data["errors"]
    appointment = StationAppointment.objects.get()
    assert (appointment.user.person, appointment.granted_by) == (neighbour, secretary)
    assert appointment.user.has_perm("stations.check_in_booking", station)
    assert Notification.objects.filter(recipient=neighbour, kind="appointed").exists()
    office.post(page("stationappointment_end", appointment.pk), {"last_day": "2026-10-20"})
    assert StationAppointment.objects.get().during.upper == dt.date(2026, 10, 21)


@pytest.mark.parametrize("role", ["deputy", "office_worker"])
def test_who_may_not_grant_appoints_no_receptionist(client, neighbour, role):
    station = StationFactory()
    client.force_login(officer(role, OrgUnitFactory()))
    data = {"person": neighbour.pk, "station": station.pk, "during_first": "2026-10-12", "during_last": ""}
    assert client.post(page("stationappointment_add"), data).status_code == 403
    assert not StationAppointment.objects.exists()


def test_a_receptionist_reads_of_the_post_on_the_own_page_and_lays_it_down(client):
    station = StationFactory(name="幸福驿站东区")
    user = officer("receptionist", station)
    client.force_login(user)
    assert "幸福驿站东区" in client.get(reverse("me")).content.decode()
    appointment = StationAppointment.objects.get()
    url = reverse("me_post_end", args=["station", appointment.pk])
    assert client.get(url).status_code == 200
    client.post(url)
    assert not StationAppointment.objects.current().exists()
