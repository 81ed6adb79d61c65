import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from common.time import clock
from events.models import Event
from tests.factories import EventFactory, StaffFactory


@pytest.fixture
def staff(client: Client) -> User:
    staff = StaffFactory()
    client.force_login(staff)
    return staff


@pytest.fixture
def event() -> Event:
    start = (clock.now() + dt.timedelta(days=3)).replace(second=0, microsecond=0)
    return EventFactory(starts_at=start, ends_at=start + dt.timedelta(hours=2), capacity=3)
