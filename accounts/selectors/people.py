"""Finding people among those whom a member of staff may see, and telling the own ones from those only met."""

import re
import unicodedata

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable

from accounts.models import Guardianship, Person, User
from accounts.phones import whole_phone
from accounts.querysets import PersonQuerySet
from accounts.scopes import holds_office, is_kept, own_people

MOST_FOUND = 30


def is_own(user: User, person: str = "pk") -> Combinable:
    """For `annotate`: whether the person of a row is one of the user's own. `person` is the path to it."""
    reach = user.rights.holding("accounts.view_person")
    if not reach or reach.everything:
        return Value(bool(reach), BooleanField())
    return ExpressionWrapper(Q(**{f"{person}__in": own_people(reach)}), BooleanField())


def search_condition(by: User, typed: str, *, also: QuerySet | None = None) -> Q:
    """The condition for the people who match what was typed; the caller takes it among those whom `by` sees.

    A whole phone number, in any usual spelling, finds those who have it. Otherwise a part of the name matches, or the
    last four digits of a number: lists show those four, and a search must not answer what lists mask. Lists show them
    of the own people only, so numbers find nobody else. `also` are keys of people who match in a way that only
    another app knows, for example by their building.
    """
    typed = unicodedata.normalize("NFKC", typed).strip()
    own = Person.objects.own_of(by).order_by()
    if phone := whole_phone(typed):
        return Q(pk__in=own.filter(phone=phone).values("pk"))
    matches = Q(name__icontains=typed)
    if re.fullmatch(r"[0-9]{4}", typed, re.ASCII):
        matches |= Q(pk__in=own.filter(phone__startswith="+86", phone__endswith=typed).values("pk"))
    if also is not None:
        matches |= Q(pk__in=also)
    return matches


def find_people(by: User, typed: str, *, also: QuerySet | None = None) -> QuerySet[Person]:
    """The first people, by name, whom `by` sees and who match what was typed, each with `is_own`.

    The answer is cut to MOST_FOUND people; the caller may still prefetch. Pages call the action `search_people`,
    which counts the tries.
    """
    visible: QuerySet[Person] = Person.objects.visible_to(by)
    found = visible.filter(search_condition(by, typed, also=also)).annotate(is_own=is_own(by))
    return found.order_by("name", "pk")[:MOST_FOUND]


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


def known_person(*, name: str, phone: str, by: User) -> Person | None:
    """The person of exactly that name and number, if `by` keeps or may take in that person.

    Without a number nobody is known for sure.
    """
    return people_to_take_in(by).filter(name=name, phone=phone).order_by("pk").first() if phone else None
