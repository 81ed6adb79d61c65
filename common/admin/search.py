"""Searching a list of the office, in any writing, and without what was typed in the address.

Names and numbers of people belong in no address: those stand in histories, logs and on shared screens. The form
sends the words by POST; they are kept in the session, and the address carries a token for them. Filters, order and
paging pass the token on like any other parameter.
"""

import secrets
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, cast
from urllib.parse import parse_qs, urlencode

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from common.admin.lookups import OfferedChangeList
from common.admin.scope import named
from common.names import NameOfFewField
from common.writing.called import called
from common.writing.fields import KeysField
from common.writing.folding import MOST_WORDS

MARK = "~"
KEPT = 20
# Each word costs the database a comparison a column; nobody types more to find somebody.
LONGEST = 100
SESSION = "office_searches"
NOT_PASSED_ON = ("csrfmiddlewaretoken", "search", PAGE_VAR)


def is_search(request: HttpRequest) -> bool:
    """Whether a list of admin has got words to search for, which are posted and not in the address."""
    return request.method == "POST" and "search" in request.POST


def begin_search(request: HttpRequest) -> HttpResponseRedirect:
    """Keep what was typed in the search of an admin list; go to page 1 of the list with a token, same filters."""
    passed_on = [
        (name, value) for name, values in request.POST.lists() if name not in NOT_PASSED_ON for value in values
    ]
    typed = request.POST.get(SEARCH_VAR, "").strip().lstrip(MARK)
    query = [(name, value) for name, value in passed_on if name != SEARCH_VAR]
    if typed:
        query.append((SEARCH_VAR, _keep(request, typed)))
    return HttpResponseRedirect(f"{request.path}?{urlencode(query)}" if query else request.path)


def _keep(request: HttpRequest, typed: str) -> str:
    kept = dict(request.session.get(SESSION, {}))
    token = MARK + secrets.token_urlsafe(6)
    kept[token] = typed[:LONGEST]
    request.session[SESSION] = dict(list(kept.items())[-KEPT:])
    return token


def words_before_adding(request: HttpRequest) -> str:
    """What was searched for in the list from which somebody goes to add a record; empty where nothing was."""
    passed_on = parse_qs(request.GET.get("_changelist_filters", ""))
    words: str = _kept_words(request, passed_on.get(SEARCH_VAR, [""])[0]) or ""
    return words


def _kept_words(request: HttpRequest, token: str) -> str | None:
    words: str | None = request.session.get(SESSION, {}).get(token)
    return words


class PrivateChangeList(OfferedChangeList):
    """A list of admin whose address has a token instead of the words that were searched for."""

    query: str
    # The page that adds a record, with the way back to this list as it is filtered and searched.
    add_address: str

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        """The token of the address is read back before anything is searched for."""
        filtered = {"opts": self.opts, "preserved_filters": self.model_admin.get_preserved_filters(request)}
        add = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        self.add_address = add_preserved_filters(filtered, add, self.is_popup, self.to_field)
        if self.query.startswith(MARK):
            words = _kept_words(request, self.query)
            if words is None:
                messages.info(request, _("This search is over. Please type it again."))
            self.query = words or ""
        return super().get_queryset(request, exclude_parameters)


class Says:
    """The condition for rows of which one of the columns (`space__name`) says a word; call it with the word.

    Titles and names that have keys, and names of a few things, say it in any writing; other texts as they stand.
    """

    def __init__(self, model: type[models.Model], columns: Iterable[str], request: HttpRequest) -> None:
        self.model, self.columns, self.request = model, columns, request
        self._few: dict[tuple[type[models.Model], str], list[tuple[Any, str]]] = {}

    def __call__(self, word: str) -> models.Q:
        return reduce(or_, (self._in_column(column, word) for column in self.columns), models.Q(pk__in=[]))

    def _in_column(self, column: str, word: str) -> models.Q:
        *path, last = column.split("__")
        model = self.model
        for step in path:
            model = cast("type[models.Model]", model._meta.get_field(step).related_model)
        for field in model._meta.concrete_fields:
            if isinstance(field, KeysField) and field.source == last:
                # A condition on the keys themselves would be tried on every row that another column may have.
                rows = model._default_manager.order_by().filter(**{f"{field.name}__begins": [word]})
                return models.Q(**{"__".join([*(path or ["pk"]), "in"]): rows.values("pk")})
        if isinstance(model._meta.get_field(last), NameOfFewField):
            return models.Q(**{"__".join([*(path or ["pk"]), "in"]): called(self._names(model, last), word)})
        return models.Q(**{f"{column}__icontains": word})

    def _names(self, model: type[models.Model], column: str) -> list[tuple[Any, str]]:
        """Key and name of each row that may be named to the user; read once a search."""
        if (model, column) not in self._few:
            rows = named(model, self.request)
            self._few[model, column] = list(rows.order_by().values_list("pk", column))
        return self._few[model, column]


def words_to_search(typed: str) -> list[str]:
    """The first words of what was typed, without marks that stand alone."""
    return [word for word in typed[:LONGEST].split() if any(map(str.isalnum, word))][:MOST_WORDS]
