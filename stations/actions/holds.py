"""Holding, moving and freeing spaces: for bookings, events, activities and maintenance, here and nowhere else."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db.models import Field

from accounts.models import Person, User
from accounts.notifications.send import send_notices
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db.audit import CONTEXT, context_parameters
from common.db.prepared import columns, fetch_all, fetch_one
from common.exceptions import require_reason
from common.time import clock
from stations.models import Booking, Hold, Space, Station
from stations.notifications import bookings as notices
from stations.rules.bookings import require_ends_later
from stations.rules.holds import require_maintenance, require_maintenance_not_over

# Tests take these away, to prove that they are needed.
LOCK_SPACES = "FOR NO KEY UPDATE OF s"
LOCK_PERSON = "FOR NO KEY UPDATE OF p"


def locked_space(space: Space, *others: Space) -> Space:
    """The space as it is now, with its whole and parts locked by primary key: who wants any of them waits.

    `others`, which something moves away from or to, are locked with it in one order, or two moves would deadlock.
    """
    spaces, stations = columns(Space, "s"), columns(Station, "st")
    rows = fetch_all(
        f"""
        SELECT {spaces.sql}, {stations.sql} FROM stations_space s JOIN stations_station st ON st.id = s.station_id
        WHERE s.id = ANY(%(wanted)s::bigint[]) OR s.part_of_id = ANY(%(wanted)s::bigint[])
        ORDER BY s.id {LOCK_SPACES}
        """,  # noqa: S608 - no value is in it
        {"wanted": [one.pk for one in (space, *others)]},
    )
    return next(one for one in map(_space, rows) if one.pk == space.pk)


def locked_space_and_person(space: Space, person: Person) -> tuple[Space, Person]:
    """Both as they are now, in one statement: the space is locked as by `locked_space`, and the person after it."""
    spaces, stations = columns(Space, "s"), columns(Station, "st")
    people, users = columns(Person, "p"), columns(User, "u")
    row = fetch_one(
        f"""
        WITH s AS MATERIALIZED (
            SELECT * FROM stations_space s WHERE s.id = %(space)s OR s.part_of_id = %(space)s
            ORDER BY s.id {LOCK_SPACES}
        )
        SELECT {spaces.sql}, {stations.sql}, {people.sql}, {users.sql}
        FROM s JOIN stations_station st ON st.id = s.station_id
        CROSS JOIN accounts_person p LEFT JOIN accounts_user u ON u.person_id = p.id
        WHERE s.id = %(space)s AND p.id = %(person)s AND (SELECT count(*) FROM s) > 0 {LOCK_PERSON}
        """,  # noqa: S608 - no value is in it
        {"space": space.pk, "person": person.pk},
    )
    if row is None:
        raise Person.DoesNotExist
    start = spaces.width + stations.width
    locked_person = people.instance(row[start : start + people.width])
    # As select_related would leave it, also for who has no sign-in.
    of_user = row[start + people.width :]
    locked_person._state.fields_cache["user"] = users.instance(of_user) if of_user[0] is not None else None
    return _space(row), locked_person


def _space(row: Sequence[Any]) -> Space:
    """By the columns of the space and its station."""
    spaces, stations = columns(Space, "s"), columns(Station, "st")
    space = spaces.instance(row[: spaces.width])
    space.station = stations.instance(row[spaces.width : spaces.width + stations.width])
    return space


def hold_space(
    space: Space,
    *,
    kind: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    by: User,
    buffer: int = 0,
    note: str = "",
    for_booking: int | None = None,
) -> Hold:
    """Hold the space inside the caller's action, whose refusal it is when the time is taken.

    Who has asked for that time, but for `for_booking`, is told that it is gone. Raises IntegrityError
    `occupancy_never_twice`, which `action` answers in words.
    """
    held = Hold.objects.create(
        space=space, kind=kind, starts_at=starts_at, ends_at=ends_at, buffer=buffer, note=note, by=by
    )
    _refuse_rivals(held, by=by, except_booking=for_booking)
    return held


def hold_for_new_booking(booking: Booking, *, by: User, rivals: bool) -> None:
    """Hold its space for a booking that is not saved yet, and save both in one statement.

    `rivals`: whether others have asked for that time, as was read under the lock; they are told. Raises
    IntegrityError as `hold_space` does, and LookupError outside an action, whose user the audit would not know.
    """
    space, fields = booking.space, _fields_of_booking()
    held = Hold(
        space=space,
        kind=Hold.Kind.BOOKING,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        buffer=space.buffer,
        by=by,
    )
    row = fetch_one(
        f"""
        WITH {CONTEXT},
        held AS (
            INSERT INTO stations_hold (space_id, kind, starts_at, ends_at, buffer, note, by_id)
            SELECT %s::bigint, 'booking', %s::timestamptz, %s::timestamptz, %s::smallint, '', %s::bigint FROM context
            RETURNING id
        )
        INSERT INTO stations_booking (hold_id, {", ".join(str(field.column) for field in fields)})
        VALUES ((SELECT id FROM held), {", ".join(["%s"] * len(fields))})
        RETURNING id, hold_id
        """,  # noqa: S608 - no value is in it
        [
            *context_parameters(),
            *(held.space_id, held.starts_at, held.ends_at, held.buffer, held.by_id),
            *(getattr(booking, field.attname) for field in fields),
        ],
    )
    assert row
    booking.pk, held.pk = row
    booking._state.adding = held._state.adding = False
    booking.hold = held
    if rivals:
        _refuse_rivals(held, by=by, except_booking=booking.pk)


@cache
def _fields_of_booking() -> list[Field[Any, Any]]:
    """What is written of a new booking beside its hold."""
    return [
        field
        for field in Booking._meta.concrete_fields
        if not (field.primary_key or field.generated or field.name == "hold")
    ]


def move_hold(
    held: Hold, *, starts_at: dt.datetime, ends_at: dt.datetime, space: Space | None = None, by: User | None
) -> Hold:
    """Hold another time, or another space, instead; what stands behind the hold says the same before the commit.

    In another space as many minutes are kept free after it as that one asks for.
    """
    if space is not None and space.pk != held.space_id:
        held.space, held.buffer = space, space.buffer
    held.starts_at, held.ends_at = starts_at, ends_at
    held.save(update_fields=["space", "buffer", "starts_at", "ends_at"])
    _refuse_rivals(held, by=by)
    return held


def _refuse_rivals(held: Hold, *, by: User | None, except_booking: int | None = None) -> None:
    """Whoever has asked for a time that is now held, by whatever, gets an answer at once."""
    buffer = dt.timedelta(minutes=held.buffer)
    rivals = list(
        Booking.objects.requested()
        .at_same_place(held.space)
        .overlapping(held.starts_at, held.ends_at + buffer)
        .exclude(pk__in=[] if except_booking is None else [except_booking])
        .select_related("person__user", "space__station")
        .select_for_update(no_key=True, of=("self",))
        .order_by("pk")
    )
    for rival in rivals:
        rival.status, rival.decided_by, rival.decided_at = Booking.Status.REFUSED, by, clock.now()
        rival.save(update_fields=["status", "decided_by", "decided_at"])
    send_notices(notices.given_to_another(rival) for rival in rivals)


@action
def close_for_maintenance(space: Space, *, starts_at: dt.datetime, ends_at: dt.datetime, note: str, by: User) -> Hold:
    """A hold of maintenance: nobody can book the space then. Raises Refused, also when somebody holds any of it."""
    require_permission(by, "stations.add_hold", space)
    space = locked_space(space)
    require_ends_later(starts_at, ends_at)
    require_reason(note)
    return hold_space(
        space, kind=Hold.Kind.MAINTENANCE, starts_at=starts_at, ends_at=ends_at, note=note.strip(), by=by
    )


@action
def end_maintenance(held: Hold, *, by: User) -> None:
    """The space is free from maintenance from now on; what is over of it stays in the figures.

    Raises Refused when it is over, and for a hold of anything else: those end there.
    """
    require_permission(by, "stations.delete_hold", held)
    locked_space(held.space)
    require_maintenance(held)
    require_maintenance_not_over(held)
    now = clock.now()
    if held.starts_at < now:
        move_hold(held, starts_at=held.starts_at, ends_at=now, by=by)
    else:
        held.delete()
