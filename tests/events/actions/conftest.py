import pytest

from accounts.models import User
from tests.factories import ResidentFactory, StaffFactory


@pytest.fixture
def staff() -> User:
    return StaffFactory()


@pytest.fixture
def resident() -> User:
    return ResidentFactory()
