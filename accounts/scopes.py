"""Which people and which of their records appointments cover. Other apps register how people belong to places."""

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
    """For “view”: own people, colleagues and guests of events. For any other act: own people only."""
    covered: QuerySet = rows.in_any_of(*people_within(reach, include_view_only=act == "view"))
    return covered


def records_of_own_people(rows: Any, reach: Reach, act: str) -> QuerySet:
    covered: QuerySet = rows.filter(person__in=Person.objects.own_within(reach).order_by().values("pk"))
    return covered
