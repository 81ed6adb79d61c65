"""A post changes hands (交接): prepared by whoever appoints there, received by the new holder, all in one act."""

from accounts.models import User
from accounts.notifications.send import send_notices
from accounts.rules.appointments import require_appoints_somebody_else, require_can_take_office, require_known_person
from common.actions import action
from common.db.dated_rows import end_row, has_no_day_before
from common.time import clock
from common.time.ranges import since
from grid.actions.identity import end_displays
from grid.models import Handover, OrgUnit, UnitAppointment
from grid.notifications import handover as handover_notifications
from grid.rules.handover import (
    require_addressee,
    require_another_person,
    require_can_be_received,
    require_free_unit,
    require_held_today,
    require_may_appoint,
    require_may_call_off,
    require_nothing_left,
    require_open,
    require_single_holder,
    require_unit_for_role,
)
from grid.selectors.handover import parts, receipt_line


@action
def prepare_handover(
    appointment: UnitAppointment, *, to: User, unit: OrgUnit | None = None, remarks: str = "", by: User
) -> Handover:
    """Offer the post to `to`; nothing changes until they receive it.

    With `unit`, another post of the same branch, this post is given up and all that it has goes there. Raises
    Refused: whatever `by` could not grant, to oneself, or where a handover already waits.
    """
    unit = unit or appointment.unit
    require_may_appoint(by, appointment, unit)
    require_appoints_somebody_else(by, to)
    require_can_take_office(to)
    require_known_person(by, to)
    appointment = UnitAppointment.objects.select_for_update(no_key=True, of=("self",)).get(pk=appointment.pk)
    require_single_holder(appointment)
    require_held_today(appointment)
    require_another_person(appointment, to)
    require_unit_for_role(appointment, unit)
    require_free_unit(to, unit, appointment)
    handover = Handover.objects.create(
        appointment=appointment, to=to, unit=unit, remarks=remarks.strip(), prepared_by=by
    )
    send_notices(handover_notifications.prepared(handover))
    return handover


@action
def receive_handover(handover: Handover, *, by: User) -> Handover:
    """The old holder's appointment ends today, the new one begins today, and everything goes over, or nothing does.

    The receipt is counted by what moved it. Raises Refused, also when a part would leave anything behind.
    """
    handover = _locked(handover)
    require_addressee(handover, by)
    require_can_be_received(handover)
    require_can_take_office(by)
    own_appointment = require_free_unit(by, handover.unit, handover.appointment)
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
    send_notices(handover_notifications.received(handover))
    return handover


@action
def call_off_handover(handover: Handover, *, by: User) -> Handover:
    """Everything stays as it was. The new holder may decline in the same way. Raises Refused."""
    handover = _locked(handover)
    require_may_call_off(handover, by)
    require_open(handover)
    _closed(handover, Handover.State.CALLED_OFF)
    send_notices(handover_notifications.called_off(handover, by))
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
    moved = [(part, part.move(handover)) for part in parts()]
    for part, _count in moved:
        require_nothing_left(str(part.label), part.left_behind(handover.appointment))
    return [receipt_line(part, count) for part, count in moved if count]


def _closed(handover: Handover, state: Handover.State) -> None:
    handover.state = state
    handover.closed_at = clock.now()
    handover.save(update_fields=["state", "closed_at", "parts", "opened"])
