import datetime as dt
from typing import Any, Self

from django.db.models import Case, Count, F, OrderBy, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models.appointments import AppointmentQuerySet
from common.db.querysets import ScopedQuerySet
from common.time import clock


class PlaceQuerySet(ScopedQuerySet):
    """Grids, estates, buildings and gates: public facts."""

    def published(self) -> Self:
        return self.all()


class CurrentQuerySet(ScopedQuerySet):
    """Rows with a range of days, such as links, residences and party relations."""

    def current(self) -> Self:
        return self.filter(during__contains=clock.today())


class StatedHomeQuerySet(ScopedQuerySet):
    """Where people say they live: each row is for its person alone."""

    def of(self, user: Any) -> Self:
        return self.filter(person=user.person_id)


def count_of_rows(relation: QuerySet, on: str) -> Coalesce:
    """A subquery that counts the rows of `relation` whose foreign key `on` is the outer row. It adds no join."""
    rows = relation.order_by().filter(**{on: OuterRef("pk")}).values(on).annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(rows), 0)


class GridQuerySet(PlaceQuerySet):
    """Grids, with the numbers of their buildings, households and estates."""

    def with_counts(self) -> Self:
        """Annotate `building_count`, `household_count` and `estate_count`."""
        from grid.models import Building, Household  # noqa: PLC0415 - they import this module

        return self.annotate(
            building_count=count_of_rows(Building.objects.all(), "grid"),
            household_count=count_of_rows(Household.objects.all(), "building__grid"),
            estate_count=Count("buildings__estate", distinct=True),
        )


def unit_tree_order() -> list[Any]:
    """The order of units as a tree: each unit follows its parent, siblings follow each other by number and name."""

    def of(level: int, name: str, empty: Any) -> OrderBy:
        """`name` of the unit at `level` on the path to the root.

        Units above that level get `empty`, which sorts first.
        """
        whens = [When(level=own, then=F("parent__" * (own - level) + name)) for own in range(level, 4)]
        return Case(*whens, default=Value(empty)).asc()

    path = [
        of(level, name, empty) for level in (1, 2, 3) for name, empty in (("number", -1), ("name", ""), ("pk", 0))
    ]
    return [F("community").asc(), *path, F("pk").asc()]


class OrgUnitQuerySet(PlaceQuerySet):
    """Units of the organisation by their level, and in the order of the tree."""

    def branches(self) -> Self:
        return self.filter(level=2)

    def posts(self) -> Self:
        return self.filter(level=3)

    def general_branches(self) -> Self:
        return self.filter(level=1)

    def in_tree_order(self) -> Self:
        return self.order_by(*unit_tree_order())


# --- Appointments, handovers, identity displays


class DutyQuerySet(AppointmentQuerySet):
    """Appointments that the office may publish."""

    def published(self) -> Self:
        """Those of today whose holder's name is public."""
        return self.filter(is_public=True, during__contains=clock.today())


class UnitAppointmentQuerySet(DutyQuerySet):
    """Appointments at units."""

    def leading(self) -> Self:
        """Appointments to roles that one person at a time has."""
        return self.filter(role__in=self.model.LEADING)


class HandoverQuerySet(ScopedQuerySet):
    """Handovers; `open` are those that wait for the new holder."""

    def open(self) -> Self:
        return self.filter(state=self.model.State.PREPARED)


class IdentityDisplayQuerySet(ScopedQuerySet):
    """Identity displays; `live` are those that the public sees."""

    def live(self) -> Self:
        """Displays that the public sees: consent and appointment are in force."""
        return self.filter(withdrawn_at=None, appointment__during__contains=clock.today())


# --- The party register


class PartyRelationQuerySet(CurrentQuerySet):
    """Party relations; `at_branch` leaves out those with an organisation outside."""

    def at_branch(self) -> Self:
        return self.filter(kind__in=self.model.AT_BRANCH)


class PartyTransferQuerySet(ScopedQuerySet):
    """Transfers of the party register: open ones, and those that a user may answer or withdraw."""

    def open(self) -> Self:
        return self.filter(state=self.model.State.REQUESTED)

    def incoming(self, user: Any) -> Self:
        """Transfers that the user may accept or refuse."""
        return self.filter(to_branch__in=self._answered_for(user))

    def outgoing(self, user: Any) -> Self:
        """Transfers that the user may withdraw."""
        return self.filter(relation__branch__in=self._answered_for(user))

    def _answered_for(self, user: Any) -> QuerySet:
        """The branches whose transfers the user decides."""
        units: Any = self.model._meta.get_field("to_branch").related_model
        reach = user.rights.holding("grid.transfer_partyrelation")
        keys: QuerySet = units.objects.within(reach).order_by().values("pk")
        return keys


# --- Matters


class MatterKindQuerySet(ScopedQuerySet):
    """Kinds of matters; `offered` are those that a reporter may choose."""

    def offered(self) -> Self:
        return self.filter(in_use=True, of_visits=False)


def to_do_before(moment: dt.datetime) -> Q:
    """The condition for open matters that are to be received, or answered, before that moment."""
    return Q(due_at__lt=moment) | Q(status="reported", receive_by__lt=moment)


class MatterQuerySet(ScopedQuerySet):
    """Matters by who may see them, by what is still to do, and by whose they are."""

    def published(self) -> Self:
        """What everybody may see: public, received, and taken up."""
        return self.filter(is_public=True).exclude(status__in=self.model.UNSEEN)

    def open(self) -> Self:
        return self.filter(status__in=self.model.OPEN)

    def mended(self) -> Self:
        return self.filter(status__in=self.model.MENDED)

    def late(self) -> Self:
        """What should have been received, or answered, by now."""
        return self.due_by(clock.now())

    def due_by(self, moment: Any) -> Self:
        """What is to be received, or answered, before that moment; what is late is among it."""
        return self.open().filter(to_do_before(moment))

    def handled_by(self, user: Any) -> Self:
        return self.filter(handler=user)

    def followed_by(self, user: Any) -> Self:
        """What the user has reported or follows; not what somebody in their care has (DOMAIN.md §7)."""
        return self.filter(reporters__person=user.person_id).distinct()

    def with_places(self) -> Self:
        """With all that a line about a matter says."""
        return self.select_related("kind", "building__estate", "gate__estate", "grid", "community")

    def with_cover(self) -> Self:
        """Annotate `cover`: the file of the photo that shows best how it is: of those after, else of those before."""
        photos = self.model._meta.get_field("photos").related_model.objects.filter(matter=OuterRef("pk"))
        return self.annotate(cover=Subquery(photos.order_by("stage", "-pk").values("photo")[:1]))


class MatterReporterQuerySet(ScopedQuerySet):
    """Who is told of matters."""

    def of(self, user: Any) -> Self:
        """The user's own rows; a report may be about whoever else looks after somebody."""
        return self.filter(person=user.person_id)
