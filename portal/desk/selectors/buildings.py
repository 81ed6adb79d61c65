"""The buildings whose households the user visits, and the households that are due."""

from django.db.models import F, QuerySet
from django.db.models.functions import Length

from accounts.models import User
from grid.models import Building, Household
from grid.selectors import coverage
from portal.desk.permissions import VISITS
from portal.desk.selectors.visits import last_visit_of


def own_buildings(user: User) -> QuerySet[Building]:
    """The buildings whose households the user visits, in the order of their numbers."""
    rows = Building.objects.within(user.rights.holding(VISITS))
    return rows.select_related("estate", "community").order_by("estate__name", "estate_id", "number")


def due_households_in_walking_order(rows: QuerySet[Household]) -> QuerySet[Household]:
    """Those of the households that are due: never visited first, then by how long ago; then as one walks."""
    return (
        coverage.households_due(rows)
        .select_related("building__estate", "building__community")
        .order_by(
            F("last_visit").asc(nulls_first=True),
            "building__estate__name",
            "building__number",
            "building",
            "entrance",
            Length("code"),
            "code",
            "pk",
        )
    )


def with_last_visit(rows: list[Household]) -> list[tuple[Household, object]]:
    """Each household with its last visit, judged by the days of its community."""
    return [
        (household, last_visit_of(household, within=household.building.community.visit_days)) for household in rows
    ]
