"""The receptionist's desk: the board of the day, check-in, visitors counted, approval; and the board on the wall."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from common.time import clock
from portal.selectors.station_board import StationBoard
from stations.actions.displays import add_display, revoke_display
from stations.models import Booking, DropIn
from tests.factories import (
    BookingFactory,
    CommunityFactory,
    DropInFactory,
    EventFactory,
    HoldFactory,
    OrgUnitFactory,
    PersonFactory,
    ReservedHoursFactory,
    SpaceFactory,
    StationFactory,
    officer,
)
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def today(hour):
    return clock.day_start(clock.today()) + dt.timedelta(hours=hour)


@pytest.fixture
def station():
    return StationFactory(name="幸福驿站")


@pytest.fixture
def room(station):
    return SpaceFactory(station=station, name="会客厅")


@pytest.fixture
def corner(station):
    return SpaceFactory(station=station, name="阅览室", use="drop_in")


@pytest.fixture
def receptionist(station):
    return officer("receptionist", station)


@pytest.fixture
def desk(receptionist):
    return signed_in(receptionist)


@pytest.fixture
def office(station):
    return signed_in(officer("office_worker", OrgUnitFactory(community=station.community)))


def booked(room, hour=12, hours=1, name="陈桂英", **more):
    more.setdefault("person", PersonFactory(name=name, phone="+8613812345678"))
    return BookingFactory(space=room, starts_at=today(hour), ends_at=today(hour + hours), **more)


def shown(client, station):
    response = client.get(reverse("desk:station", args=[station.pk]))
    assert response.status_code == 200
    return response


def board(client, station) -> str:
    return shown(client, station).content.decode()


def rooms_now(response) -> dict[str, tuple[str, dt.datetime]]:
    """How each room stands, and until when."""
    return {room.space.name: (room.state, room.until) for room in response.context["board"].rooms}


# --- The board


def test_the_board_knows_who_is_late_who_is_here_who_comes_and_who_did_not(desk, station, room):
    booked(room, 11.75, name="迟到的人")
    with transaction.atomic():
        booked(SpaceFactory(station=station), 11, 2, name="到了的人", status="checked_in")
    booked(room, 18, name="晚上来的人")
    booked(room, 9, name="没来的人", status="no_show")
    response = shown(desk, station)
    day, html = response.context["board"], response.content.decode()
    states = {line.booking.person.name: line.state for line in day.lines}
    assert states == {"没来的人": "missed", "到了的人": "here", "迟到的人": "late", "晚上来的人": "coming"}
    assert [line.minutes_late for line in day.lines if line.state == "late"] == [15]
    assert html.index("迟到的人") < html.index("晚上来的人") < html.index("没来的人")
    assert "5678" not in html, "whoever works at the desk only meets the guests"


def test_events_and_maintenance_stand_on_the_board_too(desk, station, room):
    EventFactory(space=room, title="亲子阅读", starts_at=today(13), ends_at=today(14))
    HoldFactory(space=room, starts_at=today(15), ends_at=today(16), note="空调检修")
    html = board(desk, station)
    assert "亲子阅读" in html
    assert "空调检修" in html


def test_a_draft_is_called_by_no_name_on_the_board_or_the_wall(desk, display, client, station, room):
    EventFactory(space=room, status="draft", title="还没公布的活动", starts_at=today(13), ends_at=today(14))
    for response in (shown(desk, station), wall(client, display[1])):
        assert [(line.starts_at, line.title) for line in response.context["board"].lines] == [(today(13), "")]
        assert "还没公布的活动" not in response.content.decode()
        assert "13:00" in response.content.decode()


def test_a_hall_is_taken_when_its_parts_are_out_of_use(station):
    hall = SpaceFactory(station=station, name="大厅")
    for name in ("左厅", "右厅"):
        SpaceFactory(station=station, part_of=hall, name=name, active=False)
    booked(hall, 11.75)
    assert [(room.space, room.state) for room in StationBoard(station).rooms] == [(hall, "taken")]


def test_the_board_knows_which_rooms_are_free_and_until_when(desk, station, room):
    hall = SpaceFactory(station=station, name="大厅")
    part = SpaceFactory(station=station, name="东厅", part_of=hall)
    booked(part, 11, 2, status="checked_in")
    booked(room, 15)
    taken = ("taken", today(13))
    assert rooms_now(shown(desk, station)) == {"大厅": taken, "东厅": taken, "会客厅": ("free", today(15))}


def test_the_board_knows_hours_for_own_use_of_the_whole_and_of_a_part(desk, station):
    hall, other = SpaceFactory(station=station, name="大厅"), SpaceFactory(station=station, name="南厅")
    for name in ("东厅", "西厅"):
        SpaceFactory(station=station, name=name, part_of=hall)
    south, _north = (SpaceFactory(station=station, name=name, part_of=other) for name in ("左半", "右半"))
    day = clock.today().weekday()
    ReservedHoursFactory(space=hall, day=day, starts=dt.time(11), ends=dt.time(13))
    ReservedHoursFactory(space=south, day=day, starts=dt.time(11), ends=dt.time(14))
    of_hall, of_half = ("own_use", today(13)), ("own_use", today(14))
    now = rooms_now(shown(desk, station))
    assert now.pop("右半")[0] == "free"  # the other part of a whole of which one part is in use
    assert now == dict.fromkeys(("大厅", "东厅", "西厅"), of_hall) | dict.fromkeys(("南厅", "左半"), of_half)


def test_nothing_of_another_day_or_station_stands_on_the_board(desk, station, room):
    booked(room, 36, name="明天来的人")
    booked(SpaceFactory(), 12, name="别处的人")
    html = board(desk, station)
    assert "明天来的人" not in html
    assert "别处的人" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_board_costs_the_same_whatever_stands_on_it(
    desk, station, room, corner, rows, django_assert_num_queries, receptionist
):
    for n in range(rows):
        booked(room, 12 + n, name=f"人{n}")
        booked(SpaceFactory(station=station), 13 + n, name=f"别人{n}")
        EventFactory(space=SpaceFactory(station=station), starts_at=today(13), ends_at=today(14))
        DropInFactory(space=corner, by=receptionist)
    board(desk, station)
    with django_assert_num_queries(15):
        board(desk, station)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_stations_costs_the_same_whatever_stands_in_it(station, rows, django_assert_num_queries):
    client = signed_in(officer("office_worker", OrgUnitFactory(community=station.community)))
    StationFactory.create_batch(rows - 1, community=station.community)
    client.get(reverse("desk:stations"))
    with django_assert_num_queries(7):
        assert client.get(reverse("desk:stations")).status_code == 200


def test_another_station_is_not_there(desk):
    for name, args in (
        ("desk:station", [StationFactory().pk]),
        ("desk:station", [10**12]),
        ("desk:tally", [SpaceFactory().pk]),
        ("desk:booking", [BookingFactory().pk]),
    ):
        url = reverse(name, args=args)
        opened = desk.get(url)
        assert opened.status_code == 404 or (name, opened.url) == ("desk:tally", reverse("desk:stations"))
        assert desk.post(url).status_code in (404, 405)


def test_the_first_page_of_the_desk_leads_a_receptionist_to_the_board(desk, station):
    response = desk.get(reverse("desk:start"))
    assert reverse("desk:station", args=[station.pk]) in response.content.decode()
    assert desk.get(reverse("desk:neighbours")).status_code == 403


# --- Taps


def test_one_tap_checks_in_and_one_takes_it_back(desk, station, room):
    booking = booked(room)
    url = reverse("desk:station", args=[station.pk])
    response = desk.post(reverse("desk:check_in", args=[booking.pk]), {"back": "board"})
    assert response.url.startswith(url)
    booking.refresh_from_db()
    assert booking.status == "checked_in"
    assert reverse("desk:undo_check_in", args=[booking.pk]) in board(desk, station)
    desk.post(reverse("desk:undo_check_in", args=[booking.pk]), {"back": "board"})
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_a_receptionist_checks_in_and_neither_approves_nor_waives(desk, room):
    request, missed = booked(room, 14, status="requested"), booked(room, 9, status="no_show")
    html = desk.get(reverse("desk:booking", args=[request.pk])).content.decode()
    assert reverse("desk:approve", args=[request.pk]) not in html
    desk.post(reverse("desk:approve", args=[request.pk]))
    desk.post(reverse("desk:refuse", args=[request.pk]), {"reason": "不行"})
    desk.post(reverse("desk:waive", args=[missed.pk]), {"reason": "生病"})
    desk.post(reverse("desk:cancel_booking", args=[booked(room, 16).pk]), {"reason": "不行"})
    assert set(Booking.objects.values_list("status", "waived_by")) >= {("requested", None), ("no_show", None)}


def test_who_runs_the_station_approves_refuses_cancels_and_waives(office, station, room):
    request, other = booked(room, 14, status="requested"), booked(room, 16, status="requested")
    missed, coming = booked(room, 9, status="no_show"), booked(room, 18)
    html = board(office, station)
    assert reverse("desk:approve", args=[request.pk]) in html
    office.post(reverse("desk:approve", args=[request.pk]), {"back": "board"})
    office.post(reverse("desk:refuse", args=[other.pk]), {"reason": ""})
    other.refresh_from_db()
    assert other.status == "requested"
    office.post(reverse("desk:refuse", args=[other.pk]), {"reason": "当天检修" + "长" * 300})
    office.post(reverse("desk:waive", args=[missed.pk]), {"reason": "生病住院"})
    office.post(reverse("desk:cancel_booking", args=[coming.pk]), {"reason": "停电"})
    for booking, status in ((request, "confirmed"), (other, "refused"), (missed, "no_show"), (coming, "cancelled")):
        booking.refresh_from_db()
        assert booking.status == status
    assert missed.waive_reason == "生病住院"


@pytest.mark.parametrize(
    "status", ["requested", "confirmed", "checked_in", "done", "no_show", "refused", "cancelled"]
)
def test_the_page_of_a_booking_offers_only_what_goes(office, desk, room, status):
    booking = booked(room, 11.75, status=status)
    for client in (office, desk):
        html = client.get(reverse("desk:booking", args=[booking.pk])).content.decode()
        assert (reverse("desk:check_in", args=[booking.pk]) in html) == (status in ("confirmed", "no_show"))
        assert (reverse("desk:finish", args=[booking.pk]) in html) == (status == "checked_in")
    assert (reverse("desk:waive", args=[booking.pk]) in office.get(booking_page(booking)).content.decode()) == (
        status == "no_show"
    )


def booking_page(booking) -> str:
    return reverse("desk:booking", args=[booking.pk])


def test_the_station_reads_the_remark_and_why_a_miss_does_not_count(desk, office, receptionist, room):
    booking = booked(room, 9, status="no_show", remark="老伴腿脚不便")
    booking.waived_by, booking.waive_reason = receptionist, "生病住院"
    booking.save()
    for reader in (desk, office):
        html = reader.get(booking_page(booking)).content.decode()
        assert "老伴腿脚不便" in html
        assert "生病住院" in html


# --- Visitors


def test_one_tap_counts_a_visitor_and_one_takes_the_last_back(desk, station, corner):
    url = reverse("desk:tally", args=[corner.pk])
    desk.post(url, {"people": "1"})
    desk.post(url, {"people": "4"})
    assert shown(desk, station).context["board"].counted == 5
    last = DropIn.objects.latest("pk")
    for _tap in range(2):
        response = desk.post(reverse("desk:take_back", args=[corner.pk]), {"tally": last.pk})
        assert response.status_code == 302
    assert shown(desk, station).context["board"].counted == 1


@pytest.mark.parametrize("people", ["0", "-1", "99999999999999999999", "x"])
def test_a_number_that_cannot_be_counts_nobody(desk, corner, people):
    assert desk.post(reverse("desk:tally", args=[corner.pk]), {"people": people}).status_code == 302
    assert not DropIn.objects.exists()


def test_what_a_colleague_counted_is_not_taken_back(desk, corner):
    row = DropInFactory(space=corner)
    for tally in (row.pk, "x", 10**30, ""):
        desk.post(reverse("desk:take_back", args=[corner.pk]), {"tally": tally})
    assert DropIn.objects.get() == row


# --- The wall


@pytest.fixture
def display(station):
    office = officer("office_worker", OrgUnitFactory(community=station.community))
    return add_display(station, name="大厅", by=office)


def wall(client, token):
    return client.get(reverse("wall", args=[token]))


def test_the_wall_shows_surnames_and_nothing_to_press(client, display, room, corner):
    booked(room, 12, name="陈桂英")
    EventFactory(space=room, title="亲子阅读", starts_at=today(14), ends_at=today(15))
    response = wall(client, display[1])
    html = response.content.decode()
    assert "陈**" in html
    assert "桂英" not in html
    assert "138" not in html
    assert "亲子阅读" in html
    assert response.headers["Refresh"] == "60"
    assert [tag for tag in ("<a ", "<form", "<button", "<script") if tag in html] == []
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_wall_that_is_switched_off_or_unknown_is_not_there(client, display):
    row, token = display
    assert wall(client, token[:-1]).status_code == 404
    assert wall(client, row.token_digest).status_code == 404
    assert client.post(reverse("wall", args=[token])).status_code == 405
    revoke_display(row, by=row.created_by)
    assert wall(client, token).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_wall_costs_the_same_whatever_stands_on_it(
    client, display, station, room, rows, django_assert_num_queries
):
    for n in range(rows):
        booked(room, 12 + n)
        SpaceFactory(station=station)
    wall(client, display[1])
    with django_assert_num_queries(10):
        assert wall(client, display[1]).status_code == 200


def test_a_station_of_another_community_is_not_the_office_s(office):
    other = StationFactory(community=CommunityFactory(name="别处社区"))
    assert office.get(reverse("desk:station", args=[other.pk])).status_code == 404
