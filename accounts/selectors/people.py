"""Finding people among those whom a member of staff may see."""

import re
import unicodedata

from django.db.models import Q, QuerySet

from accounts.models import Person, User
from accounts.phones import whole_phone
from accounts.querysets import PersonQuerySet

MOST_FOUND = 30


def find_people(by: User, typed: str, *, also: QuerySet | None = None) -> QuerySet[Person]:
    """The first people, by name, whom `by` may see and who match what was typed.

    A part of the name matches, the whole phone number, or its last four digits: a list shows those four, and a search
    must not answer what lists mask. `also` are keys of people who match in a way that only another app knows, for
    example by their building. The answer is cut to MOST_FOUND people; the caller may still prefetch.
    """
    typed = unicodedata.normalize("NFKC", typed).strip()
    matches = Q(name__icontains=typed)
    if phone := whole_phone(typed):
        matches |= Q(phone=phone)
    if re.fullmatch(r"[0-9]{4}", typed, re.ASCII):
        matches |= Q(phone__startswith="+86", phone__endswith=typed)
    if also is not None:
        matches |= Q(pk__in=also)
    visible: PersonQuerySet = Person.objects.visible_to(by)
    return visible.filter(matches).order_by("name", "pk")[:MOST_FOUND]


def known_person(*, name: str, phone: str, by: User) -> Person | None:
    """The person of exactly that name and number whom `by` sees; without a number nobody is known for sure."""
    visible: PersonQuerySet = Person.objects.visible_to(by)
    return visible.filter(name=name, phone=phone).order_by("pk").first() if phone else None
