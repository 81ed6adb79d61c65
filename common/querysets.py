"""The base of every queryset of records that staff may read."""

from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models


class ScopedQuerySet(models.QuerySet):
    """`visible_to(user)` is the only source of which rows a member of staff may see.

    The operator sees all rows; anybody else none, until an app says otherwise.
    """

    # Subclasses use the constants of the one model that they are written for.
    model: Any

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        if user.is_active and getattr(user, "is_staff", False):
            return self.all()
        return self.none()
