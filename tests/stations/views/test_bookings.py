"""One's booking and one's bookings, as a resident meets them, without JavaScript."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import NON_FIELD_ERRORS
from icalendar import Calendar

from common.time import clock
from tests.factories import BookingFactory, ConsentFactory, GuardianshipFactory, SpaceFactory, UserFactory
from tests.support.pages import marks
from tests.support.rooms import at, hours_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]


# --- One's booking


@pytest.fixture
def booking(reader):
    return BookingFactory(space=SpaceFactory(step=60), person=reader.person, by=reader, starts_at=at(10))


@pytest.mark.parametrize(
    ("status", "minutes", "words"),
    [
        ("confirmed", 0, ["约好了", "撤销预约", "改时间"]),
        ("confirmed", 10, ["取消预约"]),
        ("requested", 0, ["申请已提交，等驿站答复"]),
        ("refused", 0, ["这次申请没有通过", "驿站说明：那天有党员大会"]),
        ("cancelled", 0, ["预约已取消", "恢复预约", "没被别人约走就还是您的"]),
        ("checked_in", 0, ["已签到，请自便"]),
        ("done", 0, ["谢谢您来"]),
        ("no_show", 0, ["没有人来签到，活动室已放出"]),
    ],
)
def test_the_page_says_how_the_booking_stands(signed_in, reader, status, minutes, words):
    answer = "那天有党员大会" if status == "refused" else ""
    booking = BookingFactory(person=reader.person, status=status, answer=answer)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=minutes), tick=False):
        page = signed_in.get(booking.get_absolute_url()).content.decode()
    assert [one for one in words if one not in page] == []


@pytest.mark.parametrize(
    ("way", "words"),
    [("cancel/", "确定取消"), ("time/", "原来的时间"), ("time/?start=2026-11-25T11:00", "改到这个时间")],
)
def test_the_pages_that_change_a_booking_say_what_a_tap_does(signed_in, booking, way, words):
    assert words in signed_in.get(booking.get_absolute_url() + way).content.decode()


def test_a_booking_can_be_undone_for_ten_minutes_and_cancelled_with_a_question_after(signed_in, booking):
    url = f"/stations/bookings/{booking.pk}/"
    assert marks(signed_in.get(url), "act") == ["undo", "move"]
    with time_machine.travel(clock.now() + dt.timedelta(minutes=10), tick=False):
        response = signed_in.get(url)
        assert marks(response, "act") == ["move", "cancel"]
        assert f"{url}cancel/" in response.content.decode()
        assert signed_in.get(f"{url}cancel/").status_code == 200
        booking.refresh_from_db()
        assert booking.is_confirmed
        signed_in.post(f"{url}cancel/")
    booking.refresh_from_db()
    assert booking.is_cancelled


@pytest.mark.parametrize(("minutes", "status"), [(9, "confirmed"), (10, "cancelled")])
def test_a_cancellation_can_be_undone_for_ten_minutes(signed_in, booking, minutes, status):
    url = f"/stations/bookings/{booking.pk}/"
    signed_in.post(f"{url}cancel/")
    with time_machine.travel(clock.now() + dt.timedelta(minutes=minutes), tick=False):
        assert marks(signed_in.get(url), "act") == (["undo_cancelling"] if minutes < 10 else [])
        signed_in.post(f"{url}undo/")
    booking.refresh_from_db()
    assert booking.status == status


def test_another_time_is_chosen_on_the_same_kind_of_page(signed_in, booking):
    url = f"/stations/bookings/{booking.pk}/time/"
    page = signed_in.get(url)
    # The own hours are free for moving within them.
    assert hours_of(page)["10:00"] == "free"
    assert f"{url}?start=2026-11-25T11:00" in page.content.decode()
    assert signed_in.get(f"{url}?start=2026-11-25T11:00").context["start"] == at(11)
    signed_in.post(f"{url}?start=2026-11-25T11:00", {"minutes": 120})
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at, booking.hold.starts_at) == (at(11), at(13), at(11))


def test_a_refused_time_keeps_the_old_one_and_offers_the_nearest(signed_in, booking):
    BookingFactory(space=booking.space, starts_at=at(14))
    url = f"/stations/bookings/{booking.pk}/time/"
    looked_at = signed_in.get(f"{url}?start=2026-11-25T14:00")
    assert looked_at.context["refused"].code == "taken"
    sent = signed_in.post(f"{url}?start=2026-11-25T14:00", {"minutes": 60})
    assert sent.context["form"].has_error(NON_FIELD_ERRORS, "taken")
    for response in (looked_at, sent):
        assert f"{url}?start=2026-11-25T13:00" in response.content.decode()
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
    response = signed_in.get(booking.get_absolute_url())
    assert marks(response, "state") == ["refused"]
    assert "那天有党员大会" in response.content.decode()


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
    over = BookingFactory(person=ward, starts_at=at(10, days=-3), status="no_show")
    BookingFactory(person__name="赵奶奶")
    response = signed_in.get("/me/bookings/")
    assert (list(response.context["coming"]), list(response.context["past"].rows)) == ([booking], [over])
    coming, past = response.content.decode().split("<details")
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
    keys = ["0", "999999999", "9" * 30, "abc", "１"]
    answered = {page.format(key): signed_in.get("/stations/" + page.format(key)) for page in pages for key in keys}
    assert {url: response.status_code for url, response in answered.items() if response.status_code != 404} == {}
