"""Which people and which of their records appointments cover, whichever apps place these people."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import AccessLog, Consent, Guardianship, Person, SecurityEvent
from accounts.permissions import Reach, people_within
from common.db.querysets import register_scopes


def register() -> None:
    register_scopes(
        {
            Person: people,
            Guardianship: records_of_own_people,
            Consent: records_of_own_people,
            AccessLog: records_of_own_people,
            SecurityEvent: records_of_own_people,
        }
    )


def people(rows: Any, reach: Reach, act: str) -> QuerySet:
    """Own people, colleagues and guests of events are seen; for any other act, own people alone."""
    covered: QuerySet = rows.in_any_of(*people_within(reach, met=act == "view"))
    return covered


def records_of_own_people(rows: Any, reach: Reach, act: str) -> QuerySet:
    covered: QuerySet = rows.filter(person__in=Person.objects.own_within(reach).order_by().values("pk"))
    return covered
