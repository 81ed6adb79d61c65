"""A pioneer with a post of one building and three households, and the sign-in of that pioneer."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Person, User
from common.time.ranges import since
from grid.models import Building, Household, OrgUnit
from tests import factories as make
from tests.support.signing_in import signed_in

LONG_SINCE = since(dt.date(2020, 1, 1))


@dataclass(frozen=True)
class Beat:
    pioneer: User
    post: OrgUnit
    building: Building
    households: list[Household]

    def neighbour(self, name: str = "赵奶奶", **person) -> Person:
        """Somebody linked to the post who has agreed to the privacy notice."""
        of_person = {f"person__{field}": value for field, value in person.items()}
        link = make.PioneerLinkFactory(post=self.post, during=LONG_SINCE, person__name=name, **of_person)
        make.ConsentFactory(person=link.person, given_by=self.pioneer)
        return link.person


def beat_of(building: Building | None = None, **unit) -> Beat:
    post = make.OrgUnitFactory(pioneer_post=True, **unit)
    building = building or make.BuildingFactory()
    make.PostBuildingFactory(post=post, building=building, during=LONG_SINCE)
    pioneer = make.officer("pioneer", post)
    households = [make.HouseholdFactory(building=building, code=code) for code in ("101", "102", "1001")]
    return Beat(pioneer, post, building, households)


@pytest.fixture
def beat(db) -> Beat:
    return beat_of()


@pytest.fixture
def elsewhere(db) -> Beat:
    """The same at another branch."""
    return beat_of()


@pytest.fixture
def desk(beat) -> Client:
    return signed_in(beat.pioneer)
