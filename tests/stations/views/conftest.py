"""A neighbour who has signed in, on a Tuesday at noon."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from tests.factories import ConsentFactory, UserFactory


@pytest.fixture
def tuesday_noon():
    with time_machine.travel(dt.datetime(2026, 11, 24, 4, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def reader(tuesday_noon):
    user = UserFactory(person__name="王秀英")
    ConsentFactory(given_by=user)
    return user


@pytest.fixture
def signed_in(client: Client, reader) -> Client:
    client.force_login(reader)
    return client
