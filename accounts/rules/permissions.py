"""The question of rights that every action asks: may this user do this, with this object?"""

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused


def require_permission(by: User, permission: str, obj: Model | None = None) -> None:
    """The user's appointments of today give the permission; with `obj`, in a scope that covers it."""
    if not by.has_perm(permission, obj):
        raise Refused(_("You may not do this here."), code="not_allowed")
