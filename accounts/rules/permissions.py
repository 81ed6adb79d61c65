"""The question of rights that every action asks: may this user do this, with this object?"""

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
