"""What admin pages about people share: read-only records, the search for people, masked numbers."""

from functools import reduce
from operator import and_, or_
from typing import Any, cast

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions.people import count_number_search
from accounts.auth.http import acting_user
from accounts.models import Person
from accounts.selectors.search import MOST_WORDS, people_meant
from common.admin.base import ScopedModelAdmin
from common.admin.names import names_like
from common.admin.search import LONGEST
from common.exceptions import Refused


class ReadOnly:
    """Base of the admin of records about people that are only read: the portal or an action writes them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FindsPeopleAdmin(ScopedModelAdmin):
    """Base of lists in which people are searched for, as everywhere: by name, number, or what other apps know.

    `search_fields` names the people by their names (`person__name`); its other columns are searched for each word.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """A search by a whole number is counted, as everywhere; who tries too many is told so, and finds nobody."""
        typed = search_term[:LONGEST]
        try:
            count_number_search(typed, by=acting_user(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return queryset.none(), False
        return (queryset.filter(self.matching(request, typed)) if typed.strip() else queryset), False

    def matching(self, request: HttpRequest, typed: str) -> models.Q:
        """The condition for rows that match: a person does, or each word is in a column or meant for a person."""
        words = typed.split()
        matches = self.of_people(request, typed)
        if (columns := self._other_columns()) and len(words) <= MOST_WORDS:
            matches |= reduce(
                and_,
                (
                    reduce(or_, (models.Q(**{f"{column}__icontains": word}) for column in columns))
                    | names_like(self.model, columns, word, request)
                    | (self.of_people(request, word) if len(words) > 1 else models.Q(pk__in=[]))
                    for word in words
                ),
            )
        return matches

    def of_people(self, request: HttpRequest, typed: str) -> models.Q:
        """The condition for rows with a person who is meant."""
        people = Person.objects.filter(people_meant(typed, by=acting_user(request))).order_by().values("pk")
        return reduce(or_, (models.Q(**{f"{path}__in": people}) for path in self._paths_of_people()))

    def _paths_of_people(self) -> list[str]:
        return [path for column in self.search_fields if (path := path_of_person(self.model, column))]

    def _other_columns(self) -> list[str]:
        return [column for column in self.search_fields if not path_of_person(self.model, column)]


def path_of_person(model: type[models.Model], column: str) -> str:
    """The path to the person whose name this column of a search is (`user__person__name`); empty for others."""
    *path, last = column.split("__")
    for step in path:
        field = model._meta.get_field(step)
        model = cast("type[models.Model]", field.related_model)
    return "__".join(path or ["pk"]) if model is Person and last == "name" else ""


class MaskedPhoneAdmin(FindsPeopleAdmin):
    """Base of the admin of people and of sign-ins: phone numbers are masked."""

    readonly_fields = ["phone_masked"]

    @admin.display(description=_("phone"))
    def phone_masked(self, obj: Any) -> str:
        return obj.masked_phone or "–"
