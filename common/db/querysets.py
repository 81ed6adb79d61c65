"""The base of every queryset of records that staff may read."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models


class ScopedQuerySet(models.QuerySet):
    """`visible_to(user)` is the only source of which rows a member of staff may see.

    A model says in `in_scope_of` which of its rows appointments cover; until it does, they cover none.
    """

    # Subclasses use the constants of the one model that they are written for.
    model: Any

    def visible_to(self, user: Any) -> Self:
        """The rows that the user's appointments allow to be seen."""
        return self.permitted(user, "view")

    def permitted(self, user: Any, act: str) -> Self:
        """The rows on which the user may `act`: “view”, “add”, “change”, “delete”, or a word of the model's own."""
        if isinstance(user, AnonymousUser) or not user.is_active:
            return self.none()
        meta = self.model._meta
        return self.within(user.rights.holding(f"{meta.app_label}.{act}_{meta.model_name}"))

    def within(self, reach: Any) -> Self:
        """The rows that a reach (accounts.permissions.Reach) covers."""
        if not reach:
            return self.none()
        return self.all() if reach.everything else self.in_scope_of(reach)

    def in_any_of(self, *parts: models.QuerySet) -> Self:
        """The rows in any of `parts`, each a queryset of keys.

        A union, not an OR: each part is found through its own index, while an OR of subqueries reads the whole table.
        """
        first, *rest = (part.order_by() for part in parts)
        return self.filter(pk__in=first.union(*rest, all=True) if rest else first)

    def in_scope_of(self, reach: Any) -> Self:
        """The rows that lie within the scopes of a reach that is neither empty nor everything."""
        return self.none()
