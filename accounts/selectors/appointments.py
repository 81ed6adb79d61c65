"""The appointments at a unit, a grid or a station: everybody with their days, the current holders first.

For any page of the office that is about one of these: `appointment_history(unit, seen_by=user)` goes as `holders`
into the template `admin/appointments/_post_history.html`.
"""

from typing import Any

from accounts.models import User
from accounts.models.appointments import Appointment
from accounts.permissions import appointment_models


def appointment_model_for(scope: Any) -> type[Appointment]:
    """The kind of appointment whose scope this is."""
    for kind in appointment_models():
        if kind._meta.get_field(kind.SCOPE).related_model is type(scope):
            return kind
    raise LookupError(f"Nobody is appointed to a {type(scope).__name__}.")


def appointment_history(scope: Any, *, seen_by: User) -> list[Appointment]:
    """All appointments at a scope, the newest first, as far as the user may see them. One query."""
    kind: Any = appointment_model_for(scope)
    rows = kind.objects.visible_to(seen_by).filter(**{kind.SCOPE: scope})
    return list(rows.select_related("user__person", "granted_by__person", kind.SCOPE).newest_first())
