"""Finding people whom staff may see, telling the own ones from those only met; and who is of one family."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from accounts.models import Guardianship, Person, User
from accounts.querysets import PersonQuerySet
from accounts.scopes import holds_office, is_kept, own_people
from accounts.selectors.search import people_meant
from common.names import is_same_name
from common.writing.folding import folded

MOST_FOUND = 30


def is_own(user: User, person: str = "pk") -> Combinable:
    """For `annotate`: whether the person of a row is one of the user's own. `person` is the path to it."""
    reach = user.rights.holding("accounts.view_person")
    if not reach or reach.everything:
        return Value(bool(reach), BooleanField())
    return ExpressionWrapper(Q(**{f"{person}__in": own_people(reach)}), BooleanField())


def who_acts_for(reader: User, person: str = "") -> Prefetch:
    """Who acts for people today, for `guardians_in_words`. `person`: the path to them, with “__”."""
    current = Guardianship.objects.current().select_related("by__user").annotate(by_is_own=is_own(reader, "by"))
    return Prefetch(f"{person}guardianships", current)


def guardians_in_words(person: Person) -> list[str]:
    """Who acts for one of the own people (`who_acts_for`); with the masked number where the reader keeps them too."""
    rows: Any = person.guardianships.all()
    return [" ".join([row.by.name, *([row.by.masked_phone] if row.by_is_own else [])]).strip() for row in rows]


def find_people(by: User, typed: str) -> QuerySet[Person]:
    """The first people, by name, whom `by` sees and who match what was typed (`people_meant`), each with `is_own`.

    The answer is cut to MOST_FOUND people; the caller may still prefetch. Pages call the action `search_people`,
    which counts the tries.
    """
    visible: Any = Person.objects.visible_to(by)
    found: QuerySet[Person] = visible.filter(people_meant(typed, by=by)).by_name()
    return found.annotate(is_own=is_own(by))[:MOST_FOUND]


def people_to_take_in(by: User) -> PersonQuerySet:
    """Whom `by` may enter at a home, a post or a branch: the own people, and whom `by` meets and nobody keeps.

    A child or an elder in somebody's care is kept by whoever keeps that person.
    """
    seen: PersonQuerySet = Person.objects.visible_to(by)
    own = Person.objects.own_of(by).order_by().values("pk")
    cared_for = Guardianship.objects.current().filter(person=OuterRef("pk")).order_by()
    in_own_care = Exists(cared_for.filter(by__in=own))
    return seen.filter(Q(pk__in=own) | ~is_kept() & (~Exists(cared_for) | in_own_care))


def people_to_appoint(by: User) -> PersonQuerySet:
    """To whom `by` may give an office: own people and colleagues who can sign in. Of guests `by` only knows the name,
    and not whether they sign in.
    """
    seen: PersonQuerySet = Person.objects.visible_to(by)
    own = Q(pk__in=Person.objects.own_of(by).order_by().values("pk"))
    return seen.filter(own | holds_office(), user__is_active=True)


def of_same_name(rows: QuerySet, name: str, *, person: str = "person__") -> QuerySet:
    """Those of the rows whose person has this name, in whatever writing (`is_same_name`). `person` is the path to it,
    empty for people themselves.

    The keys of names lead to the few whose name begins so, and those are compared.
    """
    if not folded(name):
        return rows.none()
    likely = rows.filter(**{f"{person}name_search__begins": [name]}).order_by().values_list("pk", f"{person}name")
    return rows.filter(pk__in=[key for key, written in likely if is_same_name(written, name)])


def known_person(*, name: str, phone: str, by: User) -> Person | None:
    """The person of that name, in whatever writing, and number, if `by` keeps or may take in that person.

    Without a number nobody is known for sure.
    """
    if not phone:
        return None
    return of_same_name(people_to_take_in(by).filter(phone=phone), name, person="").order_by("pk").first()


def families_of(people: Collection[int]) -> dict[int, set[int]]:
    """The rest of the family of each of these people, all by key: as far as the portal knows it, by guardianships.

    Two people are of one family today when one acts for the other, or when both have to do with the same third: the
    parents of a child, the children of a mother. Two queries at most.
    """
    near = _acting_for_each_other(people)
    beyond = _acting_for_each_other({key for keys in near.values() for key in keys})
    return {one: set().union(near[one], *(beyond[key] for key in near[one])) - {one} for one in people}


def _acting_for_each_other(people: Collection[int]) -> dict[int, set[int]]:
    """By the key of a person: for whom the person acts today, and who acts for the person."""
    linked: dict[int, set[int]] = defaultdict(set)
    rows = Guardianship.objects.current().filter(Q(person__in=people) | Q(by__in=people))
    for ward, by in rows.values_list("person_id", "by_id"):
        linked[ward].add(by)
        linked[by].add(ward)
    return linked
