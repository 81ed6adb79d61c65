"""Residents: who moves in and out, and neighbours entered with the building they live in."""

import datetime as dt

from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import send_notices
from accounts.rules.consent import require_consent
from accounts.rules.people import require_may_take_in
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db.dated_rows import end_row
from common.time import clock
from common.time.ranges import since
from grid.models import Building, Household, Residence
from grid.notifications.people import moved_in
from grid.rules.residents import require_current_residence, require_new_to_building, require_not_resident_yet


@action
def enter_resident(
    *,
    name: str,
    phone: str = "",
    household: Household | None = None,
    building: Building | None = None,
    notice: PrivacyNotice | None = None,
    another: bool = False,
    by: User,
) -> Residence:
    """A new resident: lives in the household, or in the building if the household is not known, from today on.

    A person of that name and phone whom `by` keeps already is not entered again. `notice` is what `by` has explained
    and the person has agreed to; `another` says that a namesake without a phone is another person. The person is
    told. Raises Refused.
    """
    place = household or building
    if place is None:
        raise ValueError("a residence has a household or a building")
    require_permission(by, "grid.add_residence", place)
    home = household.building if household else building
    assert home is not None
    # The building first: whoever enters the same neighbour at once waits here, and then finds them entered.
    Building.objects.select_for_update(no_key=True, of=("self",)).get(pk=home.pk)
    require_new_to_building(home, name=name, phone=phone, another=another)
    person = enter_neighbour(name=name, phone=phone, notice=notice, by=by)
    require_consent(person)
    return _move(person, building=home, household=household, by=by)


@action
def move_in(
    person: Person, *, household: Household | None = None, building: Building | None = None, by: User
) -> Residence:
    """A residence begins: somebody whom the portal knows lives there from today on. The person is told.

    Raises Refused, also for somebody whom `by` only meets and others keep.
    """
    place = household or building
    if place is None:
        raise ValueError("a residence has a household or a building")
    require_permission(by, "grid.add_residence", place)
    require_may_take_in(by, person)
    home = household.building if household else building
    assert home is not None
    Building.objects.select_for_update(no_key=True, of=("self",)).get(pk=home.pk)
    require_not_resident_yet(person, home)
    require_consent(person)
    return _move(person, building=home, household=household, by=by)


def _move(person: Person, *, building: Building, household: Household | None, by: User) -> Residence:
    residence = Residence.objects.create(person=person, building=building, household=household, during=since())
    send_notices([moved_in(residence, by=by)])
    return residence


@action
def move_out(residence: Residence, *, by: User, last_day: dt.date | None = None) -> Residence | None:
    """A residence ends: the person lives there no more after `last_day` (default: yesterday). Raises Refused.

    One that began today, or after that day, is taken back whole: None is returned, and the audit trail keeps it.
    """
    require_permission(by, "grid.change_residence", residence)
    residence = Residence.objects.select_for_update(no_key=True, of=("self",)).get(pk=residence.pk)
    require_current_residence(residence)
    after = last_day + dt.timedelta(days=1) if last_day else clock.today()
    return end_row(residence, on=after)
