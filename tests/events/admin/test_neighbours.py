"""The office registers a neighbour: somebody known, or somebody new."""

import re
import uuid

import pytest

from accounts.actions.consent import give_consent, withdraw_consent
from accounts.models import Person, PrivacyNotice
from events.models import Registration
from tests.factories import GuardianshipFactory, PersonFactory, RegistrationFactory, ResidenceFactory, officer
from tests.support.office_events import at, text_of
from tests.support.pages import codes, marks

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


def test_the_search_says_whose_family_is_on_the_list_already(client, staff, event):
    mother, father, _stranger = [PersonFactory(name=name) for name in ("王一", "王二", "王三")]
    child = GuardianshipFactory(by=mother).person
    GuardianshipFactory(person=child, by=father)
    registered = RegistrationFactory(event=event, person=mother, seats=2)

    found = client.post(at(event, "people/add/"), {"act": "search", "search-query": "王"})

    families = {person.name: person.family_registered for person in found.context["people"]}
    assert families == {"王一": [], "王二": [registered], "王三": []}
    assert marks(found, "family") == ["1"]


def test_a_neighbour_who_has_withdrawn_is_asked_before_anything_is_stored_anew(client, staff, event):
    neighbour = PersonFactory(name="王秀英")
    give_consent(neighbour, notice=PrivacyNotice.objects.current(), by=staff)
    withdraw_consent(neighbour, by=staff)
    typed = {"act": "register", "search-query": "秀英", "person": neighbour.pk, "known-seats": "1"}

    refused = client.post(at(event, "people/add/"), typed)
    assert codes(refused.context["known"]) == {"__all__": ["no_consent"]}
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

    assert again.redirect_chain == [(at(event, "people/"), 302)]
    assert Registration.objects.count() == Person.objects.filter(name="张奶奶").count() == 1
    # Another form with the same words is another neighbour of that name.
    client.post(at(event, "people/add/"), {**typed, "new-token": str(uuid.uuid4())})
    assert Registration.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"new-name": ""}, {"name": ["required"]}),
        ({"new-name": "长" * 51}, {"name": ["max_length"]}),
        ({"new-phone": "123"}, {"phone": ["invalid"]}),
        ({"new-seats": "5"}, {"__all__": ["party_too_large"]}),
        ({"new-seats": "0"}, {"seats": ["min_value"]}),
        ({"new-seats": "99999999999999"}, {"__all__": ["party_too_large"]}),
        ({"new-agreed": ""}, {"agreed": ["required"]}),
    ],
)
def test_a_neighbours_form_that_is_not_right_registers_and_enters_nobody(client, staff, event, typed, wrong):
    entered = Person.objects.count()
    good = {"act": "enter", "new-name": "张奶奶", "new-phone": "", "new-seats": "1", "new-agreed": "on"}

    response = client.post(at(event, "people/add/"), {**good, **typed})

    assert codes(response.context["new"]) == wrong
    assert not Registration.objects.exists()
    assert Person.objects.count() == entered


@pytest.mark.parametrize("person", ["", "x", "0", "99999999999999999999999"])
def test_choosing_nobody_is_refused(client, staff, event, person):
    typed = {"act": "register", "search-query": "王", "person": person, "known-seats": "1"}

    refused = client.post(at(event, "people/add/"), typed)
    assert codes(refused.context["known"]) == {"__all__": ["nobody_chosen"]}


def test_the_page_says_what_is_missing_and_what_was_done_before(client, staff, event):
    neighbour = PersonFactory(name="王秀英")
    token = {"new-token": str(uuid.uuid4())}
    new = {"act": "enter", "new-name": "张奶奶", "new-phone": "", "new-seats": "1", "new-agreed": "on", **token}
    known = {"act": "register", "search-query": "秀英", "known-seats": "1"}
    client.post(at(event, "people/add/"), new)

    said = [
        (known, "请选择一位居民"),
        (known | {"person": neighbour.pk}, "请先说明"),
        (new, "没有重复登记"),
    ]
    pages = [(client.post(at(event, "people/add/"), typed, follow=True), words) for typed, words in said]
    assert [words for response, words in pages if words not in text_of(response)] == []


@pytest.mark.parametrize(
    ("typed", "entered"),
    [
        (" 王秀英 ", "王秀英"),
        ("Anna Schmidt", "Anna Schmidt"),
        ("wxy", ""),
        ("2-601", ""),
        ("15400001305", ""),
        ("王2", ""),
    ],
)
def test_with_no_hit_the_form_for_somebody_new_has_the_name_that_was_typed(client, staff, event, typed, entered):
    page = client.post(at(event, "people/add/"), {"act": "search", "search-query": typed})
    assert page.context["people"] == []
    assert (page.context["new"]["name"].value() or "") == entered
    assert not page.context["new"].errors
