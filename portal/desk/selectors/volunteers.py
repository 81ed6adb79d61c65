"""The teams for which the desk enters applications."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from portal.desk.permissions import ENTERS_VOLUNTEERS
from volunteers.models import Team


def teams_to_enter_into(user: User) -> QuerySet[Team]:
    """The teams in use for which the user enters neighbours, with their community."""
    rows: Any = Team.objects.within(user.rights.holding(ENTERS_VOLUNTEERS), "change").in_use().top()
    teams: QuerySet[Team] = rows.select_related("community").order_by("pk")
    return teams
