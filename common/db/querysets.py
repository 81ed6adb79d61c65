"""The base of every queryset of records that staff may read."""

from collections.abc import Callable, Mapping
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models.expressions import RawSQL

# (reach, act) → the condition for the rows that the reach covers for this act.
type Scope = Callable[[Any, str], models.Q]
# What `pk__in` takes.
type Keys = RawSQL | models.QuerySet

_scopes: dict[type[models.Model], Scope] = {}


def register_scopes(scopes: Mapping[type[models.Model], Scope]) -> None:
    """Register which rows of these models appointments cover.

    The `scopes.py` of each app calls it when the app is ready.
    """
    _scopes.update(scopes)


def where(condition: Callable[[Any], models.Q]) -> Scope:
    """A scope for `register_scopes`: the rows that meet a condition, the same for every act."""
    return lambda reach, act: condition(reach)


def compiled(keys: models.QuerySet) -> Keys:
    """A queryset of keys as SQL: wherever a queryset is nested, Django would resolve it anew, with all that is nested
    in it.
    """
    try:
        return RawSQL(*keys.order_by().query.sql_with_params())  # noqa: S611 - the values are parameters
    except EmptyResultSet:
        return keys.none()


def any_of(*parts: models.QuerySet) -> Keys:
    """The keys in any of `parts`, each a queryset of keys for a scope; a key may come twice.

    It is a union, not an OR: the database finds each part through its own index, while an OR of subqueries reads the
    whole table.
    """
    first, *rest = (part.order_by() for part in parts)
    return compiled(first.union(*rest, all=True) if rest else first)


def keys_of(rows: models.QuerySet, conditions: list[models.Q]) -> Keys:
    """The keys of the rows that meet any of the conditions. Each comes once, and the planner counts on it."""
    if not conditions:
        return rows.none().values("pk")
    return compiled(rows.filter(pk__in=any_of(*(rows.filter(one).values("pk") for one in conditions))).values("pk"))


class ScopedQuerySet(models.QuerySet):
    """`visible_to(user)` is the only source of the rows that a member of staff may see.

    The `scopes.py` of an app registers which rows of a model appointments cover. A model without a registration is
    not covered at all.
    """

    # Each subclass uses the constants of one model.
    model: Any

    def visible_to(self, user: Any) -> Self:
        """The rows that the user may see by their appointments."""
        return self.permitted(user, "view")

    def named_to(self, user: Any) -> Self:
        """The rows that other records may name to the user."""
        return self.visible_to(user)

    def read_in_full_by(self, user: Any) -> Self:
        """The rows of which the user reads every column. Of the other visible rows some columns are withheld."""
        return self.visible_to(user)

    def permitted(self, user: Any, act: str) -> Self:
        """The rows on which the user may `act`: “view”, “add”, “change”, “delete”, or an act of the model's own."""
        if isinstance(user, AnonymousUser) or not user.is_active:
            return self.none()
        meta = self.model._meta
        return self.within(user.rights.holding(f"{meta.app_label}.{act}_{meta.model_name}"), act)

    def within(self, reach: Any, act: str = "view") -> Self:
        """The rows that a reach (accounts.permissions.Reach) covers for this act."""
        if not reach:
            return self.none()
        return self.all() if reach.everything else self.in_scope_of(reach, act)

    def in_scope_of(self, reach: Any, act: str = "view") -> Self:
        """The rows within the scopes of a reach that is neither empty nor everything."""
        scope = _scopes.get(self.model)
        if scope is None:
            return self.none()
        return self.filter(reach.cached((self.model, act), lambda: scope(reach, act)))
