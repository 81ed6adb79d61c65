"""Members and surveys of a branch, and the pages of the office that show them."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import AccessLog, Person
from grid.models import PartyRelation, Survey
from tests.factories import (
    ConsentFactory,
    HouseholdFactory,
    PartyRelationFactory,
    SurveyFactory,
)

LAST_YEAR = DateRange(dt.date(2025, 3, 1), None)
NAME = "欧阳秀兰"


def member(branch, name: str = NAME, **facts) -> PartyRelation:
    relation = PartyRelationFactory(branch=branch, person__name=name, **{"during": LAST_YEAR} | facts)
    ConsentFactory(person=relation.person)
    return relation


def looks(person: Person) -> list[str]:
    return list(AccessLog.objects.filter(person=person).order_by("pk").values_list("what", flat=True))


def asked_survey(branch, *, households: int = 1, **facts) -> tuple[Survey, list]:
    first = HouseholdFactory()
    branch.estates.add(first.building.estate)
    rest = [HouseholdFactory(building=first.building) for _ in range(households - 1)]
    return SurveyFactory(unit=branch, **facts), [first, *rest]
