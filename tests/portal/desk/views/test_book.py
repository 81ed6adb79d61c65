"""Booking a room for somebody at the desk: known people, new neighbours, and nobody out of reach."""

import datetime as dt
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse

from accounts.models import Person
from common.time import clock, formatting
from stations.models import Booking
from tests.factories import (
    BookingFactory,
    CommunityFactory,
    ConsentFactory,
    OrgUnitFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    SpaceFactory,
    StationFactory,
    officer,
)
from tests.support.pages import handed_on, marks, ways_on
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def space():
    return SpaceFactory(station__name="幸福驿站", name="会客厅")


@pytest.fixture
def reception(space):
    return signed_in(officer("receptionist", space.station))


@pytest.fixture
def guest(space):
    """Somebody who has booked at the station before, and has agreed."""
    person = PersonFactory(name="陈桂英", phone="+8613812345678")
    ConsentFactory(person=person, given_by=officer("receptionist", space.station))
    BookingFactory(space=space, person=person)
    return person


def at(hour=15):
    return clock.day_start(clock.today()) + dt.timedelta(hours=hour)


def page(name, *args, **query) -> str:
    return reverse(f"desk:{name}", args=args, query={key: value for key, value in query.items() if value})


def form(**more):
    return {"minutes": "60", "purpose": "games", "party_size": "4", **more}


def book_page(space, person=None, hour=15) -> str:
    return page("book", space.pk, person=person and person.pk, at=formatting.in_address(at(hour)))


def test_somebody_known_is_found_by_name_alone_and_gets_a_room(reception, space, guest):
    html = reception.post(page("who", space.station_id), {"query": "桂英"}).content.decode()
    assert "陈桂英" in html
    assert "****5678" not in html
    for number in ("5678", "13812345678", "+86 138-1234-5678"):
        assert "陈桂英" not in reception.post(page("who", space.station_id), {"query": number}).content.decode()
    assert "13812345678" not in html
    assert page("room", space.pk, person=guest.pk) in reception.get(page("rooms", person=guest.pk)).content.decode()
    html = reception.get(page("room", space.pk, person=guest.pk)).content.decode()
    assert "15:00" in html
    assert "10:00" not in html
    token = uuid4()
    for _click in range(2):
        response = reception.post(book_page(space, guest), form(token=token))
    assert Booking.objects.count() == 2
    made = Booking.objects.latest("pk")
    assert response.url == reverse("desk:booking", args=[made.pk])
    assert (made.person, made.status, made.for_neighbour, made.party_size) == (guest, "confirmed", True, 4)


def test_a_new_neighbour_is_entered_and_booked_in_one_step_with_consent(reception, space):
    notice = PrivacyNoticeFactory()
    url = book_page(space)
    assert reception.post(url, form(name="新邻居", notice=notice.pk)).status_code == 422
    assert not Person.objects.filter(name="新邻居").exists()
    token = uuid4()
    for _click in range(2):
        response = reception.post(url, form(name="新邻居", notice=notice.pk, consent="on", token=token))
        assert response.status_code == 302
    assert Booking.objects.get().person.name == "新邻居"
    assert Booking.objects.get().person.consents.exists()


def test_who_is_not_found_is_booked_for_with_what_was_typed_and_no_address_has_it(reception, space):
    PrivacyNoticeFactory()
    shown = reception.post(page("who", space.station_id), {"query": "新邻居 138-0013-9999"})
    typed = {"name": "新邻居", "phone": "13800139999"}
    for way in ("rooms", "times", "another time", "times again"):
        assert (way, handed_on(shown)) == (way, typed)
        assert not any("1380013" in href or "%E" in href for href in ways_on(shown))
        href = next(href for href in ways_on(shown) if way == "rooms" or "day=" in href or "at=" in href)
        if way.startswith("times"):
            href = next(href for href in ways_on(shown) if "at=" in href)
        shown = reception.post(href, {"step-begin": "1", **typed})
    form = shown.context["steps"].form
    assert {name: form[name].value() for name in typed} == typed
    assert not form.errors
    assert not Booking.objects.exists()


def test_another_time_keeps_the_name_when_the_time_is_taken(reception, space):
    url = book_page(space)
    BookingFactory(space=space, starts_at=at(15), ends_at=at(17))
    shown = reception.post(url, {"step-begin": "1", "name": "新邻居"})
    assert shown.context["lengths"] == []
    assert handed_on(shown) == {"name": "新邻居"}
    assert f"?at={formatting.in_address(at(14))}" in map(unquote, ways_on(shown))


def test_for_a_time_that_is_taken_others_are_offered(reception, space, guest):
    BookingFactory(space=space, starts_at=at(15), ends_at=at(17))
    response = reception.get(book_page(space, guest))
    assert response.context["lengths"] == []
    assert at(14) in response.context["offers"]
    assert f"at={formatting.in_address(at(14))}" in unquote(response.content.decode())
    assert reception.post(book_page(space, guest), form()).status_code == 422
    assert Booking.objects.filter(person=guest).count() == 1


def offered(response) -> list[int]:
    """The lengths that can be ticked."""
    return [minutes for minutes, _words in response.context["steps"].form.fields["minutes"].widget.choices]


def test_lengths_that_are_taken_are_offered_neither_after_an_error_nor_on_a_later_screen(reception, space, guest):
    BookingFactory(space=space, starts_at=at(15) + dt.timedelta(minutes=90 + space.buffer), ends_at=at(20))
    free = offered(reception.get(book_page(space, guest)))
    assert 1 < len(free) < len(range(space.shortest, space.longest + 1, space.step))
    wrong = reception.post(book_page(space, guest), form(party_size="0"))
    assert (wrong.status_code, offered(wrong)) == (422, free)
    reception.cookies["care"] = "1-3"
    PrivacyNoticeFactory()
    later = reception.post(book_page(space), {"name": "新邻居", "step-at": "1"})
    assert [field.name for field in later.context["steps"].fields][:1] == ["minutes"]
    assert offered(later) == free


def test_who_cannot_have_the_room_is_said_as_soon_as_one_knows_who_it_is(desk, beat, space):
    young = beat.neighbour("年轻人")
    young.birth_year = clock.today().year - 30
    young.save()
    space.audience = "elders"
    space.save()
    response = desk.get(book_page(space, young))
    assert marks(response, "refused") == ["too_young"]
    assert "steps" in response.context
    assert 'name="minutes"' not in response.content.decode()


def test_a_refusal_of_the_rules_is_said_with_what_was_typed(reception, space, guest):
    space.notice = 300
    space.save()
    response = reception.post(book_page(space, guest), form())
    assert response.status_code == 422
    assert response.context["steps"].form.has_error(NON_FIELD_ERRORS, "too_late")
    assert response.context["steps"].form["party_size"].value() == "4"
    assert not Booking.objects.filter(person=guest, starts_at=at(15)).exists()


@pytest.mark.parametrize("typed", ["nonsense", "2026-13-40T99:99", "9" * 300, "2026-11-24"])
def test_a_time_that_is_none_leads_to_the_day(reception, space, typed):
    assert reception.get(page("book", space.pk, at=typed)).status_code in (200, 400)
    assert reception.get(page("room", space.pk, day=typed)).status_code in (200, 400)
    assert not Booking.objects.exists()


def test_neither_another_station_nor_a_stranger_is_there(reception, space, guest):
    other, stranger = SpaceFactory(), PersonFactory()
    for url in (
        book_page(other),
        book_page(other, guest),
        book_page(space, stranger),
        page("room", other.pk),
        page("room", space.pk, person=stranger.pk),
        page("rooms", person=stranger.pk),
        page("rooms", person="x"),
        page("rooms"),
        page("who", other.station_id),
    ):
        assert reception.get(url).status_code == 404, url
    for url in (book_page(other), book_page(other, guest), book_page(space, stranger)):
        assert reception.post(url, form()).status_code == 404
    assert Booking.objects.count() == 1


# --- Pioneers


def test_a_pioneer_books_for_the_own_neighbour_and_for_nobody_else(desk, beat, elsewhere, space):
    mine, theirs = beat.neighbour("赵奶奶"), elsewhere.neighbour("钱爷爷")
    assert page("rooms", person=mine.pk) in desk.get(reverse("desk:neighbour", args=[mine.pk])).content.decode()
    assert "会客厅" in desk.get(page("rooms", person=mine.pk)).content.decode()
    assert desk.post(book_page(space, mine), form()).status_code == 302
    made = Booking.objects.get()
    assert (made.person, made.by) == (mine, beat.pioneer)
    assert "幸福驿站" in desk.get(reverse("desk:neighbour", args=[mine.pk])).content.decode()
    for url in (book_page(space, theirs), book_page(space)):
        assert desk.get(url).status_code == 404
        assert desk.post(url, form(name="某人")).status_code == 404
    assert desk.get(page("who", space.station_id)).status_code == 403
    assert Booking.objects.count() == 1


def test_a_pioneer_undoes_the_own_booking_and_does_not_check_in(desk, beat, space):
    mine = beat.neighbour()
    desk.post(book_page(space, mine, hour=13), form())
    made = Booking.objects.get()
    html = desk.get(reverse("desk:booking", args=[made.pk])).content.decode()
    assert reverse("desk:check_in", args=[made.pk]) not in html
    desk.post(reverse("desk:check_in", args=[made.pk]))
    desk.post(reverse("desk:cancel_booking", args=[made.pk]))
    made.refresh_from_db()
    assert made.status == "cancelled"
    desk.post(reverse("desk:undo_cancelling", args=[made.pk]))
    made.refresh_from_db()
    assert made.status == "confirmed"


def test_a_pioneer_reads_neither_the_remark_nor_why_a_miss_does_not_count(desk, beat, space):
    booking = BookingFactory(
        space=space, person=beat.neighbour(), starts_at=at(9), ends_at=at(10), status="no_show", remark="老伴腿脚不便"
    )
    booking.waived_by, booking.waive_reason = officer("receptionist", space.station), "生病住院"
    booking.save()
    html = desk.get(reverse("desk:booking", args=[booking.pk])).content.decode()
    assert booking.person.name in html
    assert "老伴腿脚不便" not in html
    assert "生病住院" not in html


def test_rooms_of_another_community_are_not_offered(desk, beat, space):
    other = SpaceFactory(station=StationFactory(community=CommunityFactory(name="别处社区")), name="别处的房间")
    mine = beat.neighbour()
    assert "别处的房间" not in desk.get(page("rooms", person=mine.pk)).content.decode()
    assert desk.post(book_page(other, mine), form()).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_whatever_stands_on_them(desk, beat, space, rows, django_assert_num_queries):
    mine = beat.neighbour()
    for n in range(rows):
        SpaceFactory(station=space.station)
        SpaceFactory(station=StationFactory(community=space.station.community))
        BookingFactory(space=space, starts_at=at(13 + 2 * n), ends_at=at(14 + 2 * n))
    for url, queries in ((page("rooms", person=mine.pk), 6), (page("room", space.pk, person=mine.pk), 8)):
        desk.get(url)
        with django_assert_num_queries(queries):
            assert desk.get(url).status_code == 200


def test_a_branch_secretary_books_for_nobody(space):
    client = signed_in(officer("branch_secretary", OrgUnitFactory(estate_branch=True)))
    assert client.get(page("room", space.pk)).status_code == 403
