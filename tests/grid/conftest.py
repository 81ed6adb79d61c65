"""A general branch with two estate branches."""

import pytest

from grid.models import OrgUnit
from tests.factories import OrgUnitFactory


@pytest.fixture
def top() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def branch(top) -> OrgUnit:
    return OrgUnitFactory(estate_branch=True, parent=top)


@pytest.fixture
def other(top) -> OrgUnit:
    return OrgUnitFactory(estate_branch=True, parent=top)
