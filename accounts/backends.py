"""Permissions from the appointments of today; nothing is stored, so nothing has to be taken back."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from accounts.models import User
from accounts.rights import OPERATOR, capabilities, holders_of
from common import clock


class AppointmentBackend(AuthenticationBackend):
    """Who somebody is, as allauth proves it; what they may do, as their appointments say.

    Answers `user.has_perm()` for a single record too: whether it lies within a scope that gives the right.
    """

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        if not isinstance(user_obj, User):
            return set()
        return {one for one in user_obj.rights.permissions if obj is None or self.has_perm(user_obj, one, obj)}

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Model | None = None) -> bool:
        if not isinstance(user_obj, User):
            return False
        reach = user_obj.rights.holding(perm)
        if obj is None or not reach or reach.everything:
            return bool(reach)
        rows: Any = type(obj)._default_manager.all()
        if not hasattr(rows, "within"):
            return False
        app_label, _dot, codename = perm.partition(".")
        own = f"_{obj._meta.model_name}"
        # An act on a record of its own kind may cover less than what is seen there; others only ask for the place.
        if app_label == obj._meta.app_label and codename.endswith(own):
            rows = rows.permitted(user_obj, codename.removesuffix(own))
        else:
            rows = rows.within(reach)
        return rows.filter(pk=obj.pk).exists()

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        return isinstance(user_obj, User) and user_obj.has_module_perms(app_label)

    def with_perm(
        self, perm: str, is_active: bool = True, include_superusers: bool = True, obj: Any = None
    ) -> QuerySet:
        """Users who hold `perm` today, operators among them; of a single record it cannot say."""
        if obj is not None:
            raise ValueError("with_perm() knows nothing of single records.")
        operators = Q(is_staff=True) if perm in capabilities(OPERATOR) else Q(pk__in=[])
        found = User.objects.filter(operators | Q(pk__in=holders_of(perm, on=clock.today())))
        return found.filter(is_active=True) if is_active else found
