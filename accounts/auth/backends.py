"""Permissions from the appointments of today; nothing is stored, so nothing has to be taken back."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from accounts.models import User


class AppointmentBackend(AuthenticationBackend):
    """Who somebody is, as allauth proves it; what they may do, as their appointments say.

    Answers `user.has_perm()` for a single record too: whether it lies within a scope that gives the right.
    """

    def _authenticate_by_phone(self, phone: str, password: str) -> User | None:
        """Number and password together decide: the account on the number whose password it is.

        If two of them have the same one, it opens neither: nobody is let into another's account. A code does.
        """
        accounts = list(User.objects.on_number(phone))
        self._did_check_password = bool(accounts)
        fitting = [account for account in accounts if account.check_password(password)]
        if len(fitting) != 1:
            return None
        if not self.user_can_authenticate(fitting[0]):
            self._stash_user(fitting[0])  # allauth then says that the account is switched off
            return None
        return fitting[0]

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
