"""The people of one team, for tests of its records."""

import pytest

from accounts.models import User
from tests.factories import ServiceRecordFactory, TeamAppointmentFactory, TeamFactory, VolunteerFactory, officer
from volunteers.models import ServiceRecord, Team, Volunteer


@pytest.fixture
def team() -> Team:
    return TeamFactory()


@pytest.fixture
def lead(team) -> User:
    return TeamAppointmentFactory(team=team).user


@pytest.fixture
def office(team) -> User:
    return officer("office_worker", team.unit)


@pytest.fixture
def volunteer(team) -> Volunteer:
    return VolunteerFactory(team=team)


@pytest.fixture
def record(volunteer, lead) -> ServiceRecord:
    """Two hours of yesterday, confirmed by the lead."""
    return ServiceRecordFactory(volunteer=volunteer, minutes=120, decided_by=lead)
