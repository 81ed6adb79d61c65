"""The form for an hour of a space, as a resident meets it, without JavaScript."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.actions.consent import withdraw_consent
from common.time import clock
from stations.models import Booking, Space
from tests.factories import BookingFactory, GuardianshipFactory, NeighbourFactory, SpaceFactory, UserFactory
from tests.support.rooms import NONSENSE, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday_noon")]
ANSWERS = {"minutes": 60, "purpose": "games", "party_size": 2, "remark": "带象棋"}


def book_url(space, start="2026-11-25T10:00"):
    return f"/stations/spaces/{space.pk}/book/?start={start}"


def refused_with(response, code, field=NON_FIELD_ERRORS) -> bool:
    return response.status_code == 422 and response.context["steps"].form.has_error(field, code)


def test_the_pages_say_what_is_asked_and_why_not(signed_in):
    space = SpaceFactory(step=60, needs_approval=True)
    BookingFactory(space=space, starts_at=at(10))
    free = book_url(space, "2026-11-25T12:00")
    said = {
        signed_in.get(book_url(space)): "这个时间已经有人订了",
        signed_in.get(free): "提交申请",
        signed_in.post(book_url(space), ANSWERS): "附近还有空的时间",
    }
    signed_in.cookies["care"] = "1-0"
    said[signed_in.get(free)] = "第 1 步"
    assert [words for response, words in said.items() if words not in response.content.decode()] == []


def test_a_visitor_is_led_to_sign_in_and_back_to_the_hour(client):
    space = SpaceFactory()
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


def test_a_refusal_has_its_reason_and_one_tap_takes_the_nearest_time_with_all_that_was_typed(signed_in, reader):
    space = SpaceFactory(step=60)
    ward = GuardianshipFactory(by=reader.person, person=NeighbourFactory()).person
    BookingFactory(space=space, starts_at=at(10))
    response = signed_in.post(book_url(space), {**ANSWERS, "person": ward.pk})
    assert refused_with(response, "taken")
    page = response.content.decode()
    offered = re.findall(r'formaction="([^"]+)"', page)
    assert offered == [book_url(space, f"2026-11-25T{hour}:00") for hour in ("09", "11", "08")]
    form = page.split('aria-labelledby="offers-heading"')[1].split("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    for drawn in ("csrfmiddlewaretoken", "form_token", "token"):
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
    assert refused_with(response, "no_consent", "person")
    (refusal,) = response.context["steps"].form.errors["person"]
    assert ward.name in refusal
    assert not Booking.objects.exists()


def test_an_hour_that_was_taken_meanwhile_is_refused_before_one_types(signed_in):
    space = SpaceFactory(step=60)
    BookingFactory(space=space, starts_at=at(10))
    response = signed_in.get(book_url(space))
    assert response.context["refused"].code == "taken"
    page = response.content.decode()
    assert book_url(space, "2026-11-25T09:00") in page
    assert "<fieldset" not in page


def test_no_sane_beginning_leads_back_to_the_day(signed_in):
    space = SpaceFactory()
    day = f"/stations/spaces/{space.pk}/"
    wrong = {}
    for start in ("", *NONSENSE):
        for response in (
            signed_in.get(f"{day}book/", {"start": start}),
            signed_in.post(f"{day}book/", ANSWERS, query_params={"start": start}),
        ):
            if (response.status_code, getattr(response, "url", "")) != (302, day):
                wrong[start] = response.status_code
    assert wrong == {}
    assert not Booking.objects.exists()


@pytest.mark.parametrize("start", ["2026-11-25T10:07", "2050-01-01T10:00", "2001-01-01T10:00", "2026-11-25T03:00"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_beginning_is_refused(signed_in, start, method):
    response = getattr(signed_in, method)(book_url(SpaceFactory(), start), ANSWERS if method == "post" else None)
    assert response.status_code == (422 if method == "post" else 200)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", "61"),
        ("minutes", "9" * 40),
        ("minutes", ""),
        ("purpose", "party"),
        ("party_size", "0"),
        ("party_size", "11"),
        ("party_size", "9" * 5000),
        ("party_size", "二"),
        ("remark", "x" * 101),
        ("person", "9" * 30),
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


def test_a_room_to_drop_in_says_so_before_one_types(signed_in):
    assert signed_in.get(book_url(SpaceFactory(use="drop_in"))).context["refused"].code == "drop_in"


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
    assert response.context["steps"].number == 2
    assert 'name="minutes"' in response.content.decode()
    data |= {"step-at": 1, "step-seen": 0, "purpose": "games"}
    signed_in.post(book_url(space), data)
    data |= {"step-at": 2, "step-seen": 1, "party_size": 1}
    response = signed_in.post(book_url(space), data)
    assert [answer.words for answer in response.context["steps"].answers] == ["1 小时 到\xa011:00", "下棋打牌", "1"]
    data |= {"step-at": 3, "step-seen": 2, "remark": ""}
    response = signed_in.post(book_url(space), data)
    booking = Booking.objects.get()
    assert response.url == f"/stations/bookings/{booking.pk}/"
    assert booking.token


def test_whom_the_room_does_not_admit_hears_it_before_any_question(signed_in, reader):
    reader.person.birth_year = 1990
    reader.person.save()
    room = SpaceFactory(audience=Space.Audience.ELDERS)
    refused = signed_in.get(book_url(room))
    assert refused.context["refused"].code == "too_young"
    assert reverse("stations:rooms") in refused.content.decode()
    assert "steps" not in refused.context


def test_who_has_booked_often_enough_this_week_hears_it_before_any_question(signed_in, reader):
    room = SpaceFactory(weekly_limit=1)
    BookingFactory(space=room, person=reader.person, starts_at=at(14))
    assert signed_in.get(book_url(room)).context["refused"].code == "weekly_limit"


def test_a_family_hears_beside_the_name_whom_the_room_does_not_admit(signed_in, reader):
    reader.person.birth_year = 1990
    reader.person.save()
    mother = GuardianshipFactory(by=reader.person, kind="elder", person__birth_year=1950).person
    room = SpaceFactory(audience=Space.Audience.ELDERS)
    signed_in.cookies["care"] = "1-0"
    assert signed_in.get(book_url(room)).status_code == 200
    answers = {"step": "2", "minutes": 60, "person": reader.person_id}
    assert refused_with(signed_in.post(book_url(room), answers), "too_young", field="person")
    assert not refused_with(signed_in.post(book_url(room), answers | {"person": mother.pk}), "too_young", "person")
