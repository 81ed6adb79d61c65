"""The secretary of a community, signed in on a Monday morning."""

import pytest
import time_machine

from tests.factories import ConsentFactory, OrgUnitFactory, ResidenceFactory, UserFactory, officer
from tests.support.office_stations import MORNING


@pytest.fixture
def monday_morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def secretary(monday_morning):
    return officer("secretary", OrgUnitFactory())


@pytest.fixture
def office(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def neighbour(monday_morning):
    """A resident who has agreed to be known, and whom the office sees."""
    person = ConsentFactory(given_by=UserFactory()).person
    ResidenceFactory(person=person)
    return person
