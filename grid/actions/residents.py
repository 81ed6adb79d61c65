"""Residents: who moves in and out, and neighbours entered with the building they live in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import send_notices
from accounts.rules.consent import require_consent
from accounts.rules.people import require_may_take_in
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db.dated_rows import end_row
from common.exceptions import Refused
from common.time import clock
from common.time.ranges import since
from grid.actions.links import end_link
from grid.models import Building, Household, PioneerLink, Residence
from grid.notifications.people import moved_in
from grid.rules.residents import (
    require_current_residence,
    require_day_of_moving_out,
    require_new_to_building,
    require_not_resident_yet,
    require_somebody_moves,
)


@action
def enter_resident(
    *,
    name: str,
    phone: str = "",
    birth_year: int | None = None,
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
    person = enter_neighbour(name=name, phone=phone, birth_year=birth_year, notice=notice, by=by)
    require_consent(person)
    return _move(person, building=home, household=household, by=by)


@dataclass(frozen=True, slots=True)
class NewResident:
    """Somebody who moves in, as they are written down; `another` as for `enter_resident`."""

    name: str
    phone: str = ""
    birth_year: int | None = None
    another: bool = False


@action
def move_household_in(
    people: Sequence[NewResident],
    *,
    household: Household | None = None,
    building: Building | None = None,
    notice: PrivacyNotice | None = None,
    by: User,
) -> list[Residence]:
    """A family moves in, all of them or nobody; each as by `enter_resident`.

    Raises Refused with the rule that says no to one of them, who is named; its `field` is the number of that person
    in `people`, from 0 on.
    """
    require_somebody_moves(people)
    residences = []
    for number, one in enumerate(people):
        try:
            residences.append(
                enter_resident(**asdict(one), household=household, building=building, notice=notice, by=by)
            )
        except Refused as refused:
            text = _("%(name)s: %(why)s") % {"name": one.name, "why": refused}
            raise Refused(text, code=refused.code, field=str(number)) from refused
    return residences


@action
def move_household_out(
    residences: Sequence[Residence], *, last_day: dt.date | None = None, with_links: bool = False, by: User
) -> int:
    """Several people move out together, all of them or nobody; return how many.

    `with_links`: their links to pioneer posts end too. Raises Refused with the rule that says no to one of them.
    """
    require_somebody_moves(residences)
    require_day_of_moving_out(last_day)
    people = [residence.person_id for residence in residences]
    for residence in sorted(residences, key=lambda one: one.pk):
        move_out(residence, by=by, last_day=last_day)
    if with_links:
        for link in (
            PioneerLink.objects.current().permitted(by, "change").filter(person__in=people).order_by("person")
        ):
            end_link(link, by=by)
    return len(residences)


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
