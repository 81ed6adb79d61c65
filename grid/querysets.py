from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OrderBy,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models.appointments import AppointmentQuerySet
from common.db.querysets import ScopedQuerySet
from common.time import clock
from grid import scopes

if TYPE_CHECKING:
    from accounts.permissions import Reach
    from grid.models import OrgUnit


class CommunityQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(pk__in=scopes.communities(reach))


class PlaceQuerySet(ScopedQuerySet):
    """Grids, estates, buildings, gates: public facts."""

    def published(self) -> Self:
        return self.all()


class EstateQuerySet(PlaceQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(scopes.whole_community(reach) | Q(buildings__in=scopes.buildings(reach))).distinct()


class BuildingQuerySet(PlaceQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(pk__in=scopes.buildings(reach))


class GateQuerySet(PlaceQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        from grid.models import Estate

        return self.filter(estate__in=Estate.objects.in_scope_of(reach).order_by().values("pk"))


class AtBuildingQuerySet(ScopedQuerySet):
    """Records that stand at a building."""

    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(building__in=scopes.buildings(reach))


class CurrentQuerySet(ScopedQuerySet):
    """Dated relations."""

    def current(self) -> Self:
        return self.filter(during__contains=clock.today())


class CalendarDayQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(scopes.whole_community(reach))


class ResidenceQuerySet(CurrentQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(building__in=scopes.buildings(reach))


class PostBuildingQuerySet(CurrentQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(post__in=scopes.units(reach))


def counted(relation: QuerySet, on: str) -> Coalesce:
    """How many rows of `relation` point by `on` at the outer row, as a subquery that joins nothing."""
    rows = relation.order_by().filter(**{on: OuterRef("pk")}).values(on).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(rows), 0)


class GridQuerySet(PlaceQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        from grid.models import Building

        there = Building.objects.filter(pk__in=scopes.buildings(reach)).order_by().values("grid")
        return self.filter(scopes.whole_community(reach) | Q(pk__in=scopes.grids(reach)) | Q(pk__in=there))

    def with_counts(self) -> Self:
        """Annotate `building_count`, `household_count` and `estate_count`."""
        from grid.models import Building, Household

        return self.annotate(
            building_count=counted(Building.objects.all(), "grid"),
            household_count=counted(Household.objects.all(), "building__grid"),
            estate_count=Count("buildings__estate", distinct=True),
        )


def tree_order() -> list[Any]:
    """Orders units as a tree: each right after the one above it, neighbours by their number and name."""

    def of(level: int, name: str, empty: Any) -> OrderBy:
        """`name` of the unit on this path that stands at `level`; `empty`, which sorts first, above that level."""
        whens = [When(level=own, then=F("parent__" * (own - level) + name)) for own in range(level, 4)]
        return Case(*whens, default=Value(empty)).asc()

    path = [
        of(level, name, empty) for level in (1, 2, 3) for name, empty in (("number", -1), ("name", ""), ("pk", 0))
    ]
    return [F("community").asc(), *path, F("pk").asc()]


class OrgUnitQuerySet(PlaceQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(pk__in=scopes.units(reach))

    def branches(self) -> Self:
        return self.filter(level=2)

    def posts(self) -> Self:
        return self.filter(level=3)

    def general_branches(self) -> Self:
        return self.filter(level=1)

    def in_tree_order(self) -> Self:
        return self.order_by(*tree_order())

    def as_tree(self) -> "list[OrgUnit]":
        """The roots, each with `.branches`, each of those with `.posts`, each of those with `.current_buildings`.

        Estates and grids of branches are prefetched: six queries whatever the size.
        """
        from grid.models import OrgUnit, PostBuilding

        links = (
            PostBuilding.objects.current()
            .select_related("building__estate")
            .order_by("building__estate__name", "building__number")
        )
        posts = OrgUnit.objects.order_by("number", "name").prefetch_related(
            Prefetch("post_buildings", queryset=links, to_attr="current_buildings")
        )
        branches = OrgUnit.objects.order_by("number", "name").prefetch_related(
            "estates", "grids", Prefetch("children", queryset=posts, to_attr="posts")
        )
        tops: Any = (
            self.general_branches()
            .order_by("community_id", "number", "name")
            .select_related("community")
            .prefetch_related(Prefetch("children", queryset=branches, to_attr="branches"))
        )
        return list(tops)


# --- Appointments and what goes with them


class UnitAppointmentQuerySet(AppointmentQuerySet):
    def leading(self) -> Self:
        """Those of whom a unit has one at a time."""
        return self.filter(role__in=self.model.LEADING)

    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(unit__in=scopes.units(reach))


class GridAppointmentQuerySet(AppointmentQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        from grid.models import Grid

        return self.filter(grid__in=Grid.objects.in_scope_of(reach).order_by().values("pk"))


class HandoverQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(appointment__unit__in=scopes.units(reach))

    def open(self) -> Self:
        return self.filter(state=self.model.State.PREPARED)


class IdentityDisplayQuerySet(ScopedQuerySet):
    def live(self) -> Self:
        """What the public sees: consent stands, and so does the appointment."""
        return self.filter(withdrawn_at=None, appointment__during__contains=clock.today())

    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(appointment__unit__in=scopes.units(reach))


# --- The party register


class PartyRelationQuerySet(CurrentQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        """Members of the branches; and where those have gone who left one of them for an organisation outside."""
        branches = scopes.units(reach)
        return self.filter(Q(branch__in=branches) | self._gone_outside_from(branches))

    def permitted(self, user: Any, act: str) -> Self:
        """The branch that a member left reads where to, and can ask them back; the rest is for the general branch.

        A branch that the member had left before that, for another one of ours, reads nothing of it.
        """
        rows = super().permitted(user, act)
        if act in ("view", "transfer") or not user.is_active or user.is_anonymous:
            return rows
        reach = user.rights.holding(f"grid.{act}_partyrelation")
        if reach.everything:
            return rows
        return rows.filter(Q(branch__isnull=False) | self._gone_outside_from(scopes.below_general_branches(reach)))

    def kept_in(self, reach: "Reach") -> Self:
        """Members of the branches alone."""
        return self.filter(branch__in=scopes.units(reach))

    def gone_from(self, reach: "Reach") -> Self:
        """Those who left one of the branches for an organisation outside."""
        return self.filter(self._gone_outside_from(scopes.units(reach)))

    def _gone_outside_from(self, branches: QuerySet) -> Q:
        """A relation outside that began on the day when one at these branches ended."""
        left = self.model.objects.filter(
            person=OuterRef("person"), branch__in=branches, during__endswith=OuterRef("during__startswith")
        )
        return Q(Exists(left.order_by()), branch=None)

    def at_branch(self) -> Self:
        return self.filter(kind__in=self.model.AT_BRANCH)


class PartyTransferQuerySet(ScopedQuerySet):
    def open(self) -> Self:
        return self.filter(state=self.model.State.REQUESTED)

    def in_scope_of(self, reach: "Reach") -> Self:
        branches = scopes.units(reach)
        return self.filter(Q(relation__branch__in=branches) | Q(to_branch__in=branches))

    def incoming(self, user: Any) -> Self:
        """Those that the user may answer."""
        return self._where(user, lambda branches: Q(to_branch__in=branches))

    def outgoing(self, user: Any) -> Self:
        """Those that the user may withdraw."""
        return self._where(user, lambda branches: Q(relation__branch__in=branches))

    def _where(self, user: Any, condition: Callable[[Any], Q]) -> Self:
        reach = user.rights.holding("grid.transfer_partyrelation")
        return self.filter(condition(scopes.units(reach))) if reach else self.none()


class SurveyQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(unit__in=scopes.units(reach))

    def visible_to(self, user: Any) -> Self:
        """Also those of the unit above, whose households the own branch asks."""
        from grid.models import OrgUnit

        own = self.permitted(user, "view")
        if isinstance(user, AnonymousUser) or not user.is_active:
            return own
        reach = user.rights.holding("grid.view_survey")
        if not reach or reach.everything:
            return own
        above = OrgUnit.objects.filter(pk__in=scopes.held_units(reach)).order_by().values("parent")
        return self.filter(Q(pk__in=own.order_by().values("pk")) | Q(unit__in=above))

    def with_coverage(self, user: Any) -> Self:
        """Annotate `household_count`, `asked_count`, `in_service_count` and `floating_count`, of own buildings."""
        from grid.models import Building, Household, PostBuilding, SurveyAnswer

        reach = user.rights.holding("grid.view_surveyanswer")
        unit = OuterRef(OuterRef("unit"))  # of the survey, seen from a subquery in a subquery
        looked_after = (
            PostBuilding.objects.current().filter(post__parent=OuterRef(unit)).order_by().values("building")
        )
        served = Building.objects.within(reach).filter(
            Q(grid__community__org_units=unit, grid__community__org_units__level=1)
            | Q(estate__branches=unit)
            | Q(pk__in=looked_after)
        )
        there = Household.objects.filter(building__in=served.order_by().values("pk")).order_by()
        answers = SurveyAnswer.objects.within(reach).filter(survey=OuterRef("pk")).order_by().values("survey")
        return self.annotate(
            household_count=Coalesce(
                Subquery(there.annotate(one=Value(1)).values("one").annotate(n=Count("*")).values("n")), 0
            ),
            asked_count=Coalesce(Subquery(answers.annotate(n=Count("*")).values("n")), 0),
            in_service_count=Coalesce(Subquery(answers.annotate(n=Sum("in_service")).values("n")), 0),
            floating_count=Coalesce(Subquery(answers.annotate(n=Sum("floating")).values("n")), 0),
        )


class SurveyAnswerQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        return self.filter(household__building__in=scopes.buildings(reach))


# --- Neighbours


class PioneerLinkQuerySet(CurrentQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        """Of the posts; and for a grid, of those who live on it, since its posts look after other grids too."""
        from grid.models import Residence

        by_post = self.model.objects.filter(post__in=scopes.keeping(reach))
        on_grid = Residence.objects.current().within(scopes.on_grids(reach)).order_by().values("person")
        of_residents = self.model.objects.filter(person__in=on_grid)
        return self.in_any_of(by_post.values("pk"), of_residents.values("pk"))


class VisitQuerySet(ScopedQuerySet):
    def in_scope_of(self, reach: "Reach") -> Self:
        at_home = self.model.objects.filter(household__building__in=scopes.buildings(reach))
        by_post = self.model.objects.filter(post__in=scopes.keeping(reach))
        return self.in_any_of(at_home.values("pk"), by_post.values("pk"))
