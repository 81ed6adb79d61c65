"""A post changes hands (交接): prepared by whoever appoints there, received by the new holder, all in one act."""

from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person, User
from accounts.notifications.send import send_notices
from accounts.permissions import HeldRole, Reach
from accounts.rules.appointments import require_appoints_somebody_else, require_can_take_office, require_known_person
from common.actions import action
from common.db.dated_rows import end_row, has_no_day_before
from common.time import clock
from common.time.ranges import since
from grid.actions.identity import end_displays
from grid.models import (
    Handover,
    Household,
    Matter,
    OrgUnit,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    PostBuilding,
    Survey,
    UnitAppointment,
)
from grid.notifications import handover as handover_notifications
from grid.rules.handover import (
    require_another_holder,
    require_free_post,
    require_handover_addressee,
    require_handover_can_be_received,
    require_may_call_off_handover,
    require_may_hand_over,
    require_nothing_left_behind,
    require_open_handover,
    require_post_held_today,
    require_post_to_merge_into,
    require_post_with_single_holder,
)
from grid.selectors.coverage import households_due
from grid.selectors.handover import HandoverPart, handover_parts, handover_receipt_line, register_handover_part


@action
def prepare_handover(
    appointment: UnitAppointment, *, to: User, unit: OrgUnit | None = None, remarks: str = "", by: User
) -> Handover:
    """A handover is prepared: the post is offered to `to`; nothing changes until they receive it.

    With `unit`, another post of the same branch, this post is given up and all that it has goes there. Raises
    Refused: whatever `by` could not grant, to oneself, or where a handover already waits.
    """
    unit = unit or appointment.unit
    require_may_hand_over(by, appointment, unit)
    require_appoints_somebody_else(by, to)
    require_can_take_office(to)
    require_known_person(by, to)
    appointment = UnitAppointment.objects.select_for_update(no_key=True, of=("self",)).get(pk=appointment.pk)
    require_post_with_single_holder(appointment)
    require_post_held_today(appointment)
    require_another_holder(appointment, to)
    require_post_to_merge_into(appointment, unit)
    require_free_post(to, unit, appointment)
    handover = Handover.objects.create(
        appointment=appointment, to=to, unit=unit, remarks=remarks.strip(), prepared_by=by
    )
    send_notices(handover_notifications.handover_prepared(handover))
    return handover


@action
def receive_handover(handover: Handover, *, by: User) -> Handover:
    """A handover takes place: the old appointment ends today, the new one begins, and all goes over, or nothing.

    The receipt is counted by what moved it. Raises Refused, also when a part would leave anything behind.
    """
    handover = _locked(handover)
    require_handover_addressee(handover, by)
    require_handover_can_be_received(handover)
    require_can_take_office(by)
    own_appointment = require_free_post(by, handover.unit, handover.appointment)
    _end(handover.appointment)
    if own_appointment is None:
        _end_lesser_roles(by, handover.unit)
        handover.opened = UnitAppointment.objects.create(
            user=by,
            role=handover.appointment.role,
            unit=handover.unit,
            during=since(),
            granted_by=handover.prepared_by,
        )
    handover.parts = _move_everything(handover)
    _closed(handover, Handover.State.RECEIVED)
    send_notices(handover_notifications.handover_received(handover))
    return handover


@action
def call_off_handover(handover: Handover, *, by: User) -> Handover:
    """A handover ends, and everything stays. The new holder may decline in the same way. Raises Refused."""
    handover = _locked(handover)
    require_may_call_off_handover(handover, by)
    require_open_handover(handover)
    _closed(handover, Handover.State.CALLED_OFF)
    send_notices(handover_notifications.handover_called_off(handover, by))
    return handover


def _locked(handover: Handover) -> Handover:
    """The handover as it is now. Lock order: units by key, the appointment, the handover, and then people.

    Appointing locks the unit too, so nobody takes the post while it is being received.
    """
    units = {handover.unit_id, handover.appointment.unit_id}
    list(OrgUnit.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=units).order_by("pk"))
    appointment = (
        UnitAppointment.objects.select_related("unit", "user__person")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=handover.appointment_id)
    )
    current = (
        Handover.objects.select_related("unit", "to__person", "prepared_by__person")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=handover.pk)
    )
    current.appointment = appointment
    return current


def _end(appointment: UnitAppointment) -> None:
    """End the appointment, and withdraw what its holder showed publicly."""
    end_displays(appointment, taken_back=has_no_day_before(appointment, clock.today()))
    end_row(appointment)


def _end_lesser_roles(user: User, unit: OrgUnit) -> None:
    """End the other roles of the user at the unit: one person has one role there, so a new secretary is no deputy."""
    lesser = UnitAppointment.objects.exclude(role__in=UnitAppointment.LEADING).filter(user=user, unit=unit)
    for other in lesser.filter(during__contains=clock.today()).select_for_update(no_key=True, of=("self",)):
        _end(other)


def _move_everything(handover: Handover) -> list[dict[str, str | int]]:
    moved = [(part, part.move(handover)) for part in handover_parts()]
    for part, _count in moved:
        require_nothing_left_behind(str(part.label), part.left_behind(handover.appointment))
    return [handover_receipt_line(part, count) for part, count in moved if count]


def _closed(handover: Handover, state: Handover.State) -> None:
    handover.state = state
    handover.closed_at = clock.now()
    handover.save(update_fields=["state", "closed_at", "parts", "opened"])


# --- The parts of a post that grid keeps


def register_handover_parts() -> None:
    """Register what goes over with a post: its buildings, links, members, surveys, transfers, visits due."""
    # What is due is counted before the buildings move: afterwards it is the other post's.
    register_handover_part(
        HandoverPart("visits_due", _("households whose visit is due"), _visits_due, _visits_due_at, _no_visits_left)
    )
    linked = pgettext_lazy("linked to a post", "people linked to the post")
    party = pgettext_lazy("of a branch", "party members")
    register_handover_part(
        HandoverPart("matters", _("reports in hand"), _matters, _move_matters, _matters, "grid.view_matter")
    )
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


def _matters(appointment: UnitAppointment) -> int:
    """The open matters that the holder handles as far as this post covers them."""
    return _in_hand(appointment).count()


def _in_hand(appointment: UnitAppointment) -> QuerySet:
    post = Reach.of([HeldRole(appointment.role, UnitAppointment._meta.label, appointment.unit_id)])
    return Matter.objects.within(post).open().handled_by(appointment.user)


def _move_matters(handover: Handover) -> int:
    """The new holder handles them from now on; whoever received them first stays named."""
    rows = list(_in_hand(handover.appointment).select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for row in rows:
        row.handler = handover.to
        row.save(update_fields=["handler"])
    return len(rows)


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
