import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models.readings import reading_kinds_by_permission
from common.db.querysets import ScopedQuerySet
from common.time import clock
from common.writing.fields import MadeFromQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.permissions import Reach


# For so long the office is reminded of people whose number was given to somebody else.
REMINDED = dt.timedelta(days=14)


class PersonQuerySet(MadeFromQuerySet):
    """People: the own ones of a reach, and those in the care of a user."""

    def by_name(self) -> Self:
        """In the order of pinyin, as lists and papers have it."""
        return self.order_by("name_sort", "pk")

    def own_within(self, reach: "Reach") -> Self:
        """The people who live in the reach or belong to it.

        Only they can be changed, registered, and read in full.
        """
        return self.within(reach, "change")

    def own_of(self, user: Any) -> Self:
        """The user's own people; of everybody else whom the user sees, the name is all."""
        if not getattr(user, "is_active", False):
            return self.none()
        return self.own_within(user.rights.holding("accounts.view_person"))

    def read_in_full_by(self, user: Any) -> Self:
        return self.own_of(user)

    def without_freed_number(self) -> Self:
        """Whose number somebody else has proven to have, and who have neither another one nor signed in since.

        Only their home is left to reach them at.
        """
        users: Any = self.model._meta.get_field("user").related_model
        events: Any = users._meta.get_field("securityevent").related_model
        freed = events.objects.filter(
            user=OuterRef("user__pk"),
            what=events.What.NUMBER_FREED,
            at__gt=clock.now() - REMINDED,
        )
        signed_in = Coalesce(OuterRef("user__last_login"), OuterRef("user__date_joined"))
        return self.filter(Exists(freed.filter(at__gt=signed_in)), phone="", user__phone=None, user__is_active=True)

    def in_care_of(self, user: "User") -> Self:
        """The user's own person and the wards for whom the user may act today."""
        return self.filter(
            Q(pk=user.person_id)
            | Q(guardianships__by_id=user.person_id, guardianships__during__contains=clock.today())
        ).distinct()


class GuardianshipQuerySet(ScopedQuerySet):
    """Guardianships by their days."""

    def current(self) -> Self:
        return self.filter(during__contains=clock.today())


class ConsentQuerySet(ScopedQuerySet):
    """Consents to the privacy notice, withdrawn or not."""

    def in_force(self) -> Self:
        return self.filter(withdrawn_at=None)


class NotificationQuerySet(ScopedQuerySet):
    """Notices to people, by recipient and whether they were read."""

    def of(self, user: "User") -> Self:
        return self.filter(recipient_id=user.person_id)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class UserQuerySet(ScopedQuerySet):
    """Sign-ins: those that staff may see, and those of a phone number."""

    def on_number(self, phone: str) -> Self:
        """Who signs in with the number, whoever had it first before the others; with their people."""
        return self.filter(phone=phone).select_related("person").order_by("phone_place")

    def with_waiting_change(self) -> Self:
        """Sign-ins of which a new number or address waits to count."""
        changes: Any = self.model._meta.get_field("sign_in_changes").related_model
        return self.filter(pk__in=changes.objects.waiting().values("user"))

    def named_to(self, user: Any) -> Self:
        """A sign-in goes by the name of its person, so whoever sees the person reads who has done something."""
        people: Any = self.model._meta.get_field("person").related_model
        seen = people.objects.visible_to(user).order_by().values("pk")
        return self.filter(
            Q(pk=user.pk) | Q(person__in=seen) | Q(pk__in=self.visible_to(user).order_by().values("pk"))
        )


class SignInChangeQuerySet(ScopedQuerySet):
    """New numbers and addresses of sign-ins that wait, or have waited."""

    def waiting(self) -> Self:
        return self.filter(state="waiting")

    def due(self) -> Self:
        return self.waiting().filter(due_at__lte=clock.now())


class AppendOnlyQuerySet(ScopedQuerySet):
    """Records of the access log and of security events: they are written once; a trigger refuses changes."""

    def newest(self) -> models.QuerySet:
        return self.order_by("-at")


class AccessLogQuerySet(AppendOnlyQuerySet):
    """The log of who read which personal data."""

    def within(self, reach: "Reach", act: str = "view") -> Self:
        """Without entries that would tell what the reader may not know, such as who is in the party register."""
        people: Any = self.model._meta.get_field("person").related_model
        rows = super().within(reach, act)
        for permission, kinds in reading_kinds_by_permission().items():
            part = reach.having(permission)
            if not part:
                rows = rows.exclude(what__in=kinds)
            elif len(part.held) < len(reach.held):
                known = people.objects.within(part).order_by().values("pk")
                rows = rows.exclude(Q(what__in=kinds) & ~Q(person__in=known))
        return rows
