"""The office's pages of use: what they say, to whom, and the two clicks that open idle hours."""

import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from common.time import clock
from stations.models import ReservedHours, Space
from tests.factories import (
    BookingFactory,
    CommunityFactory,
    DropInFactory,
    EstateFactory,
    GridFactory,
    OrgUnitFactory,
    ReservedHoursFactory,
    SpaceFactory,
    StaffFactory,
    StationFactory,
    UserFactory,
    officer,
)
from tests.support.pages import marks

pytestmark = pytest.mark.django_db

HOURS = [(day, "09:00", "18:00") for day in range(7)]
OVERVIEW = "admin:stations_use"
DAYS = {
    "before_first": "2026-11-02",
    "before_last": "2026-11-08",
    "after_first": "2026-11-09",
    "after_last": "2026-11-15",
}
MONDAY = {"day": "0", "starts": "09:00", "ends": "18:00"}


@pytest.fixture(autouse=True)
def _a_friday():
    with time_machine.travel("2026-11-20T12:00:00+08:00", tick=False):
        yield


@pytest.fixture
def space():
    return SpaceFactory(station=StationFactory(name="海棠驿站", hours=HOURS), name="阅览室")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def office_of(community):
    return signed_in(officer("office_worker", OrgUnitFactory(community=community)))


@pytest.fixture
def office(space):
    return office_of(space.station.community)


def book(space, *, weeks_ago=1, hour=10):
    monday = clock.today() - dt.timedelta(days=clock.today().weekday() + 7 * weeks_ago)
    start = clock.day_start(monday) + dt.timedelta(hours=hour)
    return BookingFactory(space=space, starts_at=start, ends_at=start + dt.timedelta(hours=9), status="done")


def page_of(space):
    return reverse("admin:stations_use_space", args=[space.pk])


# --- Overview


def test_the_overview_tells_the_rate_of_each_station_and_room(office, space):
    book(space, hour=9)
    DropInFactory(space=space, people=4, at=clock.now() - dt.timedelta(days=7))
    response = office.get(reverse(OVERVIEW), {"weeks": 4})
    assert response.context["total"].use_percent == 4  # 9 of 3 × 63 hours and 39 of the running week
    (card,) = response.context["stations"]
    assert [row["use"].use_percent for row in card["spaces"]] == [4]
    assert [bar.use.use_percent for bar in card["bars"].bars] == [0, 0, 14, 0]
    assert card["use"].people == 4


def test_the_overview_shows_stations_of_the_own_community_only(space):
    other = StationFactory(community=CommunityFactory(name="别的社区"))
    shown = office_of(other.community).get(reverse(OVERVIEW)).context["stations"]
    assert [card["station"] for card in shown] == [other]


def test_an_unknown_number_of_weeks_is_answered_in_words(office, space):
    wrong = {}
    for url in (reverse(OVERVIEW), page_of(space), reverse("admin:stations_use_export")):
        for weeks in ("", "5", "-1", "x", "9" * 30, "4 "):
            response = office.get(url, {"weeks": weeks})
            if (response.status_code, response.context["weeks"]) != (400, 8):
                wrong[url, weeks] = response.status_code
    assert wrong == {}


def test_nobody_else_reads_the_figures(space):
    grid = GridFactory(community=space.station.community)
    for reader in (officer("receptionist", space.station), officer("grid_worker", grid), UserFactory()):
        client = signed_in(reader)
        for url in (reverse(OVERVIEW), page_of(space), reverse("admin:stations_use_export")):
            assert client.get(url).status_code == 403
    assert office_of(CommunityFactory(name="别的社区")).get(page_of(space)).status_code == 404


def test_a_branch_secretary_reads_and_neither_exports_nor_opens(space):
    estate = EstateFactory(community=space.station.community)
    branch = OrgUnitFactory(estate_branch=True, community=estate.community)
    branch.estates.add(estate)
    space.station.estate = estate
    space.station.save()
    ReservedHoursFactory(space=space, day=0, starts=dt.time(9), ends=dt.time(12))
    client = signed_in(officer("branch_secretary", branch))
    response = client.get(page_of(space))
    assert response.status_code == 200
    assert not response.context["may_open"]
    assert "/open/" not in response.text
    assert client.get(reverse("admin:stations_use_export")).status_code == 403
    hours = {"day": 0, "starts": "09:00", "ends": "12:00"}
    for page in ("open", "keep"):
        url = reverse(f"admin:stations_use_{page}", args=[space.pk])
        assert client.post(url, hours).status_code == 403


def queries(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_number_of_queries_depends_on_neither_stations_nor_rooms_nor_weeks(office, space):
    operator = signed_in(StaffFactory())
    overview, room = reverse(OVERVIEW), page_of(space)
    for url in (overview, room):
        operator.get(url)
    before = queries(operator, f"{overview}?weeks=4"), queries(operator, f"{room}?weeks=4")
    for _more in range(2):
        station = StationFactory(community=space.station.community, hours=HOURS)
        for _room in range(3):
            book(SpaceFactory(station=station))
            SpaceFactory(station=space.station)
    after = queries(operator, f"{overview}?weeks=52"), queries(operator, f"{room}?weeks=52")
    assert before == after


# --- A room


def test_the_page_says_what_is_idle_and_where_it_is_kept(office, space):
    part = SpaceFactory(station=space.station, part_of=space)
    lounge = SpaceFactory(station=space.station, use=Space.Use.DROP_IN)
    ReservedHoursFactory(space=space, day=0, starts=dt.time(9), ends=dt.time(18))
    opened = office.post(reverse("admin:stations_use_open", args=[part.pk]), MONDAY, follow=True).text
    assert f"“{space.name}”留作驿站自用" in opened
    assert f"“{space.name}”还把其中一些时段留作自用" in opened
    assert ["空闲时段" in office.get(page_of(room)).text for room in (space, lounge)] == [True, False]


def test_the_room_shows_when_it_is_used(office, space):
    book(space, hour=9)
    response = office.get(page_of(space), {"weeks": 4})
    rows = dict(response.context["heat"].rows)
    assert list(rows) == [f"{hour:02}:00" for hour in range(9, 18)]
    assert [cell.use.use_percent for cell in rows["09:00"]] == [25, 0, 0, 0, 0, 0, 0]


def test_a_room_into_which_people_just_come_is_told_by_visits_and_never_called_idle(office, space):
    lounge = SpaceFactory(station=space.station, use=Space.Use.DROP_IN)
    DropInFactory(space=lounge, people=7, at=clock.now() - dt.timedelta(days=1))
    response = office.get(page_of(lounge))
    assert response.context["use"].people == 7
    assert "<td>7</td>" in response.text
    assert marks(response, "hour") == []
    assert marks(office.get(page_of(space)), "hour") != []


def test_idle_hours_are_opened_in_two_clicks_and_taken_back(office, space):
    ReservedHoursFactory(space=space, day=0, starts=dt.time(9), ends=dt.time(18))
    url = reverse("admin:stations_use_open", args=[space.pk])
    link = f"{url}?day=0&amp;starts=09:00&amp;ends=18:00"
    assert link in office.get(page_of(space)).text
    assert office.get(url, MONDAY).status_code == 200  # asks, and changes nothing
    assert ReservedHours.objects.count() == 1
    response = office.post(url, MONDAY, follow=True)
    assert not ReservedHours.objects.filter(during__contains=clock.today()).exists()
    assert link not in response.text
    keep = reverse("admin:stations_use_keep", args=[space.pk])
    assert keep in response.text
    office.post(keep, MONDAY)
    assert ReservedHours.objects.filter(during__contains=clock.today()).count() == 1


def test_idle_hours_that_the_whole_keeps_are_opened_there_and_not_in_the_part(office, space):
    part = SpaceFactory(station=space.station, part_of=space, name="左半")
    SpaceFactory(station=space.station, part_of=space, name="右半")
    ReservedHoursFactory(space=space, day=0, starts=dt.time(9), ends=dt.time(18))
    url = reverse("admin:stations_use_open", args=[part.pk])
    response = office.get(page_of(part))
    assert f'href="{page_of(space)}"' in response.text
    assert url not in response.text
    assert [hours.kept_in for hours in response.context["idle"] if hours.reserved] == [(space,)]
    (message,) = office.post(url, MONDAY, follow=True).context["messages"]
    assert space.name in str(message)
    assert reverse("admin:stations_use_open", args=[space.pk]) in office.get(page_of(space)).text


@pytest.mark.parametrize(
    "hours",
    [{}, {"day": "7"}, {"day": "x"}, {"starts": "25:00"}, {"ends": ""}, {"starts": "18:00", "ends": "09:00"}],
)
def test_unknown_hours_are_answered_in_words(office, space, hours):
    ReservedHoursFactory(space=space, day=0, starts=dt.time(9), ends=dt.time(18))
    typed = {**MONDAY, **hours} if hours else {}
    for page in ("open", "keep"):
        response = office.post(reverse(f"admin:stations_use_{page}", args=[space.pk]), typed, follow=True)
        assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert ReservedHours.objects.filter(during__contains=clock.today()).count() == 1


def test_hours_are_only_taken_back_by_post(office, space):
    url = reverse("admin:stations_use_keep", args=[space.pk])
    office.get(url, MONDAY)
    assert not ReservedHours.objects.exists()


def test_two_periods_are_compared(office, space):
    book(space, hour=9)
    assert office.get(page_of(space), DAYS).context["comparison"].points == 14


@pytest.mark.parametrize(
    "wrong",
    [
        {"before_last": "2026-11-01"},
        {"before_last": ""},
        {"after_first": "yesterday"},
        {"before_first": "0001-01-01"},
        {"after_last": "9999-12-31"},
        {"before_first": "2020-01-01"},
    ],
)
def test_periods_out_of_order_are_refused_at_their_field(office, space, wrong):
    response = office.get(page_of(space), {**DAYS, **wrong})
    assert response.status_code == 400
    assert response.context["form"].errors


def test_an_unknown_room_is_not_there(office, space):
    for pk in (space.pk + 1, 10**30):
        assert office.get(reverse("admin:stations_use_space", args=[pk])).status_code == 404


# --- The spreadsheet, and the first page


def test_the_spreadsheet_has_a_line_for_each_room_and_week(office, space):
    book(space, hour=9)
    response = office.get(reverse("admin:stations_use_export"), {"weeks": 4})
    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if row[0] == "驿站")
    assert rows[head][7] == "使用率（%）"
    lines = [row for row in rows[head + 1 :] if row[1] == "阅览室"]
    assert [(f"{row[2]:%Y-%m-%d}", row[3], row[5], row[7]) for row in lines] == [
        ("2026-10-26", 63, 0, 0),
        ("2026-11-02", 63, 0, 0),
        ("2026-11-09", 63, 9, 14),
        ("2026-11-16", 39, 0, 0),
    ]


def test_the_first_page_of_the_office_tells_the_rate_of_the_last_days(office, space):
    book(space, weeks_ago=0, hour=9)
    figures = {figure.href: figure.value for figure in office.get(reverse("admin:index")).context["figures"]}
    assert figures[reverse(OVERVIEW)] == 16  # 9 of 57 hours
