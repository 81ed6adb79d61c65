"""Few records with names (rooms, stations, estates, units) are found by these as people are: in any writing."""

from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any, cast

from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from common.admin.scope import visible
from common.writing.fields import KeysField
from common.writing.folding import folded, words_of
from common.writing.pinyin import name_search_keys

MOST_WORDS = 10


def names_like(model: type[models.Model], columns: Iterable[str], typed: str, request: HttpRequest) -> Q:
    """The condition for rows of `model` where each word begins a part of a name in one of the columns of a search.

    “hkt” finds 会客厅, and “會客” too. Names are compared here, one query a column and word: the records that have
    them are few, and only those that the user sees are read. Columns that are no names, and names of people, which
    are found by keys of their own, are left out. The condition is empty where there is nothing to compare.
    """
    words = words_of(typed)
    places = [place for column in columns if (place := _named_record(model, column))]
    if not places or not 1 <= len(words) <= MOST_WORDS:
        return Q()
    return reduce(and_, (reduce(or_, (_found(model, *place, word, request) for place in places)) for word in words))


def _named_record(model: type[models.Model], column: str) -> tuple[str, type[models.Model]] | None:
    """The path to the record whose name this column is, and its model."""
    *path, last = column.split("__")
    for step in path:
        model = cast("type[models.Model]", model._meta.get_field(step).related_model)
    is_of_people = any(isinstance(field, KeysField) for field in model._meta.concrete_fields)
    return ("__".join([*path, "pk"]), model) if last == "name" and not is_of_people else None


def _found(model: type[models.Model], path: str, named: type[models.Model], word: str, request: HttpRequest) -> Q:
    typed = folded(word)
    rows: Any = visible(named, request).order_by().values_list("pk", "name")
    keys = [pk for pk, name in rows if typed and any(key.startswith(typed) for key in _keys(name))]
    # By key: a unit with two estates of such a name is one row.
    return Q(pk__in=model._base_manager.filter(**{f"{path}__in": keys}).values("pk"))


@lru_cache(maxsize=4096)
def _keys(name: str) -> tuple[str, ...]:
    return tuple(name_search_keys(name).split())
