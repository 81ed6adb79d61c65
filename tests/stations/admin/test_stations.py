"""What the office does with stations and rooms in admin, with displays, visitors and receptionists."""

import datetime as dt
import html
import re

import pytest
from django.contrib.admin.utils import flatten_fieldsets
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Notification
from common.time import clock
from stations.models import (
    Booking,
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
    EstateFactory,
    HoldFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    SpaceFactory,
    StationFactory,
    WallDisplayFactory,
    officer,
)
from tests.support.office_stations import MORNING, TUESDAY, page, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


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


def test_the_pages_say_how_a_station_stands_and_what_is_in_the_way(office):
    space = BookingFactory().space
    StationFactory(hours=[])
    said = {
        office.get(page("station_changelist")): ["正在开放，至 22:00", "暂不开放"],
        office.get(page("station_change", space.station_id)): ["取消预约"],
        entered_exception(office, space.station): ["1 个预约或申请"],
        office.post(page("space_change", space.pk), room() | {"active": ""}): ["办不成", "怎么处理"],
    }
    missing = {response: [one for one in words if one not in response.text] for response, words in said.items()}
    assert [words for words in missing.values() if words] == []


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


def fields_of(response) -> set[str]:
    """The fields of the rows below the form, those that can only be read too."""
    rows = response.context_data["inline_admin_formsets"]
    return {name for inline in rows for name in flatten_fieldsets(inline.fieldsets)}


def test_the_form_of_a_station_opens_whether_one_may_change_it_or_not(office, client):
    station = StationFactory(hours=[(0, "08:00", "20:00")])
    OpeningExceptionFactory(station=station)
    assert "cancels" in fields_of(office.get(page("station_change", station.pk)))
    branch = OrgUnitFactory(estate_branch=True)
    station.estate = EstateFactory(community=branch.community)
    station.save()
    branch.estates.add(station.estate)
    client.force_login(officer("branch_secretary", branch))
    response = client.get(page("station_change", station.pk))
    assert "消防检查" in response.text
    assert "reason" in fields_of(response)
    assert "cancels" not in fields_of(response)


def test_the_list_of_stations_tells_what_is_open_now(office):
    opened, closed = StationFactory(name="开着的"), StationFactory(name="关着的", hours=[])
    rows = office.get(page("station_changelist")).context_data["cl"].result_list
    assert {row: row.standing.is_open for row in rows} == {opened: True, closed: False}


def room() -> dict[str, object]:
    """What the form of a room sends."""
    return formsets(reserved_hours=0) | {
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


def test_a_room_keeps_its_station_and_has_parts_of_it_only(office):
    space, elsewhere = SpaceFactory(), SpaceFactory()
    response = office.get(page("space_change", space.pk))
    assert reverse("stations:poster", args=[space.pk]) in response.content.decode()
    form = response.context_data["adminform"].form
    assert "station" not in form.fields
    assert elsewhere not in form.fields["part_of"].queryset
    data = room()
    assert office.post(page("space_change", space.pk), data | {"purposes": ["games", "meeting"]}).status_code == 302
    assert (Space.objects.get(pk=space.pk).buffer, Space.objects.get(pk=space.pk).purposes) == (
        15,
        ["games", "meeting"],
    )
    response = office.post(page("space_change", space.pk), data | {"purposes": ["other"]})
    assert response.context["adminform"].form.has_error("purposes", "invalid_choice")

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
    assert "幸福驿站东区" in client.get(reverse("me_posts")).content.decode()
    appointment = StationAppointment.objects.get()
    url = reverse("me_post_end", args=["station", appointment.pk])
    assert client.get(url).status_code == 200
    client.post(url)
    assert not StationAppointment.objects.current().exists()
