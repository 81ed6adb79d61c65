"""Who has signed in to the office."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import StaffFactory, officer


@pytest.fixture
def by(client, branch) -> User:
    """The secretary of the branch, who has signed in."""
    user = officer("branch_secretary", branch)
    client.force_login(user)
    return user


@pytest.fixture
def office(client) -> Client:
    """The operator's browser."""
    client.force_login(StaffFactory())
    return client
