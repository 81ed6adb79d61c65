"""A general branch with two estate branches, and whole places around a post."""

import pytest

from grid.models import OrgUnit
from tests.factories import OrgUnitFactory
from tests.support.posts import Place, Town


@pytest.fixture
def top() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def branch(top) -> OrgUnit:
    return OrgUnitFactory(estate_branch=True, parent=top)


@pytest.fixture
def other(top) -> OrgUnit:
    return OrgUnitFactory(estate_branch=True, parent=top)


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def place() -> Place:
    return Place()
