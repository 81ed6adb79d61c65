from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from common import clock
from common.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class PersonQuerySet(ScopedQuerySet):
    def in_care_of(self, user: "User") -> Self:
        """The user's own person and the wards the user may act for today."""
        return self.filter(
            Q(pk=user.person_id)
            | Q(guardianships__by_id=user.person_id, guardianships__during__contains=clock.today())
        ).distinct()


class GuardianshipQuerySet(ScopedQuerySet):
    def current(self) -> Self:
        return self.filter(during__contains=clock.today())


class ConsentQuerySet(ScopedQuerySet):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)


class NotificationQuerySet(ScopedQuerySet):
    def of(self, user: "User") -> Self:
        return self.filter(recipient_id=user.person_id)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class UserQuerySet(ScopedQuerySet):
    pass


class AppendOnlyQuerySet(ScopedQuerySet):
    """Records that are written once; the model's trigger refuses the rest."""

    def newest(self) -> models.QuerySet:
        return self.order_by("-at")
