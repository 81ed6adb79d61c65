"""What the page that confirms a deletion says: what would be deleted too, and what forbids it.

However much hangs on a record, the database is asked once a relation and once a right.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS, models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.admin.scope import is_model_hidden, remember_covered

# So many are named; of the others there is a number. Nobody reads more, and a name may cost a query.
NAMED = 30
# More than these are not deleted along with one record.
TOGETHER = 1_000

type Deletion = tuple[list[str], dict[str, int], set[str], list[str]]


def what_is_deleted(model_admin: Any, rows: list[models.Model], request: HttpRequest) -> Deletion:
    """Django's four answers: what goes along by name, how many of each kind, the kinds that the user may not delete,
    and what stands in the way. Rows that the user may not see are counted and not named."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(rows)
    along: dict[type[models.Model], list[Any]] = {model: list(found) for model, found in collector.data.items()}
    together = sum(map(len, along.values()))
    if together > TOGETHER:
        too_much = _("%(n)d records hang on it. Please delete those first that are no longer needed.")
        return [], {}, set(), [too_much % {"n": together}]
    counts = {
        str(model._meta.verbose_name_plural): len(found)
        for model, found in along.items()
        if not is_model_hidden(model, request)
    }
    needed = {
        str(model._meta.verbose_name)
        for model, found in along.items()
        if not _may_delete(model_admin.admin_site, model, found, request)
    }
    every = [row for found in along.values() for row in found]
    return _names(every, request), counts, needed, _names(collector.protected, request)


def _may_delete(site: Any, model: type[models.Model], rows: list[Any], request: HttpRequest) -> bool:
    """Whether admin would let the user delete each of these rows; rows without a page of their own go along."""
    if not site.is_registered(model):
        return True
    remember_covered(model, [row.pk for row in rows], request, "delete")
    model_admin = site.get_model_admin(model)
    return all(model_admin.has_delete_permission(request, row) for row in rows)


def _names(rows: Iterable[models.Model], request: HttpRequest) -> list[str]:
    """Rows by their names, the first ones of each kind; and how many more there are that are not named."""
    names, unnamed, shown = [], 0, defaultdict(int)  # type: ignore[var-annotated]
    for row in rows:
        shown[type(row)] += 1
        if is_model_hidden(type(row), request) or shown[type(row)] > NAMED:
            unnamed += 1
        else:
            names.append(f"{capfirst(row._meta.verbose_name)}: {row}")
    if unnamed:
        more = ngettext("%(n)d record that is not shown here", "%(n)d records that are not shown here", unnamed)
        names.append(more % {"n": unnamed})
    return names
