"""Which people and which of their records appointments cover. Other apps register how people belong to places."""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AccessLog, Consent, Guardianship, Person
from accounts.permissions import Reach, appointment_models, once_per_reach
from common.db.querysets import Keys, any_of, register_scopes
from common.time import clock

type PeopleWithin = Callable[[Reach], QuerySet]

_people_within: list[tuple[PeopleWithin, bool]] = []
_people_kept: list[tuple[Callable[[], QuerySet], str]] = []


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


def register_people_kept(records: Callable[[], QuerySet], *, person: str) -> None:
    """Register the records of today by which a unit or a place keeps a person; `person` is the path to the person.

    Nobody else can make such a person their own: whoever keeps the record is asked.
    """
    _people_kept.append((records, person))


def is_kept() -> Q:
    """The condition for people whom somebody keeps today, and who hold an office: those the community keeps."""
    return reduce(or_, (_has(records(), person) for records, person in _people_kept), holds_office())


def holds_office() -> Q:
    """The condition for people with an appointment of today, whatever its kind."""
    today = (kind._default_manager.filter(during__contains=clock.today()) for kind in appointment_models())
    return reduce(or_, (_has(appointments, "user__person") for appointments in today), Q())


def _has(rows: QuerySet, person: str) -> Q:
    """EXISTS, because NOT IN over a large table is evaluated again for every person."""
    return Q(Exists(rows.filter(**{person: OuterRef("pk")}).order_by()))
