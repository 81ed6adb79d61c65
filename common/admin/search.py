"""Searching a list of the office without what was typed in the address.

Names and numbers of people belong in no address: those stand in histories, logs and on shared screens. The form
sends the words by POST; they are kept in the session, and the address carries a token for them. Filters, order and
paging pass the token on like any other parameter.
"""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from common.admin.lookups import OfferedChangeList

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


class PrivateChangeList(OfferedChangeList):
    """A list of admin whose address has a token instead of the words that were searched for."""

    query: str

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        """The token of the address is read back before anything is searched for."""
        if self.query.startswith(MARK):
            words = request.session.get(SESSION, {}).get(self.query)
            if words is None:
                messages.info(request, _("This search is over. Please type it again."))
            self.query = words or ""
        return super().get_queryset(request, exclude_parameters)
