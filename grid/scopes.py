"""What appointments cover on the ground: the one place that turns a reach into units, buildings and people.

A unit covers itself and all below it; a general branch its whole community; an estate branch the buildings of the
estates that it serves and of its posts; a post its buildings of today; a grid its buildings, and, to read, the
units that look after them; never what those units keep of people elsewhere. All of these are subqueries: no query
is made here.
"""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.permissions import Held, Reach
from common.db.querysets import ScopedQuerySet
from common.time import clock

if TYPE_CHECKING:
    from grid.models import OrgUnit


def held_units(reach: Reach) -> list[int]:
    from grid.models import UnitAppointment

    return reach.scopes(UnitAppointment)


def grids(reach: Reach) -> list[int]:
    from grid.models import GridAppointment

    return reach.scopes(GridAppointment)


def communities(reach: Reach) -> QuerySet:
    """The communities in which anything is held."""
    from grid.models import Community, Grid, OrgUnit

    of_units = OrgUnit.objects.filter(pk__in=held_units(reach)).order_by().values("community")
    of_grids = Grid.objects.filter(pk__in=grids(reach)).order_by().values("community")
    return _keys(Community.objects.all(), [Q(pk__in=of_units), Q(pk__in=of_grids)])


def whole_community(reach: Reach) -> Q:
    """Of rows that name their community: those whose general branch is held."""
    from grid.models import OrgUnit

    tops = OrgUnit.objects.filter(pk__in=held_units(reach), level=OrgUnit.Level.GENERAL_BRANCH)
    return Q(community__in=tops.order_by().values("community"))


def units(reach: Reach) -> QuerySet:
    """The units themselves. For what they keep of people ask `keeping`: a grid only knows who looks after it."""
    from grid.models import OrgUnit, PostBuilding

    on = grids(reach)
    covered = _held(reach)
    if on:
        there = PostBuilding.objects.filter(during__contains=clock.today(), building__grid__in=on).order_by()
        covered += [Q(pk__in=there.values("post")), Q(grids__in=on, level=OrgUnit.Level.ESTATE_BRANCH)]
    return _keys(OrgUnit.objects.all(), covered)


def below_general_branches(reach: Reach) -> QuerySet:
    """The units below the general branches that are held themselves."""
    from grid.models import OrgUnit

    tops = OrgUnit.objects.filter(pk__in=held_units(reach), level=OrgUnit.Level.GENERAL_BRANCH)
    return OrgUnit.objects.filter(parent__in=tops.order_by().values("pk")).order_by().values("pk")


def keeping(reach: Reach) -> QuerySet:
    """The units whose records are covered, wherever those people live: held themselves, or below one that is."""
    from grid.models import OrgUnit

    return _keys(OrgUnit.objects.all(), _held(reach))


def _held(reach: Reach) -> list[Q]:
    held = held_units(reach)
    return [Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)] if held else []


def on_grids(reach: Reach) -> Reach:
    """The part of it that is held on grids."""
    from grid.models import GridAppointment

    return Reach(one for one in reach.held if one.appointment == GridAppointment._meta.label)


def buildings(reach: Reach) -> QuerySet:
    from grid.models import Building, OrgUnit, PostBuilding

    held, on = held_units(reach), grids(reach)
    covered = [Q(grid__in=on)] if on else []
    if held:
        served = OrgUnit.estates.through.objects.filter(
            orgunit__in=held, orgunit__level=OrgUnit.Level.ESTATE_BRANCH
        ).order_by()
        looked_after = PostBuilding.objects.filter(
            Q(post__in=held) | Q(post__parent__in=held), during__contains=clock.today()
        ).order_by()
        covered += [
            whole_community(reach),
            Q(estate__in=served.values("estate")),
            Q(pk__in=looked_after.values("building")),
        ]
    return _keys(Building.objects.all(), covered)


def _keys(rows: ScopedQuerySet, covered: list[Q]) -> QuerySet:
    """The keys of the rows that any of these conditions covers."""
    parts = [rows.filter(one).values("pk") for one in covered]
    return (rows.in_any_of(*parts) if parts else rows.none()).order_by().values("pk")


def buildings_of(unit: "OrgUnit") -> QuerySet:
    """The buildings of one unit, whoever holds it."""
    from grid.models import UnitAppointment

    return buildings(Reach([Held("", UnitAppointment._meta.label, unit.pk)]))


# --- People, by what may be read of them


def residents(reach: Reach) -> QuerySet:
    """Who lives in the buildings, for those who may read residences."""
    from grid.models import Residence

    return Residence.objects.current().within(reach.having("grid.view_residence")).order_by().values("person")


def linked(reach: Reach) -> QuerySet:
    """Who is linked to the posts."""
    from grid.models import PioneerLink

    return PioneerLink.objects.current().within(reach.having("grid.view_pioneerlink")).order_by().values("person")


def members(reach: Reach) -> QuerySet:
    """Who has a relation with the branches, for those few who may read the register."""
    from grid.models import PartyRelation

    readers = reach.having("grid.view_partyrelation")
    return PartyRelation.objects.current().kept_in(readers).order_by().values("person")


def gone_outside(reach: Reach) -> QuerySet:
    """Who left the branches for an organisation outside: still named, since they may come back."""
    from grid.models import PartyRelation

    readers = reach.having("grid.view_partyrelation")
    return PartyRelation.objects.current().gone_from(readers).order_by().values("person")


def placeless(reach: Reach) -> QuerySet:
    """Who has signed up and is placed nowhere yet: a matter for the office, where there is only one office.

    With several communities nobody could say whose they are, so nobody sees them until they are placed.
    """
    from accounts.models import Person
    from grid.models import Community, OrgUnit, PioneerLink, Residence

    tops = OrgUnit.objects.filter(
        pk__in=held_units(reach.having("accounts.add_person")), level=OrgUnit.Level.GENERAL_BRANCH
    )
    another = Community.objects.exclude(pk__in=tops.order_by().values("community"))
    # NOT EXISTS, since NOT IN over a large table is asked again for every person.
    placed = (Exists(model.objects.filter(person=OuterRef("pk"))) for model in (Residence, PioneerLink))
    nowhere = Person.objects.filter(*(~there for there in placed))
    return nowhere.filter(~Exists(another), Exists(tops)).order_by().values("pk")


def appointed(reach: Reach) -> QuerySet:
    """Who holds a post there today: colleagues must be named."""
    from grid.models import GridAppointment, UnitAppointment

    at_units = UnitAppointment.objects.current().filter(unit__in=units(reach)).order_by().values("user__person")
    on_grids = GridAppointment.objects.current().within(reach).order_by().values("user__person")
    return at_units.union(on_grids)
