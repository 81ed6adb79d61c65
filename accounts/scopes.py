"""Which people and which of their records appointments cover. Other apps register how people belong to places."""

from django.db.models import Q

from accounts.models import AccessLog, Consent, Guardianship, Person, SecurityEvent
from accounts.permissions import Reach, once_per_reach, people_within
from common.db.querysets import Keys, any_of, register_scopes


def register() -> None:
    """Register the scopes of people and their records; called once, when the app is ready."""
    register_scopes(
        {
            Person: people,
            Guardianship: records_of_own_people,
            Consent: records_of_own_people,
            AccessLog: records_of_own_people,
            SecurityEvent: records_of_own_people,
        }
    )


def people(reach: Reach, act: str) -> Q:
    """The people that a reach covers. “view”: also colleagues and guests of events; other acts: own people only."""
    return Q(pk__in=any_of(*people_within(reach, include_view_only=act == "view")))


def records_of_own_people(reach: Reach, act: str) -> Q:
    """Guardianships, consents, access log and security events: a reach covers those of its own people."""
    return Q(person__in=own_people(reach))


@once_per_reach
def own_people(reach: Reach) -> Keys:
    """The people who live in the reach or belong to it."""
    return any_of(Person.objects.own_within(reach).values("pk"))
