"""Who has held a post or worked on a grid: everybody with their days, whoever holds it now first.

For any page of the office that is about one unit or one grid: `post_history(unit, seen_by=user)` goes as `holders`
into the template `admin/grid/_post_history.html`.
"""

from accounts.models import User
from accounts.models.appointments import Appointment
from grid.models import Grid, GridAppointment, OrgUnit, UnitAppointment


def post_history(scope: OrgUnit | Grid, *, seen_by: User) -> list[Appointment]:
    """All appointments there, the newest first, as far as the user may see them. One query."""
    kind: type[UnitAppointment | GridAppointment] = UnitAppointment if isinstance(scope, OrgUnit) else GridAppointment
    rows = kind.objects.visible_to(seen_by).filter(**{kind.SCOPE: scope})
    return list(rows.select_related("user__person", "granted_by__person", kind.SCOPE).newest_first())
