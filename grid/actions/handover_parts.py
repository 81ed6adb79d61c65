"""The parts of a post that this app keeps: its buildings, its people, what waits to be done."""

from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from common.db.dated_rows import end_row
from common.time import clock
from grid.models import (
    Handover,
    Household,
    OrgUnit,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    PostBuilding,
    Survey,
    UnitAppointment,
)
from grid.selectors.coverage import households_due
from grid.selectors.handover import HandoverPart, register_handover_part


def register_handover_parts() -> None:
    # What is due is counted before the buildings move: afterwards it is the other post's.
    register_handover_part(
        HandoverPart("visits_due", _("households whose visit is due"), _visits_due, _visits_due_at, _no_visits_left)
    )
    linked = pgettext_lazy("linked to a post", "people linked to the post")
    party = pgettext_lazy("of a branch", "party members")
    for part in (
        _part("buildings", _("buildings"), _buildings, _move_buildings),
        _part("links", linked, _links, _move_links),
        _part("units_below", _("units below"), _units_below),
        _part("members", party, _members, permission="grid.view_partyrelation"),
        _part("surveys", _("surveys that are not finished"), _surveys, permission="grid.view_survey"),
        _part("transfers", _("transfers that wait for an answer"), _transfers, permission="grid.view_partytransfer"),
    ):
        register_handover_part(part)


def _part(code: str, label: Any, rows: Any, move: Any = None, permission: str = "") -> HandoverPart:
    """A part made of rows that belong to a unit. Without `move` they stay there: only a post is ever given up."""

    def count(appointment: UnitAppointment) -> int:
        return rows(appointment.unit).count()

    def moved(handover: Handover) -> int:
        if move and handover.unit_id != handover.appointment.unit_id:
            return move(handover)
        return count(handover.appointment)

    def left_behind(appointment: UnitAppointment) -> int:
        led = UnitAppointment.objects.leading().current().filter(unit=appointment.unit_id).exists()
        return 0 if led else count(appointment)

    return HandoverPart(code, label, count, moved, left_behind, permission)


# --- What belongs to a unit


def _buildings(unit: OrgUnit) -> QuerySet:
    return PostBuilding.objects.current().filter(post=unit)


def _links(unit: OrgUnit) -> QuerySet:
    return PioneerLink.objects.current().filter(post=unit)


def _units_below(unit: OrgUnit) -> QuerySet:
    return OrgUnit.objects.filter(parent=unit)


def _members(unit: OrgUnit) -> QuerySet:
    return PartyRelation.objects.current().filter(branch=unit)


def _surveys(unit: OrgUnit) -> QuerySet:
    return Survey.objects.filter(unit=unit, finished_at=None)


def _transfers(unit: OrgUnit) -> QuerySet:
    """The new holder answers these transfers. The record of who asked for them stays."""
    return PartyTransfer.objects.open().filter(to_branch=unit)


def _visits_due(appointment: UnitAppointment) -> int:
    looked_after = _buildings(appointment.unit).order_by().values("building")
    return households_due(Household.objects.filter(building__in=looked_after)).count()


def _visits_due_at(handover: Handover) -> int:
    return _visits_due(handover.appointment)


def _no_visits_left(appointment: UnitAppointment) -> int:
    """Due visits belong to buildings, and buildings are a part of their own."""
    return 0


# --- Moving to another post


def _move_buildings(handover: Handover) -> int:
    """End each building at the old post and begin it at the new one, unless the new post has it already."""
    rows = list(_buildings(handover.appointment.unit).select_for_update(no_key=True, of=("self",)).order_by("pk"))
    already_there = set(_buildings(handover.unit).values_list("building", flat=True))
    for row in rows:
        rest = _close_row(row)
        if row.building_id not in already_there:
            PostBuilding.objects.create(post=handover.unit, building_id=row.building_id, during=rest)
    return len(rows)


def _move_links(handover: Handover) -> int:
    """The people are locked before their links, by key, as everywhere."""
    current = _links(handover.appointment.unit)
    people = Person.objects.filter(pk__in=current.order_by().values("person")).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk", flat=True))
    rows = list(current.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    opened = [PioneerLink(person_id=row.person_id, post=handover.unit, during=_close_row(row)) for row in rows]
    PioneerLink.objects.bulk_create(opened)
    return len(rows)


def _close_row(row: Any) -> DateRange:
    """End the row today and return the days that were left of it; one that began today is taken back whole."""
    rest = DateRange(clock.today(), row.during.upper)
    end_row(row)
    return rest
