"""A resident who reads the pages of events."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import ResidentFactory


@pytest.fixture
def reader() -> User:
    return ResidentFactory(person__name="王秀英")


@pytest.fixture
def signed_in(client: Client, reader: User) -> Client:
    client.force_login(reader)
    return client
