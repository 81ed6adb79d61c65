"""The posts that the user holds, and the pioneer posts that the user looks after."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from grid.models import GridAppointment, OrgUnit, UnitAppointment
from grid.selectors import coverage
from portal.desk.permissions import VISITS
from stations.models import StationAppointment
from volunteers.models import TeamAppointment


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post of any kind that the user holds: its role and its place as text."""

    role: str
    place: str


def my_posts(user: User) -> list[OwnPost]:
    """The posts of all kinds that the user holds."""
    units = UnitAppointment.objects.current().filter(user=user).select_related("unit").order_by("unit__level", "pk")
    grids = GridAppointment.objects.current().filter(user=user).select_related("grid").order_by("grid__number")
    stations = StationAppointment.objects.current().filter(user=user).select_related("station").order_by("pk")
    teams = TeamAppointment.objects.current().filter(user=user).select_related("team").order_by("team__level", "pk")
    return [OwnPost(one.role_label, str(one.scope)) for one in (*units, *grids, *stations, *teams)]


def pioneer_posts_of(user: User) -> QuerySet[OrgUnit]:
    """The pioneer posts that the user looks after, with their coverage and who holds them now."""
    held = UnitAppointment.objects.current().select_related("user__person")
    rows = OrgUnit.objects.posts().within(user.rights.holding(VISITS))
    return (
        coverage.posts_with_coverage(rows)
        .select_related("parent")
        .prefetch_related(Prefetch("appointments", queryset=held, to_attr="held_now"))
        .order_by("parent__number", "parent_id", "number", "name", "pk")
    )


def holder_of_post(post: OrgUnit) -> str:
    """Who holds the post today; an empty string while it is vacant."""
    return next((str(one.user) for one in post.held_now), "")  # type: ignore[attr-defined]
