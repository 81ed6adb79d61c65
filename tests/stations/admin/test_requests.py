"""Requests for rooms in the office: what stands beside each, and several answered at once."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Notification
from stations.models import Booking
from tests.factories import (
    BookingFactory,
    EventFactory,
    HoldFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    SpaceFactory,
    StationFactory,
    officer,
)
from tests.support.office_stations import MORNING, TUESDAY, page
from tests.support.pages import levels, marks, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

HOUR = dt.timedelta(hours=1)


def requested(space: Any = None, **more: Any) -> Booking:
    space = space or SpaceFactory(needs_approval=True)
    return BookingFactory(space=space, status="requested", **{"starts_at": TUESDAY, **more})


def send(client: Any, act: str, *bookings: Booking, **more: str) -> Any:
    """What the list sends once rows are ticked and the act is chosen; `confirmed` is the button of the next page."""
    chosen = {ACTION_CHECKBOX_NAME: [booking.pk for booking in bookings]}
    return client.post(page("booking_changelist"), {"action": act, **chosen, **more})


def statuses(*bookings: Booking) -> list[str]:
    return [Booking.objects.get(pk=booking.pk).status for booking in bookings]


def outlooks(client: Any) -> dict[int, Any]:
    rows = client.get(page("booking_changelist")).context_data["cl"].result_list
    return {row.pk: row.outlook for row in rows}


# --- What stands beside a request


def test_the_list_says_of_each_request_what_else_is_in_these_hours(office):
    free = requested()
    hall = SpaceFactory(needs_approval=True, buffer=30)
    half = SpaceFactory(station=hall.station, part_of=hall, needs_approval=True)
    of_part = HoldFactory(space=half, starts_at=TUESDAY + HOUR, ends_at=TUESDAY + 2 * HOUR)
    beside_part = requested(hall, ends_at=TUESDAY + HOUR)  # with what is kept free after it
    event_room = SpaceFactory(needs_approval=True)
    event = EventFactory(space=event_room, starts_at=TUESDAY, ends_at=TUESDAY + HOUR)
    beside_event = requested(event_room)
    booked = BookingFactory(starts_at=TUESDAY)
    beside_booking = requested(booked.space)
    closed_station = OpeningExceptionFactory(during=(TUESDAY.date(), (TUESDAY + dt.timedelta(days=1)).date())).station
    while_closed = requested(SpaceFactory(station=closed_station, needs_approval=True))

    found = outlooks(office)

    assert found[booked.pk] is None
    assert {pk: (one.fits, one.is_open, one.holds) for pk, one in found.items() if one} == {
        free.pk: (True, True, []),
        beside_part.pk: (False, True, [of_part]),
        beside_event.pk: (False, True, [event.hold]),
        beside_booking.pk: (False, True, [booked.hold]),
        while_closed.pk: (False, False, []),
    }


def test_requests_for_one_time_name_each_other(office):
    first = requested()
    rival = requested(first.space, starts_at=TUESDAY + dt.timedelta(minutes=30))
    requested(first.space, starts_at=TUESDAY + 5 * HOUR)
    requested()
    found = outlooks(office)
    assert (found[first.pk].rivals, found[rival.pk].rivals) == ([rival], [first])
    assert rival.person.name in text(office.get(page("booking_changelist")))


def test_only_what_fits_is_offered_to_be_approved_in_the_list(office):
    fits = requested()
    clash = requested(BookingFactory(starts_at=TUESDAY).space)
    shown = text(office.get(page("booking_changelist")))
    offered = {
        one: [page(f"booking_{act}", one.pk) in shown for act in ("approve", "refuse")] for one in (fits, clash)
    }
    assert offered == {fits: [True, True], clash: [False, True]}


def test_the_list_costs_the_same_with_one_request_and_with_three(office):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            office.get(page("booking_changelist"))
        return len(captured)

    taken = BookingFactory(starts_at=TUESDAY).space
    requested(taken)
    queries()
    one = queries()
    requested(taken)
    requested(EventFactory(space=SpaceFactory(needs_approval=True), starts_at=TUESDAY).space)
    assert queries() == one


# --- Several answered at once


def test_what_will_happen_is_said_before_anything_happens(office):
    fits, rival = (requested(one) for one in [SpaceFactory(needs_approval=True)] * 2)
    clash = requested(BookingFactory(starts_at=TUESDAY).space)
    asked = send(office, "approve_chosen", fits, rival, clash)
    assert dict(zip(marks(asked, "request"), marks(asked, "fits"), strict=True)) == {
        str(fits.pk): "yes",
        str(rival.pk): "no",
        str(clash.pk): "no",
    }
    assert statuses(fits, rival, clash) == ["requested"] * 3


def test_what_fits_is_approved_and_of_the_others_it_is_said_why_not(office):
    fits, rival = (requested(one) for one in [SpaceFactory(needs_approval=True)] * 2)
    clash = requested(BookingFactory(starts_at=TUESDAY).space)
    other = requested()
    done = send(office, "approve_chosen", clash, rival, fits, other, confirmed="1")
    assert done.status_code == 302
    assert statuses(fits, rival, clash, other) == ["confirmed", "refused", "requested", "confirmed"]
    assert levels(done) == ["success", "warning", "warning"]
    told = Notification.objects.values_list("recipient", flat=True)
    assert set(told) == {one.person_id for one in (fits, rival, other)}


def test_many_are_refused_with_one_reason(office):
    chosen = [requested(), requested()]
    assert statuses(*chosen) == ["requested"] * 2
    without = send(office, "refuse_chosen", *chosen, confirmed="1")
    assert without.status_code == 200
    assert statuses(*chosen) == ["requested"] * 2
    assert send(office, "refuse_chosen", *chosen, confirmed="1", answer="那天大扫除").status_code == 302
    assert [(one.status, one.answer) for one in Booking.objects.filter(pk__in=[one.pk for one in chosen])] == [
        ("refused", "那天大扫除")
    ] * 2


def test_what_does_not_wait_is_left_alone(office):
    booked, forgotten = BookingFactory(starts_at=TUESDAY), requested(starts_at=MORNING - HOUR)
    answered = send(office, "refuse_chosen", booked, forgotten, confirmed="1", answer="满了")
    assert levels(answered) == ["info"]
    assert statuses(booked, forgotten) == ["confirmed", "requested"]


def test_who_only_reads_bookings_gets_neither_the_column_nor_the_acts(client):
    branch = OrgUnitFactory(estate_branch=True)
    station = StationFactory(community=branch.community)
    station.estate = branch.estates.create(community=branch.community, name="海棠苑")
    station.save()
    client.force_login(officer("branch_secretary", branch))
    waits = requested(SpaceFactory(station=station, needs_approval=True))
    assert outlooks(client) == {waits.pk: None}
    send(client, "approve_chosen", waits, confirmed="1")
    assert statuses(waits) == ["requested"]


def test_requests_outside_the_own_community_are_not_answered(office):
    elsewhere = requested(SpaceFactory(station__community__name="别的社区", needs_approval=True))
    send(office, "approve_chosen", elsewhere, confirmed="1")
    assert statuses(elsewhere) == ["requested"]
