"""The units, buildings and people that a reach covers.

- A unit covers itself and all units below it.
- A general branch covers its whole community.
- An estate branch covers the buildings of the estates that it serves and of its posts.
- A post covers its buildings of today.
- A grid covers its buildings and, for reading, the units that look after them, but not what those units record of
  people elsewhere.

All functions return subqueries; they make no query.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from accounts.permissions import HeldRole, Reach, once_per_reach
from common.db.querysets import Keys, any_of, keys_of, register_scopes, where
from common.time import clock
from grid.models import (
    Building,
    CalendarDay,
    Community,
    Estate,
    Gate,
    Grid,
    GridAppointment,
    Handover,
    Household,
    IdentityDisplay,
    Matter,
    MatterKind,
    OrgUnit,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    PostBuilding,
    Residence,
    Survey,
    SurveyAnswer,
    UnitAppointment,
    Visit,
)


def register_grid_scopes() -> None:
    """Register the scopes of the models of grid; called once, when the app is ready."""
    register_scopes(
        {
            Community: where(lambda reach: Q(pk__in=communities_in_reach(reach))),
            Grid: where(_of_grid),
            Estate: where(_of_estate),
            Building: where(lambda reach: Q(pk__in=buildings_in_reach(reach))),
            Gate: where(lambda reach: Q(estate__in=any_of(Estate.objects.in_scope_of(reach).values("pk")))),
            Household: where(lambda reach: Q(building__in=buildings_in_reach(reach))),
            Residence: where(lambda reach: Q(building__in=buildings_in_reach(reach))),
            CalendarDay: where(whole_community),
            OrgUnit: where(lambda reach: Q(pk__in=units_in_reach(reach))),
            PostBuilding: where(lambda reach: Q(post__in=units_in_reach(reach))),
            UnitAppointment: where(lambda reach: Q(unit__in=units_in_reach(reach))),
            GridAppointment: where(lambda reach: Q(grid__in=any_of(Grid.objects.in_scope_of(reach).values("pk")))),
            Handover: where(lambda reach: Q(appointment__unit__in=units_in_reach(reach))),
            IdentityDisplay: where(lambda reach: Q(appointment__unit__in=units_in_reach(reach))),
            PartyRelation: scope_of_relations,
            PartyTransfer: where(
                lambda reach: Q(relation__branch__in=units_in_reach(reach)) | Q(to_branch__in=units_in_reach(reach))
            ),
            Survey: scope_of_surveys,
            SurveyAnswer: where(lambda reach: Q(household__building__in=buildings_in_reach(reach))),
            PioneerLink: scope_of_links,
            Visit: scope_of_visits,
            MatterKind: where(lambda reach: Q(community__in=communities_in_reach(reach))),
            Matter: where(_of_matter),
        }
    )


def held_units(reach: Reach) -> list[int]:
    """The keys of the units at which the reach has appointments, without those below."""
    return reach.scopes(UnitAppointment)


def held_grids(reach: Reach) -> list[int]:
    """The keys of the grids on which the reach has appointments."""
    return reach.scopes(GridAppointment)


@once_per_reach
def communities_in_reach(reach: Reach) -> Keys:
    """The communities of all units and grids of the reach."""
    of_units = OrgUnit.objects.filter(pk__in=held_units(reach)).order_by().values("community")
    of_grids = Grid.objects.filter(pk__in=held_grids(reach)).order_by().values("community")
    return keys_of(Community.objects.all(), [Q(pk__in=of_units), Q(pk__in=of_grids)])


@once_per_reach
def whole_community(reach: Reach) -> Q:
    """Condition for rows with a community: their general branch is a scope of the reach."""
    tops = OrgUnit.objects.filter(pk__in=held_units(reach), level=OrgUnit.Level.GENERAL_BRANCH)
    return Q(community__in=tops.order_by().values("community"))


@once_per_reach
def units_in_reach(reach: Reach) -> Keys:
    """The units that may be read. For their records of people use `units_with_records`: a grid covers less there."""
    on = held_grids(reach)
    covered = _held(reach)
    if on:
        there = PostBuilding.objects.filter(during__contains=clock.today(), building__grid__in=on).order_by()
        covered += [Q(pk__in=there.values("post")), Q(grids__in=on, level=OrgUnit.Level.ESTATE_BRANCH)]
    return keys_of(OrgUnit.objects.all(), covered)


@once_per_reach
def units_one_level_below(reach: Reach) -> Keys:
    """The units one level below those at which the reach has appointments."""
    return any_of(OrgUnit.objects.filter(parent__in=held_units(reach)).values("pk"))


@once_per_reach
def units_with_records(reach: Reach) -> Keys:
    """The units whose records of people are covered, wherever these people live: the scopes and the units below
    them.
    """
    return keys_of(OrgUnit.objects.all(), _held(reach))


def _held(reach: Reach) -> list[Q]:
    held = held_units(reach)
    return [Q(pk__in=held) | Q(parent__in=held) | Q(parent__parent__in=held)] if held else []


@once_per_reach
def reach_on_grids(reach: Reach) -> Reach:
    """The part of the reach whose scopes are grids."""
    return Reach.of(one for one in reach.held if one.appointment == GridAppointment._meta.label)


@once_per_reach
def buildings_in_reach(reach: Reach) -> Keys:
    """The buildings that the reach covers; the docstring of this module says which, for each kind of scope."""
    held, on = held_units(reach), held_grids(reach)
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
    return keys_of(Building.objects.all(), covered)


def buildings_of_unit(unit: OrgUnit) -> Keys:
    """The buildings that an appointment at this unit covers."""
    return buildings_in_reach(Reach.of([HeldRole("", UnitAppointment._meta.label, unit.pk)]))


def _of_matter(reach: Reach) -> Q:
    """Matters of the covered buildings, and on the ground of the grids and of what an estate branch serves.

    A post covers those of its buildings. What lies on nobody's ground is for the general branch.
    """
    branches = OrgUnit.objects.filter(pk__in=held_units(reach), level=OrgUnit.Level.ESTATE_BRANCH)
    ground = Grid.objects.filter(Q(pk__in=held_grids(reach)) | Q(branches__in=branches)).order_by().values("pk")
    return whole_community(reach) | Q(building__in=buildings_in_reach(reach)) | Q(grid__in=ground)


# --- People


def residents_in_reach(reach: Reach) -> QuerySet:
    """Residents of the buildings in the reach, if it may read residences."""
    return Residence.objects.current().within(reach.having("grid.view_residence")).order_by().values("person")


def linked_people_in_reach(reach: Reach) -> QuerySet:
    """People who are linked to the posts in the reach, if it may read links."""
    return PioneerLink.objects.current().within(reach.having("grid.view_pioneerlink")).order_by().values("person")


def members_in_reach(reach: Reach) -> QuerySet:
    """People with a party relation to the branches in the reach, if it may read the register."""
    readers = reach.having("grid.view_partyrelation")
    return PartyRelation.objects.current().filter(branch__in=units_in_reach(readers)).order_by().values("person")


def members_left_for_outside(reach: Reach) -> QuerySet:
    """Members who left the branches in the reach for an organisation outside.

    Their names stay visible, because they may come back.
    """
    readers = reach.having("grid.view_partyrelation")
    left = PartyRelation.objects.current().filter(_left_for_outside_from(units_in_reach(readers)))
    return left.order_by().values("person")


def unplaced_people(reach: Reach) -> QuerySet:
    """People who have signed up and have no residence and no link yet: the office places them.

    With several communities nobody knows to which one they belong, so nobody sees them until they are placed.
    """
    tops = OrgUnit.objects.filter(
        pk__in=held_units(reach.having("accounts.add_person")), level=OrgUnit.Level.GENERAL_BRANCH
    )
    another = Community.objects.exclude(pk__in=tops.order_by().values("community"))
    # NOT EXISTS, because NOT IN over a large table is evaluated again for every person.
    placed = (Exists(model.objects.filter(person=OuterRef("pk"))) for model in (Residence, PioneerLink))
    nowhere = Person.objects.filter(*(~there for there in placed))
    return nowhere.filter(~Exists(another), Exists(tops)).order_by().values("pk")


def appointed_people(reach: Reach) -> QuerySet:
    """People with a current appointment in the reach: colleagues see each other's names."""
    at_units = (
        UnitAppointment.objects.current().filter(unit__in=units_in_reach(reach)).order_by().values("user__person")
    )
    on_grids = GridAppointment.objects.current().within(reach).order_by().values("user__person")
    return at_units.union(on_grids)


# --- Records whose scope depends on the act, or on several places


def _of_estate(reach: Reach) -> Q:
    there = any_of(Building.objects.filter(pk__in=buildings_in_reach(reach)).values("estate"))
    return whole_community(reach) | Q(pk__in=there)


def _of_grid(reach: Reach) -> Q:
    there = Building.objects.filter(pk__in=buildings_in_reach(reach)).order_by().values("grid")
    return whole_community(reach) | Q(pk__in=held_grids(reach)) | Q(pk__in=there)


def scope_of_relations(reach: Reach, act: str) -> Q:
    """Party relations with the branches, and outside relations of members who left one of the branches.

    The branch that a member left may read the new organisation and request the member back. Everything else is for
    the general branch. A branch that the member had left earlier for another branch of the community reads nothing of
    it.
    """
    branches = units_in_reach(reach)
    covered = Q(branch__in=branches) | _left_for_outside_from(branches)
    if act in ("view", "transfer"):
        return covered
    # Members are of estate branches, so what is one level below is a general branch's.
    return covered & (Q(branch__isnull=False) | _left_for_outside_from(units_one_level_below(reach)))


def _left_for_outside_from(branches: Keys) -> Q:
    """An outside relation that began on the day when a relation with one of these branches ended."""
    left = PartyRelation.objects.filter(
        person=OuterRef("person"), branch__in=branches, during__endswith=OuterRef("during__startswith")
    )
    return Q(Exists(left.order_by()), branch=None)


def scope_of_links(reach: Reach, act: str) -> Q:
    """Links to the posts. For a grid: links of its residents, because its posts look after other grids too."""
    by_post = PioneerLink.objects.filter(post__in=units_with_records(reach))
    on_grid = Residence.objects.current().within(reach_on_grids(reach)).order_by().values("person")
    of_residents = PioneerLink.objects.filter(person__in=on_grid)
    return Q(pk__in=any_of(by_post.values("pk"), of_residents.values("pk")))


def scope_of_visits(reach: Reach, act: str) -> Q:
    """Visits to the covered buildings, and visits of the covered posts wherever the household is."""
    at_home = Visit.objects.filter(household__building__in=buildings_in_reach(reach))
    by_post = Visit.objects.filter(post__in=units_with_records(reach))
    return Q(pk__in=any_of(at_home.values("pk"), by_post.values("pk")))


def scope_of_surveys(reach: Reach, act: str) -> Q:
    """Surveys of the units. For “view” also those of the unit above: it asks the households of this branch."""
    condition = Q(unit__in=units_in_reach(reach))
    if act == "view":
        above = OrgUnit.objects.filter(pk__in=held_units(reach)).order_by().values("parent")
        condition |= Q(unit__in=above)
    return condition
