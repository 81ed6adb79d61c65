"""What registering depends on, read at once, is what Django finds piece by piece."""

import datetime as dt
import uuid

import pytest
from django.db.models import Max

from accounts.models import Person
from common.time import clock
from events.models import Event, Registration
from events.selectors.registrations import RegistrationFacts
from tests.factories import (
    EventFactory,
    GuardianshipFactory,
    NeighbourFactory,
    RegistrationFactory,
    ResidentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def past() -> tuple[dt.date, dt.date]:
    return clock.today() - dt.timedelta(days=9), clock.today()


def facts(event: Event, person: Person, by, token: uuid.UUID | None) -> RegistrationFacts:
    """As Django asks for them, one after the other."""
    in_force = lambda who: who.consents.in_force().exists()  # noqa: E731
    return RegistrationFacts(
        is_ward=person.guardianships.current().filter(by=by.person_id).exists(),
        has_agreed=in_force(person),
        reader_has_agreed=bool(by.person) and in_force(by.person),
        last_queued_at=event.registrations.waitlisted().aggregate(last=Max("queued_at"))["last"],
        elder_waits=event.registrations.waitlisted().filter(for_elder=True).exists(),
        token_is_used=bool(token) and Registration.objects.filter(by=by, token=token).exists(),
    )


def test_the_facts_of_a_registration_are_those_that_django_finds():
    resident, stranger, nobody = ResidentFactory(), UserFactory(), UserFactory(person=None)
    ward = GuardianshipFactory(by=resident.person).person
    former = GuardianshipFactory(by=stranger.person, person=ward, during=past()).person
    quiet, full, token = EventFactory(), EventFactory(capacity=1), uuid.uuid4()
    elder = NeighbourFactory(birth_year=1940)
    RegistrationFactory(event=full, waitlisted=True, by=resident, token=token, person=elder, for_elder=True)

    found = {
        (event, person, by, sent): RegistrationFacts.read(event, person, by=by, token=sent)
        for event in (quiet, full)
        for person in (resident.person, ward, former, stranger.person)
        for by in (resident, stranger, nobody)
        for sent in (None, token, uuid.uuid4())
    }
    assert found == {case: facts(*case) for case in found}
    assert all({bool(fact) for fact in column} == {True, False} for column in zip(*found.values(), strict=True))
