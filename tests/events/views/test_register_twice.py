"""/events/<pk>/register/: the form sent twice, by a double click or again from an older page."""

import re

import pytest

from events.models import Event, Registration
from tests.factories import EventFactory, RegistrationFactory
from tests.support.pages import codes, levels

pytestmark = pytest.mark.django_db


def url(event: Event) -> str:
    return f"/events/{event.pk}/register/"


def test_a_form_sent_twice_ends_on_the_same_registration(signed_in, reader):
    event = EventFactory()
    first = signed_in.post(url(event), {"person": reader.person_id, "seats": 1})
    again = signed_in.post(url(event), {"person": reader.person_id, "seats": 3}, follow=True)
    assert again.redirect_chain == [(first.url, 302)]
    assert levels(again) == ["info"]
    assert Registration.objects.get().seats == 1


def test_a_click_that_follows_another_registration_ends_on_that_one(signed_in, reader):
    """The form is another one: the unique constraint answers."""
    event = EventFactory()
    other = RegistrationFactory(event=event, person=reader.person)
    response = signed_in.post(url(event), {"person": reader.person_id, "seats": 1})
    assert response.url == f"/events/registrations/{other.pk}/"
    assert Registration.objects.count() == 1


def token_on(response) -> str:
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def test_the_page_draws_a_token_and_the_form_sent_twice_ends_on_what_it_has_made(signed_in, reader):
    event, another = EventFactory(), EventFactory()
    token = token_on(signed_in.get(url(event)))
    assert token != token_on(signed_in.get(url(another)))
    form = {"person": reader.person_id, "seats": 1, "token": token}
    first, again = (signed_in.post(url(event), form) for _n in range(2))
    assert again.url == first.url
    assert Registration.objects.get().token


def test_a_form_sent_again_after_cancelling_says_so_and_registers_nobody(signed_in, reader):
    event = EventFactory()
    form = {"person": reader.person_id, "seats": 1, "token": token_on(signed_in.get(url(event)))}
    signed_in.post(f"{signed_in.post(url(event), form).url}cancel/")
    again = signed_in.post(url(event), form)
    assert again.status_code == 422
    assert codes(again.context["steps"].form) == {"__all__": ["cancelled_meanwhile"]}
    assert Registration.objects.get().is_cancelled


def test_a_token_that_is_none_is_answered_by_the_form(signed_in, reader):
    response = signed_in.post(url(EventFactory()), {"person": reader.person_id, "seats": 1, "token": "x" * 200})
    assert response.status_code == 422
    assert not Registration.objects.exists()


def test_the_token_survives_the_steps_of_care_mode(signed_in, reader):
    signed_in.cookies["care"] = "1-0"
    event = EventFactory()
    first = signed_in.get(url(event))
    token = token_on(first)
    second = signed_in.post(url(event), {"person": reader.person_id, "token": token, "step-at": "0"})
    assert token_on(second) == token
    form = {"person": reader.person_id, "token": token, "seats": "1", "step-at": "1", "step-seen": "0"}
    answers = [signed_in.post(url(event), form) for _n in range(2)]
    assert answers[0].url == answers[1].url
    assert Registration.objects.get().token
