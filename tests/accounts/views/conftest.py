import pytest

from accounts.models import User
from tests.factories import UserFactory


@pytest.fixture
def user(db) -> User:
    return UserFactory(phone="+8613800138000", email="wang@example.org")
