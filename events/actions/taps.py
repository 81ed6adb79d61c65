"""Taps that a device at the desk has kept while the line was bad: each is counted once, however often it is sent."""

import datetime as dt
import uuid

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from events.actions import locks
from events.actions.arrivals import arrive, leave
from events.models import Registration, Tap
from events.rules.check_in import DoorRelation, require_checked_in, require_may_leave, require_same_tap
from events.rules.events import CHECKS_IN
from events.selectors.check_in import check_in_day, is_tap_overtaken, moment_of_tap


@action
def count_tap(
    registration: Registration,
    *,
    key: uuid.UUID,
    act: str,
    came: int | None = None,
    at: dt.datetime | None = None,
    by: User,
) -> Registration:
    """The desk ticks a party off, or out, by a tap of this key, made at the moment `at`. Raises Refused.

    A tap that has arrived before changes nothing, and neither does a second desk's, or one that comes so late that
    what is known of the party is newer: `already_made`.
    """
    require_permission(by, CHECKS_IN, registration.event)
    registration = locks.lock_registration(registration)
    known = Tap.objects.filter(pk=key).first()
    if known:
        require_same_tap(known, registration, act)
        registration.already_made = True
        return registration
    at = moment_of_tap(registration.event, at)
    who = DoorRelation(by, registration.event, day=check_in_day(registration.event, at))
    if act == Tap.Act.OUT:
        require_may_leave(who, registration)
    check_in = who.check_in_of(registration)
    if check_in and is_tap_overtaken(check_in, act, at):
        registration.already_made = True
    elif act == Tap.Act.IN:
        arrive(registration, came=came, by=by, at=at)
    else:
        leave(registration, require_checked_in(check_in), by=by, at=at)
    Tap.objects.create(id=key, registration=registration, act=act, at=at, by=by)
    return registration
