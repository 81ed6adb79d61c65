"""The office registers a neighbour: somebody known, or somebody new."""

import re
import uuid

import pytest

from accounts.actions.consent import give_consent, withdraw_consent
from accounts.models import Person, PrivacyNotice
from events.models import Registration
from tests.factories import PersonFactory, ResidenceFactory, officer
from tests.support.office_events import at, text_of

pytestmark = pytest.mark.django_db


def test_a_neighbour_is_found_and_registered_and_both_are_recorded(client, event):
    staff = officer("office_worker", event.organiser)
    client.force_login(staff)
    neighbour = ResidenceFactory(person__name="王秀英", household__building__number=17).person
    PersonFactory(name="李四")

    for typed in ("秀英", "17号楼", "17"):
        found = client.post(at(event, "people/add/"), {"act": "search", "search-query": typed})
        assert found.context["people"] == [neighbour]

    client.post(
        at(event, "people/add/"),
        {"act": "register", "search-query": "秀英", "person": neighbour.pk, "known-seats": "2", "known-agreed": "on"},
    )

    registration = Registration.objects.get()
    assert (registration.person, registration.by, registration.seats) == (neighbour, staff, 2)


def test_a_neighbour_who_has_withdrawn_is_asked_before_anything_is_stored_anew(client, staff, event):
    neighbour = PersonFactory(name="王秀英")
    give_consent(neighbour, notice=PrivacyNotice.objects.current(), by=staff)
    withdraw_consent(neighbour, by=staff)
    typed = {"act": "register", "search-query": "秀英", "person": neighbour.pk, "known-seats": "1"}

    assert "请先说明" in text_of(client.post(at(event, "people/add/"), typed))
    assert not Registration.objects.exists()

    client.post(at(event, "people/add/"), {**typed, "known-agreed": "on"})
    assert Registration.objects.get().person == neighbour
    assert neighbour.consents.in_force().count() == 1


def test_a_neighbour_is_found_by_the_end_of_the_phone(client, staff, event):
    neighbour = PersonFactory(phone="+8613812345678")

    found = client.post(at(event, "people/add/"), {"act": "search", "search-query": "５６７８"})

    assert found.context["people"] == [neighbour]


def test_a_new_neighbour_without_a_phone_is_entered_and_registered(client, staff, event):
    typed = {"act": "enter", "new-name": "张奶奶", "new-phone": "", "new-seats": "1", "new-agreed": "on"}

    response = client.post(at(event, "people/add/"), typed)

    assert response.url == at(event, "people/")
    registration = Registration.objects.get()
    assert (registration.person.name, registration.by) == ("张奶奶", staff)
    assert registration.person.consents.get().given_by == staff


def test_a_form_sent_twice_enters_a_new_neighbour_once(client, staff, event):
    page = client.get(at(event, "people/add/")).content.decode()
    token = re.search(r'name="new-token" value="([^"]+)"', page)[1]
    typed = {"act": "enter", "new-name": "张奶奶", "new-phone": "", "new-seats": "1", "new-agreed": "on"}
    client.post(at(event, "people/add/"), {**typed, "new-token": token})

    again = client.post(at(event, "people/add/"), {**typed, "new-token": token}, follow=True)

    assert "没有重复登记" in text_of(again)
    assert Registration.objects.count() == Person.objects.filter(name="张奶奶").count() == 1
    # Another form with the same words is another neighbour of that name.
    client.post(at(event, "people/add/"), {**typed, "new-token": str(uuid.uuid4())})
    assert Registration.objects.count() == 2


@pytest.mark.parametrize(
    "typed",
    [
        {"new-name": ""},
        {"new-name": "\x00"},
        {"new-name": "长" * 51},
        {"new-phone": "123"},
        {"new-seats": "5"},
        {"new-seats": "0"},
        {"new-seats": "99999999999999"},
        {"new-agreed": ""},
    ],
)
def test_a_neighbours_form_that_is_not_right_registers_and_enters_nobody(client, staff, event, typed):
    entered = Person.objects.count()
    good = {"act": "enter", "new-name": "张奶奶", "new-phone": "", "new-seats": "1", "new-agreed": "on"}

    response = client.post(at(event, "people/add/"), {**good, **typed})

    assert response.status_code == 200
    assert not Registration.objects.exists()
    assert Person.objects.count() == entered


@pytest.mark.parametrize("person", ["", "x", "0", "99999999999999999999999", "\x00"])
def test_choosing_nobody_is_answered_in_words(client, staff, event, person):
    typed = {"act": "register", "search-query": "王", "person": person, "known-seats": "1"}

    assert "请选择一位居民" in text_of(client.post(at(event, "people/add/"), typed))
