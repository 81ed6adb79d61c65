"""The posts that the user holds, and the pioneer posts that the user looks after."""

from dataclasses import dataclass
from typing import Any

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
    """The posts of all kinds that the user holds; a kind of which the user holds none costs no query."""
    held = {one.appointment for one in user.rights.held}
    kinds: list[tuple[Any, tuple[str, ...]]] = [
        (UnitAppointment, ("unit__level", "pk")),
        (GridAppointment, ("grid__number",)),
        (StationAppointment, ("pk",)),
        (TeamAppointment, ("team__level", "pk")),
    ]
    return [
        OwnPost(one.role_label, str(one.scope))
        for model, order in kinds
        if model._meta.label in held
        for one in model.objects.current().filter(user=user).select_related(model.SCOPE).order_by(*order)
    ]


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
