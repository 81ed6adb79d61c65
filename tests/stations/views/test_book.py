"""The day of a space, the form, one's booking and one's bookings: as a resident meets them, without JavaScript."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django.asserts import assertRedirects

from accounts.actions.consent import withdraw_consent
from common.time import clock
from stations.models import Booking
from tests.factories import (
    BookingFactory,
    ConsentFactory,
    GuardianshipFactory,
    HoldFactory,
    NeighbourFactory,
    OpeningExceptionFactory,
    ReservedHoursFactory,
    SpaceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
# A Tuesday, noon in Shanghai.
NOON = dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC)
NONSENSE = [
    "",
    "abc",
    "2026-13-01",
    "2026-02-30T10:00",
    "9999-01-01T10:00",
    "0001-01-01",
    "\x00",
    "9" * 400,
    "２０２６",
]


@pytest.fixture(autouse=True)
def _tuesday_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def reader():
    user = UserFactory(person__name="王秀英")
    ConsentFactory(given_by=user)
    return user


@pytest.fixture
def signed_in(client: Client, reader) -> Client:
    client.force_login(reader)
    return client


def at(hour, *, days=1):
    return clock.day_start(clock.today() + dt.timedelta(days=days)) + dt.timedelta(hours=hour)


def day_url(space, day="2026-11-25"):
    return f"/stations/spaces/{space.pk}/?day={day}"


def book_url(space, start="2026-11-25T10:00"):
    return f"/stations/spaces/{space.pk}/book/?start={start}"


ANSWERS = {"minutes": 60, "purpose": "games", "party_size": 2, "remark": "带象棋"}


def seats(response) -> dict[str, tuple[str, str]]:
    """Each hour drawn on the page, with its look and its word."""
    html = response.content.decode()
    found = re.findall(r'class="seat seat--(\w+)"[^>]*><b>([\d:]+)</b><span>([^<]*)</span>', html)
    return {time: (look, word) for look, time, word in found}


# --- The day


def test_the_day_says_what_is_free_and_never_who_has_the_rest(client):
    space = SpaceFactory(step=60)
    BookingFactory(space=space, person__name="赵奶奶", starts_at=at(10), remark="秘密")
    HoldFactory(space=space, starts_at=at(14), note="空调检修")
    ReservedHoursFactory(space=space, day=2, starts=dt.time(18), ends=dt.time(20))
    response = client.get(day_url(space))
    found = seats(response)
    assert found["08:00"] == ("free", "可约")
    assert found["10:00"] == ("taken", "已约")
    assert found["14:00"] == ("maintenance", "维护")
    assert found["18:00"] == ("reserved", "驿站自用")
    assert len(found) == 14
    page = response.content.decode()
    assert "空调检修" in page
    assert "赵奶奶" not in page
    assert "秘密" not in page


def test_what_is_too_short_to_book_is_no_free_hour(client):
    space = SpaceFactory(step=30, shortest=60)
    BookingFactory(space=space, starts_at=at(10))
    assert seats(client.get(day_url(space)))["09:30"] == ("short", "时间不够")


def test_the_hours_behind_us_are_one_line(client):
    page = client.get(f"/stations/spaces/{SpaceFactory(step=60).pk}/")
    assert min(seats(page)) == "12:00"
    assert "12:00 以前的时间已经过了" in page.content.decode()


def test_a_request_of_somebody_leaves_the_hour_free_and_is_said(client):
    space = SpaceFactory(step=60, needs_approval=True)
    BookingFactory(space=space, starts_at=at(10), status="requested")
    found = seats(client.get(day_url(space)))
    assert found["10:00"] == ("free", "有人在申请")
    assert found["11:00"] == ("free", "可约")


def test_the_own_booking_leads_to_itself(signed_in, reader):
    space = SpaceFactory(step=60)
    booking = BookingFactory(space=space, person=reader.person, starts_at=at(10))
    response = signed_in.get(day_url(space))
    assert seats(response)["10:00"] == ("mine", "我的")
    assert f"/stations/bookings/{booking.pk}/" in response.content.decode()
    assert seats(Client().get(day_url(space)))["10:00"] == ("taken", "已约")


def test_the_whole_is_not_free_while_a_part_is_booked(client):
    hall = SpaceFactory(step=60, name="多功能厅")
    part = SpaceFactory(station=hall.station, part_of=hall, name="东厅", step=60)
    BookingFactory(space=part, starts_at=at(10))
    page = client.get(day_url(hall))
    assert seats(page)["10:00"] == ("taken", "已约")
    assert "东厅" in page.content.decode()
    assert "属于一个大房间" in client.get(day_url(part)).content.decode()


def test_a_closed_day_says_why_and_when_it_opens_next(client):
    space = SpaceFactory()
    OpeningExceptionFactory(
        station=space.station, during=DateRange(dt.date(2026, 11, 25), dt.date(2026, 11, 27)), reason="检修电路"
    )
    page = client.get(day_url(space)).content.decode()
    assert "这一天驿站不开放：检修电路。" in page
    assert "下次开放：11月27日 周五 08:00。" in page
    assert "?day=2026-11-27" in page


def test_a_full_day_leads_to_the_next_free_one(client):
    space = SpaceFactory(station__hours=[(day, "10:00", "11:00") for day in range(7)])
    BookingFactory(space=space, starts_at=at(10))
    page = client.get(day_url(space)).content.decode()
    assert "这一天已经约满了" in page
    assert "11月26日 周四还有空" in page


@pytest.mark.parametrize("day", [*NONSENSE[1:], "2026-11-20", "2027-11-20"])
def test_a_day_that_cannot_be_booked_leads_to_one_that_can(client, day):
    response = client.get(f"/stations/spaces/{SpaceFactory().pk}/", {"day": day})
    assert response.status_code == 200
    assert "那一天不能预约" in response.content.decode()


def test_the_policy_is_said_in_plain_words(client):
    space = SpaceFactory(
        shortest=60, longest=120, days_ahead=14, weekly_limit=2, notice=120, buffer=30, needs_approval=True
    )
    page = client.get(day_url(space)).content.decode()
    for words in ("每次 1 小时到 2 小时", "提前 14 天可约", "每人每周最多 2 次", "最晚提前 2 小时预约", "需驿站同意"):
        assert words in page


@pytest.mark.parametrize("how", ["space", "station"])
def test_a_room_out_of_use_has_no_page(client, how):
    space = SpaceFactory(active=how != "space", station__listed=how != "station")
    assert client.get(day_url(space)).status_code == 404


def test_a_room_to_drop_in_says_so_and_shows_no_hours(client):
    response = client.get(day_url(SpaceFactory(use="drop_in")))
    assert "不用预约，直接来" in response.content.decode()
    assert seats(response) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_asks_as_few_queries_for_three_bookings_as_for_one(client, django_assert_num_queries, count):
    space = SpaceFactory(needs_approval=True)
    for n in range(count):
        BookingFactory(space=space, starts_at=at(8 + 2 * n))
        BookingFactory(space=space, starts_at=at(14 + 2 * n), status="requested")
    client.get("/stations/")
    with django_assert_num_queries(4):
        client.get(day_url(space))


def test_a_pause_is_said_where_one_would_book(signed_in, reader):
    for days in (1, 2, 3):
        BookingFactory(person=reader.person, starts_at=at(10, days=-days), status="no_show")
    for url in (day_url(SpaceFactory()), "/me/", "/me/bookings/"):
        assert "王秀英多次订了没来，12月23日 周三前暂停预约" in signed_in.get(url).content.decode()


# --- The form


def test_a_visitor_is_led_to_sign_in_and_back_to_the_hour(client):
    space = SpaceFactory()
    assert book_url(space) in client.get(day_url(space)).content.decode()
    response = client.get(book_url(space))
    assert response.url == f"/accounts/login/?next={quote(book_url(space))}"
    assert client.post(book_url(space), ANSWERS).status_code == 302
    assert not Booking.objects.exists()


def test_three_answers_book_the_room(signed_in, reader):
    space = SpaceFactory()
    page = signed_in.get(book_url(space))
    assert page.headers["Cache-Control"] == "private, no-store"
    response = signed_in.post(book_url(space), ANSWERS)
    booking = Booking.objects.get()
    assert response.url == f"/stations/bookings/{booking.pk}/"
    assert (booking.person, booking.by, booking.starts_at, booking.ends_at) == (reader.person, reader, at(10), at(11))
    assert (booking.purpose, booking.party_size, booking.remark) == ("games", 2, "带象棋")
    assert booking.is_confirmed


def test_only_what_fits_is_offered_as_length(signed_in):
    space = SpaceFactory(step=30, shortest=60, longest=180)
    BookingFactory(space=space, starts_at=at(11.5))
    page = signed_in.get(book_url(space)).content.decode()
    assert re.findall(r'name="minutes" value="(\d+)"', page) == ["60", "90"]


def token_in(response) -> str:
    (token,) = re.findall(r'type="hidden" name="token" value="([^"]+)"', response.content.decode())
    return token


def test_a_form_that_is_sent_twice_books_once(signed_in):
    for space in (SpaceFactory(), SpaceFactory(needs_approval=True)):
        token = token_in(signed_in.get(book_url(space)))
        first, second = (signed_in.post(book_url(space), {**ANSWERS, "token": token}) for _ in range(2))
        assert first.url == second.url
        assert space.bookings.count() == 1


def test_a_refusal_says_why_and_one_tap_takes_the_nearest_time_with_all_that_was_typed(signed_in, reader):
    space = SpaceFactory(step=60)
    ward = GuardianshipFactory(by=reader.person, person=NeighbourFactory()).person
    BookingFactory(space=space, starts_at=at(10))
    response = signed_in.post(book_url(space), {**ANSWERS, "person": ward.pk})
    assert response.status_code == 422
    page = response.content.decode()
    assert "这个时间已经有人订了" in page
    offered = re.findall(r'formaction="([^"]+)"', page)
    assert offered == [book_url(space, f"2026-11-25T{hour}:00") for hour in ("09", "11", "08")]
    form = page.split('aria-labelledby="offers-heading"')[1].split("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    for drawn in ("csrfmiddlewaretoken", "token"):
        kept.pop(drawn, None)
    assert kept == {key: str(value) for key, value in {**ANSWERS, "person": ward.pk}.items()}
    signed_in.post(offered[0], kept)
    booking = Booking.objects.get(person=ward)
    assert (booking.starts_at, booking.remark) == (at(9), "带象棋")


def test_who_has_withdrawn_consent_is_led_to_the_page_that_asks_for_it(signed_in, reader):
    withdraw_consent(reader.person, by=reader)
    space = SpaceFactory(step=60)
    for response in (signed_in.get(book_url(space)), signed_in.post(book_url(space), ANSWERS)):
        assertRedirects(response, reverse("me_consent"), fetch_redirect_response=False)
    assert not Booking.objects.exists()


def test_a_ward_who_has_not_agreed_is_not_booked_for(signed_in, reader):
    ward = GuardianshipFactory(by=reader.person).person
    response = signed_in.post(book_url(SpaceFactory(step=60)), {**ANSWERS, "person": ward.pk})
    assert response.status_code == 422
    (refusal,) = response.context["steps"].form.non_field_errors()
    assert refusal.startswith(f"{ward.name} 还没有同意")
    assert not Booking.objects.exists()


def test_an_hour_that_was_taken_meanwhile_says_so_before_one_types(signed_in):
    space = SpaceFactory(step=60)
    BookingFactory(space=space, starts_at=at(10))
    page = signed_in.get(book_url(space)).content.decode()
    assert "这个时间已经有人订了" in page
    assert book_url(space, "2026-11-25T09:00") in page
    assert "<fieldset" not in page


@pytest.mark.parametrize("start", NONSENSE)
def test_no_sane_beginning_leads_back_to_the_day(signed_in, start):
    space = SpaceFactory()
    for response in (
        signed_in.get(f"/stations/spaces/{space.pk}/book/", {"start": start}),
        signed_in.post(f"/stations/spaces/{space.pk}/book/", ANSWERS, query_params={"start": start}),
    ):
        assert response.status_code == 302
        assert response.url == f"/stations/spaces/{space.pk}/"
    assert not Booking.objects.exists()


@pytest.mark.parametrize("start", ["2026-11-25T10:07", "2050-01-01T10:00", "2001-01-01T10:00", "2026-11-25T03:00"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_beginning_is_refused_in_words(signed_in, start, method):
    response = getattr(signed_in, method)(book_url(SpaceFactory(), start), ANSWERS if method == "post" else None)
    assert response.status_code == (422 if method == "post" else 200)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", "61"),
        ("minutes", "9" * 40),
        ("minutes", "\x00"),
        ("minutes", ""),
        ("purpose", "party"),
        ("purpose", "\x00"),
        ("party_size", "0"),
        ("party_size", "11"),
        ("party_size", "9" * 5000),
        ("party_size", "\x00"),
        ("party_size", "二"),
        ("remark", "x" * 101),
        ("remark", "\x00"),
        ("person", "9" * 30),
        ("person", "\x00"),
    ],
)
def test_forged_answers_are_refused_and_nothing_is_booked(signed_in, reader, field, value):
    GuardianshipFactory(by=reader.person)
    answers = {**ANSWERS, "person": reader.person_id, field: value}
    assert signed_in.post(book_url(SpaceFactory(capacity=10)), answers).status_code == 422
    assert not Booking.objects.exists()


@pytest.mark.parametrize("whose", ["stranger", "former ward"])
def test_nobody_else_is_booked_for(signed_in, reader, whose):
    GuardianshipFactory(by=reader.person)
    past = GuardianshipFactory(by=reader.person)
    past.during = (clock.today() - dt.timedelta(days=9), clock.today())
    past.save()
    person = UserFactory().person if whose == "stranger" else past.person
    assert signed_in.post(book_url(SpaceFactory()), {**ANSWERS, "person": person.pk}).status_code == 422
    assert not Booking.objects.exists()


def test_a_room_out_of_use_is_not_booked_by_a_forged_post(signed_in):
    assert signed_in.post(book_url(SpaceFactory(active=False)), ANSWERS).status_code == 404
    assert signed_in.post(book_url(SpaceFactory(use="drop_in")), ANSWERS).status_code == 422
    assert not Booking.objects.exists()


def test_full_width_digits_are_understood(signed_in):
    signed_in.post(book_url(SpaceFactory()), {**ANSWERS, "party_size": "３"})
    assert Booking.objects.get().party_size == 3


def test_in_care_mode_one_question_a_screen_books_too(signed_in, reader):
    space = SpaceFactory()
    signed_in.cookies["care"] = "1-0"
    token = token_in(signed_in.get(book_url(space)))
    data: dict[str, object] = {"step-at": 0, "step-seen": -1, "minutes": 60, "token": token}
    response = signed_in.post(book_url(space), data)
    assert token_in(response) == token
    page = response.content.decode()
    assert 'name="minutes"' in page
    assert "第 2 步" in page
    data |= {"step-at": 1, "step-seen": 0, "purpose": "games"}
    signed_in.post(book_url(space), data)
    data |= {"step-at": 2, "step-seen": 1, "party_size": 1}
    response = signed_in.post(book_url(space), data)
    booking = Booking.objects.get()
    assert response.url == f"/stations/bookings/{booking.pk}/"
    assert booking.token


# --- One's booking


@pytest.fixture
def booking(reader):
    return BookingFactory(space=SpaceFactory(step=60), person=reader.person, by=reader, starts_at=at(10))


def test_a_booking_can_be_undone_for_ten_minutes_and_cancelled_with_a_question_after(signed_in, booking):
    url = f"/stations/bookings/{booking.pk}/"
    assert "撤销预约" in signed_in.get(url).content.decode()
    with time_machine.travel(NOON + dt.timedelta(minutes=10), tick=False):
        page = signed_in.get(url).content.decode()
        assert "撤销预约" not in page
        assert f"{url}cancel/" in page
        assert "确定取消" in signed_in.get(f"{url}cancel/").content.decode()
        signed_in.post(f"{url}cancel/")
    booking.refresh_from_db()
    assert booking.is_cancelled


@pytest.mark.parametrize(("minutes", "status"), [(9, "confirmed"), (10, "cancelled")])
def test_a_cancellation_can_be_undone_for_ten_minutes(signed_in, booking, minutes, status):
    url = f"/stations/bookings/{booking.pk}/"
    signed_in.post(f"{url}cancel/")
    with time_machine.travel(NOON + dt.timedelta(minutes=minutes), tick=False):
        assert ("撤销取消" in signed_in.get(url).content.decode()) is (minutes < 10)
        signed_in.post(f"{url}undo/")
    booking.refresh_from_db()
    assert booking.status == status


def test_another_time_is_chosen_on_the_same_kind_of_page(signed_in, booking):
    url = f"/stations/bookings/{booking.pk}/time/"
    page = signed_in.get(url)
    # The own hours are free for moving within them.
    assert seats(page)["10:00"] == ("free", "可约")
    assert f"{url}?start=2026-11-25T11:00" in page.content.decode()
    assert "改到这个时间" in signed_in.get(f"{url}?start=2026-11-25T11:00").content.decode()
    signed_in.post(f"{url}?start=2026-11-25T11:00", {"minutes": 120})
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at, booking.hold.starts_at) == (at(11), at(13), at(11))


def test_a_refused_time_keeps_the_old_one_and_offers_the_nearest(signed_in, booking):
    BookingFactory(space=booking.space, starts_at=at(14))
    url = f"/stations/bookings/{booking.pk}/time/"
    for response in (
        signed_in.get(f"{url}?start=2026-11-25T14:00"),
        signed_in.post(f"{url}?start=2026-11-25T14:00", {"minutes": 60}),
    ):
        page = response.content.decode()
        assert "这个时间已经有人订了" in page
        assert f"{url}?start=2026-11-25T13:00" in page
    booking.refresh_from_db()
    assert booking.starts_at == at(10)


def test_what_has_begun_is_neither_moved_nor_cancelled(signed_in, booking):
    url = f"/stations/bookings/{booking.pk}/"
    with time_machine.travel(at(10.5), tick=False):
        for way in ("time/?start=2026-11-25T14:00", "cancel/"):
            signed_in.get(url + way)
            assert signed_in.post(url + way, {"minutes": 60}).status_code == 302
    booking.refresh_from_db()
    assert (booking.starts_at, booking.is_confirmed) == (at(10), True)


@pytest.mark.parametrize("way", ["", "cancel/", "time/", "booking.ics"])
@pytest.mark.parametrize("whose", ["stranger", "former guardian"])
def test_a_booking_is_there_for_its_owner_alone(client, booking, whose, way):
    user = UserFactory()
    ConsentFactory(given_by=user)
    if whose == "former guardian":
        past = GuardianshipFactory(by=user.person, person=booking.person)
        past.during = (clock.today() - dt.timedelta(days=9), clock.today())
        past.save()
    client.force_login(user)
    url = f"/stations/bookings/{booking.pk}/"
    assert client.get(url + way).status_code == 404
    for act in ("cancel/", "undo/", "time/?start=2026-11-25T12:00"):
        assert client.post(url + act, {"minutes": 60}).status_code == 404
    booking.refresh_from_db()
    assert booking.is_confirmed


def test_what_staff_answered_is_read_on_the_booking(signed_in, reader):
    booking = BookingFactory(person=reader.person, status="refused", answer="那天有党员大会")
    page = signed_in.get(f"/stations/bookings/{booking.pk}/").content.decode()
    assert "这次申请没有通过" in page
    assert "驿站说明：那天有党员大会" in page


# --- Calendars and lists


def entries(response):
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-store"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_the_file_says_the_time_in_utc_and_follows_a_change(signed_in, booking):
    url = f"/stations/bookings/{booking.pk}/"
    before = entries(signed_in.get(f"{url}booking.ics"))[0]
    assert before["DTSTART"].to_ical() == b"20261125T020000Z"
    assert (before["STATUS"], before["SEQUENCE"]) == ("CONFIRMED", 0)
    signed_in.post(f"{url}time/?start=2026-11-25T12:00", {"minutes": 60})
    after = entries(signed_in.get(f"{url}booking.ics"))[0]
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], 1)
    signed_in.post(f"{url}cancel/")
    assert entries(signed_in.get(f"{url}booking.ics"))[0]["STATUS"] == "CANCELLED"


def test_all_to_come_are_one_file_of_ones_own(signed_in, reader, booking):
    ward = GuardianshipFactory(by=reader.person, person__name="王小明").person
    BookingFactory(person=ward, starts_at=at(16), status="requested")
    BookingFactory(person__name="赵奶奶", space=booking.space, starts_at=at(18))
    BookingFactory(person=reader.person, starts_at=at(10, days=-3), status="done")
    found = entries(signed_in.get("/me/bookings.ics"))
    assert [str(one["STATUS"]) for one in found] == ["CONFIRMED", "TENTATIVE"]
    assert "赵奶奶" not in str(found)


def test_my_bookings_shows_what_is_to_come_and_folds_what_was(signed_in, reader, booking):
    ward = GuardianshipFactory(by=reader.person, person__name="王小明").person
    BookingFactory(person=ward, starts_at=at(10, days=-3), status="no_show")
    BookingFactory(person__name="赵奶奶")
    coming, past = signed_in.get("/me/bookings/").content.decode().split("<details")
    assert f"/stations/bookings/{booking.pk}/" in coming
    assert "王小明" in past
    assert "赵奶奶" not in coming + past
    assert f"/stations/bookings/{booking.pk}/" in signed_in.get("/me/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_my_bookings_takes_as_few_queries_for_three_as_for_one(signed_in, reader, django_assert_num_queries, count):
    for n in range(count):
        BookingFactory(person=reader.person, starts_at=at(10, days=n + 1))
        BookingFactory(person=reader.person, starts_at=at(10, days=-n - 1), status="done")
    signed_in.get("/me/")
    with django_assert_num_queries(6):
        signed_in.get("/me/bookings/")


def test_a_malformed_or_unknown_key_is_not_found(signed_in):
    pages = ["spaces/{}/", "spaces/{}/book/", "bookings/{}/", "bookings/{}/time/"]
    keys = ["0", "999999999", "9" * 30, "abc", "%00", "１"]
    answered = {page.format(key): signed_in.get("/stations/" + page.format(key)) for page in pages for key in keys}
    assert {url: response.status_code for url, response in answered.items() if response.status_code != 404} == {}
