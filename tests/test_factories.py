"""The factories make valid records: what they build passes full_clean and every constraint."""

import pytest

from events.actions.registrations import register
from events.models import Registration
from tests import factories
from tests.support.tasks import run_tasks

FACTORIES = [
    factories.UserFactory,
    factories.StaffFactory,
    factories.GuardianshipFactory,
    factories.ConsentFactory,
    factories.GateFactory,
    factories.ResidenceFactory,
    factories.PostBuildingFactory,
    factories.EventFactory,
    factories.RegistrationFactory,
]


@pytest.mark.django_db
@pytest.mark.parametrize("make", FACTORIES, ids=lambda make: make.__name__)
def test_every_factory_makes_two_valid_records(make):
    for record in (make(), make()):
        record.full_clean(validate_constraints=True)


@pytest.mark.django_db
def test_a_resident_gets_a_seat_and_the_worker_carries_the_notice_out():
    user = factories.ResidentFactory()
    registration = register(factories.EventFactory(), person=user.person, by=user)
    run_tasks()
    assert registration.status == Registration.Status.REGISTERED
    assert user.person.notifications.count() == 1
