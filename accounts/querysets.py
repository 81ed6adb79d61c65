from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from common.db.querysets import ScopedQuerySet
from common.time import clock

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.permissions import Reach


class PersonQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        """People whom some app places within the reach, to be seen: the own people, colleagues, guests of events."""
        from accounts.permissions import people_within

        return self.in_any_of(*people_within(reach, met=True))

    def own_within(self, reach: "Reach") -> Self:
        """Those who live or belong there: only they are changed, registered for events, and read of elsewhere."""
        from accounts.permissions import people_within

        if not reach:
            return self.none()
        return self.all() if reach.everything else self.in_any_of(*people_within(reach, met=False))

    def permitted(self, user: Any, act: str) -> Self:
        if act == "view" or not user.is_active or user.is_anonymous:
            return super().permitted(user, act)
        return self.own_within(user.rights.holding(f"accounts.{act}_person"))

    def in_care_of(self, user: "User") -> Self:
        """The user's own person and the wards the user may act for today."""
        return self.filter(
            Q(pk=user.person_id)
            | Q(guardianships__by_id=user.person_id, guardianships__during__contains=clock.today())
        ).distinct()


class OfPersonQuerySet(ScopedQuerySet):
    """Records about one person: for those whose own people they are."""

    def in_scope_of(self, reach: "Reach") -> Self:
        from accounts.models import Person

        return self.filter(person__in=Person.objects.own_within(reach).order_by().values("pk"))


class GuardianshipQuerySet(OfPersonQuerySet):
    def current(self) -> Self:
        return self.filter(during__contains=clock.today())


class ConsentQuerySet(OfPersonQuerySet):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)


class NotificationQuerySet(ScopedQuerySet):
    def of(self, user: "User") -> Self:
        return self.filter(recipient_id=user.person_id)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class UserQuerySet(ScopedQuerySet):
    pass


class AppendOnlyQuerySet(OfPersonQuerySet):
    """Records that are written once; the model's trigger refuses the rest."""

    def newest(self) -> models.QuerySet:
        return self.order_by("-at")


class AccessLogQuerySet(AppendOnlyQuerySet):
    def within(self, reach: "Reach") -> Self:
        """Without looks that would tell what the reader may not know, such as who stands in the party register."""
        from accounts.models import Person
        from accounts.models.readings import guarded

        rows = super().within(reach)
        for permission, kinds in guarded().items():
            part = reach.having(permission)
            if not part:
                rows = rows.exclude(what__in=kinds)
            elif len(part.held) < len(reach.held):
                known = Person.objects.within(part).order_by().values("pk")
                rows = rows.exclude(Q(what__in=kinds) & ~Q(person__in=known))
        return rows
