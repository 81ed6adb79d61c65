"""What the office reads about the units of the organisation: figures and holders, within what the reader may see.

Counted for a whole page of units at once: the number of queries does not depend on how many there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import User
from grid.models import (
    Building,
    Handover,
    Household,
    OrgUnit,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    PostBuilding,
    UnitAppointment,
)


@dataclass(slots=True)
class UnitFigures:
    """Figures of one unit and all units below it. None stands for a figure that the reader may not know."""

    filled: bool
    buildings: set[int]
    households: int
    linked: int | None = None
    members: int | None = None
    transfers: int = 0
    handovers: int = 0
    holders: list[UnitAppointment] = field(default_factory=list)


class UnitsBelow:
    """Which branches and posts stand below each unit of some communities, and in which buildings."""

    def __init__(self, communities: Iterable[int]) -> None:
        communities = set(communities)
        self.branches: dict[int, set[int]] = defaultdict(set)
        self.posts: dict[int, set[int]] = defaultdict(set)
        # Posts have no branches below them, and so no members of their own.
        rows = OrgUnit.objects.filter(community__in=communities).order_by()
        for pk, level, above, top in rows.values_list("pk", "level", "parent", "parent__parent"):
            self.posts[pk] |= {pk} if level == OrgUnit.Level.PIONEER_POST else set()
            if level == OrgUnit.Level.PIONEER_POST:
                for unit in filter(None, (above, top)):
                    self.posts[unit].add(pk)
            else:
                self.branches[pk] |= {pk} if level == OrgUnit.Level.ESTATE_BRANCH else set()
                if above:
                    self.branches[above].add(pk)
        self.households: Counter[int] = Counter(
            dict(
                Household.objects.filter(building__estate__community__in=communities)
                .order_by()
                .values_list("building")
                .annotate(Count("pk"))
            )
        )
        self.in_community: dict[int, set[int]] = defaultdict(set)
        for pk, community in Building.objects.filter(estate__community__in=communities).values_list(
            "pk", "estate__community"
        ):
            self.in_community[community].add(pk)
        self.of_post: dict[int, set[int]] = defaultdict(set)
        looked_after = PostBuilding.objects.current().filter(post__community__in=communities)
        for post, building in looked_after.values_list("post", "building"):
            self.of_post[post].add(building)
        self.of_branch: dict[int, set[int]] = defaultdict(set)
        served = OrgUnit.objects.filter(community__in=communities, level=OrgUnit.Level.ESTATE_BRANCH).order_by()
        for branch, building in served.exclude(estates__buildings=None).values_list("pk", "estates__buildings"):
            self.of_branch[branch].add(building)

    def buildings(self, unit: OrgUnit) -> set[int]:
        """The buildings that an appointment at the unit covers (grid/scopes.py)."""
        if unit.level == OrgUnit.Level.GENERAL_BRANCH:
            return self.in_community[unit.community_id]
        return self.of_branch[unit.pk].union(*(self.of_post[post] for post in self.posts[unit.pk]))


def figures_of_units(units: list[OrgUnit], user: User) -> dict[int, UnitFigures]:
    """The figures of each unit by its key, as far as the user may read them."""
    below = UnitsBelow(unit.community_id for unit in units)
    keys = [unit.pk for unit in units]
    filled = set(
        UnitAppointment.objects.current()
        .filter(role__in=UnitAppointment.LEADING, unit__in=keys)
        .values_list("unit", flat=True)
    )
    by_unit = {}
    for unit in units:
        buildings = below.buildings(unit)
        households = sum(below.households[building] for building in buildings)
        by_unit[unit.pk] = UnitFigures(unit.pk in filled, buildings, households)
    _count(by_unit, "linked", user, PioneerLink.objects.current(), "post", below.posts)
    _count(by_unit, "members", user, PartyRelation.objects.current().at_branch(), "branch", below.branches)
    _waiting(by_unit, user, below)
    appointments = UnitAppointment.objects.visible_to(user).current().filter(unit__in=keys)
    for appointment in appointments.select_related("user__person").order_by("role", "pk"):
        by_unit[appointment.unit_id].holders.append(appointment)
    return by_unit


def _count(
    by_unit: dict[int, UnitFigures],
    name: str,
    user: User,
    rows: Any,
    on: str,
    below: dict[int, set[int]],
) -> None:
    """Set `name` of the units of which the user may read `rows`: how many there are below them."""
    model: type[Any] = rows.model
    reach = user.rights.holding(f"grid.view_{model._meta.model_name}")
    if not reach:
        return
    allowed = set(OrgUnit.objects.within(reach).filter(pk__in=by_unit).values_list("pk", flat=True))
    counts = _by(rows.within(reach), on)
    for pk in allowed & below.keys():
        setattr(by_unit[pk], name, sum(counts[one] for one in below[pk]))


def _waiting(by_unit: dict[int, UnitFigures], user: User, below: UnitsBelow) -> None:
    """Transfers that wait for an answer and touch a branch below, and handovers that wait at a post below."""
    transfers = PartyTransfer.objects.visible_to(user).open().order_by()
    rows = list(transfers.values_list("relation__branch", "to_branch"))
    posts = _by(Handover.objects.visible_to(user).open(), "appointment__unit")
    for pk, one in by_unit.items():
        own = below.branches[pk]
        one.transfers = sum(1 for ends in rows if own.intersection(ends))
        one.handovers = sum(posts[unit] for unit in {pk} | own | below.posts[pk])


def _by(rows: QuerySet, on: str) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list(on).annotate(Count("pk"))))
