"""A family that would stand twice on the list of an event is told so where it registers; nobody is refused."""

import pytest

from accounts.models import Person
from events.models import Event, Registration
from tests.factories import EventFactory, GuardianshipFactory, PersonFactory, RegistrationFactory
from tests.support.pages import marks

pytestmark = pytest.mark.django_db


def form(event: Event) -> str:
    return f"/events/{event.pk}/register/"


def page(registration: Registration) -> str:
    return f"/events/registrations/{registration.pk}/"


@pytest.fixture
def child(reader) -> Person:
    return GuardianshipFactory(by=reader.person, kind="child").person


@pytest.fixture
def parent(child) -> Person:
    """The other parent, whom the reader does not act for."""
    return GuardianshipFactory(person=child, kind="child", by__name="顾建国").by


def test_before_anybody_is_registered_nothing_is_said(signed_in, child):
    event = EventFactory()
    RegistrationFactory(event=event, seats=3)
    assert "family_twice" not in marks(signed_in.get(form(event)), "why")


def test_the_form_names_who_of_the_family_in_ones_care_is_on_the_list(signed_in, child):
    event = EventFactory(capacity=4)
    earlier = RegistrationFactory(event=event, person=child, waitlisted=True)
    shown = signed_in.get(form(event))
    assert "family_twice" in marks(shown, "why")
    assert shown.context["registrations"] == [earlier]
    assert not shown.context["family_registers_apart"]


def test_both_parents_are_told_of_each_other_without_a_name_and_may_register_both(signed_in, reader, parent):
    event = EventFactory()
    RegistrationFactory(event=event, person=parent, seats=2)
    shown = signed_in.get(form(event))
    assert "family_twice" in marks(shown, "why")
    assert parent.name not in shown.content.decode()

    answer = signed_in.post(form(event), {"person": reader.person_id, "seats": 2}, follow=True)

    assert event.registrations.live().count() == 2
    assert "family_twice" in marks(answer, "why")
    assert parent.name not in answer.content.decode()


@pytest.mark.parametrize(
    "gone", [{"seats": 1}, {"seats": 2, "cancelled": True}], ids=["comes alone", "has cancelled"]
)
def test_of_a_parent_who_brings_nobody_along_nothing_is_told(signed_in, parent, gone):
    event = EventFactory()
    RegistrationFactory(event=event, person=parent, **gone)
    assert "family_twice" not in marks(signed_in.get(form(event)), "why")


def test_a_registration_shows_the_other_one_of_the_family_and_never_itself(signed_in, reader, child):
    event = EventFactory()
    own = RegistrationFactory(event=event, person=reader.person, by=reader)
    assert "family_twice" not in marks(signed_in.get(page(own)), "why")

    also = RegistrationFactory(event=event, person=child, by=reader)
    assert signed_in.get(page(own)).context["registrations"] == [also]
    assert signed_in.get(page(also)).context["registrations"] == [own]


def test_of_an_event_that_is_over_nothing_is_asked(signed_in, reader, child):
    event = EventFactory(past=True)
    own, _also = [RegistrationFactory(event=event, person=one, by=reader) for one in (reader.person, child)]
    assert "family_twice" not in marks(signed_in.get(page(own)), "why")


def test_in_care_mode_it_stands_after_the_question(signed_in, child):
    event = EventFactory()
    RegistrationFactory(event=event, person=child)
    signed_in.cookies["care"] = "1-1"
    shown = signed_in.get(form(event)).content.decode()
    assert shown.index("<form") < shown.index('data-why="family_twice"')


def test_another_persons_family_is_nobodys_business(signed_in):
    event = EventFactory()
    mother = PersonFactory()
    GuardianshipFactory(by=mother)
    RegistrationFactory(event=event, person=mother, seats=4)
    assert "family_twice" not in marks(signed_in.get(form(event)), "why")
