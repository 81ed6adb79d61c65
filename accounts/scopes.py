"""Which people and which of their records appointments cover. Other apps register how people belong to places."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from accounts.models import AccessLog, Consent, Guardianship, Person
from accounts.permissions import Reach, once_per_reach
from common.db.querysets import Keys, any_of, register_scopes

type PeopleWithin = Callable[[Reach], QuerySet]

_people_within: list[tuple[PeopleWithin, bool]] = []


def register() -> None:
    """Register the scopes of people and their records; called once, when the app is ready."""
    register_scopes(
        {
            Person: people,
            Guardianship: records_of_own_people,
            Consent: records_of_own_people,
            AccessLog: records_of_own_people,
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


def register_people(people_within: PeopleWithin, *, view_only: bool = False) -> None:
    """Register a function that returns the keys of the people that a reach covers through records of an app.

    `view_only`: they are colleagues or guests. Their names may be seen, and nothing else follows from it.
    """
    _people_within.append((people_within, view_only))


def people_within(reach: Reach, *, include_view_only: bool) -> list[QuerySet]:
    """The own people of the reach; with `include_view_only` also colleagues and guests."""
    return [of_app(reach) for of_app, view_only in _people_within if include_view_only or not view_only]
