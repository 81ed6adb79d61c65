"""The question of rights that every action asks: may this user do this, with this object?"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused


def require_permission(by: User, permission: str, obj: Model | None = None) -> None:
    """The user's appointments of today give the permission; with `obj`, in a scope that covers it.

    Raises DoesNotExist where no scope covers `obj` because somebody has just deleted it.
    """
    if not by.has_perm(permission, obj):
        if obj is not None and not obj._state.adding:
            obj.refresh_from_db(fields=["pk"])
        raise Refused(_("You may not do this here."), code="not_allowed")


def can_view(by: User, row: Model) -> bool:
    """Whether the user's appointments of today show this row, of whatever model it is."""
    return by.has_perm(f"{row._meta.app_label}.view_{row._meta.model_name}", row)


def can_enter_admin(user: User | AnonymousUser) -> bool:
    """Whether admin lets this user in: whoever holds an office role today.

    Asked on every request, so that nobody stays in whose right has ended.
    """
    return isinstance(user, User) and user.rights.in_office
