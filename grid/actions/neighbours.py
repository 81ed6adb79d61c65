"""Neighbours of a post: who is linked to it, who lives where, and the visits (走访) that households get."""

import datetime as dt

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.consent import has_agreed
from accounts.rules.permissions import may
from common.actions import action
from common.time import clock
from common.time.ranges import ended, since
from grid import visiting
from grid.models import Building, Household, OrgUnit, PioneerLink, Residence, Visit

# --- Links ------------------------------------------------------------------------------------------------------


@action
def link_person(person: Person, *, post: OrgUnit, by: User) -> PioneerLink:
    """The person belongs to the post from today on; a link to another post ends with yesterday.

    That other post must be one that `by` looks after too. A link begun today is taken back whole and replaced; the
    audit trail keeps it. Raises Refused.
    """
    may(by, "grid.add_pioneerlink", post)
    may(by, "accounts.view_person", person)
    _hold(post)
    return _link(person, post=post, by=by)


@action
def link_neighbour(
    *, name: str, phone: str = "", notice: PrivacyNotice | None = None, post: OrgUnit, by: User
) -> PioneerLink:
    """Enter a neighbour whom the portal does not know yet, and link them to the post: both, or neither.

    Raises Refused, also where `by` would not see somebody of whom no home is known.
    """
    may(by, "grid.add_pioneerlink", post)
    # A double click waits here, and then finds the neighbour linked.
    _hold(post)
    visiting.is_not_linked_yet(post, name=name, phone=phone)
    link = _link(_entered(name=name, phone=phone, notice=notice, by=by), post=post, by=by)
    visiting.stays_in_sight(by, link.person)
    return link


@action
def end_link(link: PioneerLink, *, by: User) -> PioneerLink | None:
    """The person belongs to no post from today on. One that began today is taken back whole: None is returned."""
    may(by, "grid.change_pioneerlink", link)
    # The person first, as whoever moves the link does.
    Person.objects.select_for_update(no_key=True).get(pk=link.person_id)
    link = PioneerLink.objects.select_for_update(no_key=True, of=("self",)).get(pk=link.pk)
    visiting.link_has_not_ended(link)
    return _close(link)


def _hold(post: OrgUnit) -> None:
    """Lock order: the post, then people, as in a handover: one that gives the post up must not miss a new link."""
    OrgUnit.objects.select_for_update(no_key=True, of=("self",)).get(pk=post.pk)


def _link(person: Person, *, post: OrgUnit, by: User) -> PioneerLink:
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    has_agreed(person)
    visiting.is_a_post(post)
    if current := PioneerLink.objects.current().filter(person=person).first():
        visiting.is_another_post(current, post)
        visiting.may_take_from(by, current)
        _close(current)
    return PioneerLink.objects.create(person=person, post=post, during=since())


def _close(link: PioneerLink) -> PioneerLink | None:
    during = ended(link.during, on=clock.today())
    if during is None:
        link.delete()
        return None
    link.during = during
    link.save(update_fields=["during"])
    return link


# --- Residents --------------------------------------------------------------------------------------------------


@action
def enter_resident(
    *,
    name: str,
    phone: str = "",
    household: Household | None = None,
    building: Building | None = None,
    notice: PrivacyNotice | None = None,
    by: User,
) -> Residence:
    """Somebody lives in the household, or in the building where the household is not known, from today on.

    A person of that name and phone whom `by` sees already is not entered again. `notice` is what `by` has explained
    and the person has agreed to. Raises Refused.
    """
    place = household or building
    if place is None:
        raise ValueError("a residence has a household or a building")
    may(by, "grid.add_residence", place)
    there = household.building if household else building
    assert there is not None
    # The building first: a double click waits here, and then finds the neighbour entered.
    Building.objects.select_for_update(no_key=True, of=("self",)).get(pk=there.pk)
    visiting.does_not_live_there_yet(there, name=name, phone=phone)
    person = _entered(name=name, phone=phone, notice=notice, by=by)
    has_agreed(person)
    return Residence.objects.create(person=person, building=there, household=household, during=since())


@action
def move_in(
    person: Person, *, household: Household | None = None, building: Building | None = None, by: User
) -> Residence:
    """Somebody whom the portal knows lives there from today on. Raises Refused."""
    place = household or building
    if place is None:
        raise ValueError("a residence has a household or a building")
    may(by, "grid.add_residence", place)
    may(by, "accounts.view_person", person)
    there = household.building if household else building
    assert there is not None
    Building.objects.select_for_update(no_key=True, of=("self",)).get(pk=there.pk)
    visiting.does_not_live_there_yet(there, name=person.name, phone=person.phone)
    has_agreed(person)
    return Residence.objects.create(person=person, building=there, household=household, during=since())


@action
def move_out(residence: Residence, *, by: User, last_day: dt.date | None = None) -> Residence | None:
    """The person lives there no more after `last_day` (default: yesterday). Raises Refused.

    One that began today, or after that day, is taken back whole: None is returned, and the audit trail keeps it.
    """
    may(by, "grid.change_residence", residence)
    residence = Residence.objects.select_for_update(no_key=True, of=("self",)).get(pk=residence.pk)
    visiting.still_lives_there(residence)
    after = last_day + dt.timedelta(days=1) if last_day else clock.today()
    during = ended(residence.during, on=after)
    if during is None:
        residence.delete()
        return None
    residence.during = during
    residence.save(update_fields=["during"])
    return residence


def _entered(*, name: str, phone: str, notice: PrivacyNotice | None, by: User) -> Person:
    person = enter_neighbour(name=name, phone=phone, by=by)
    if notice:
        give_consent(person, notice=notice, by=by)
    return person


# --- Visits -----------------------------------------------------------------------------------------------------


@action
def record_visit(
    household: Household,
    *,
    visitor: Person,
    on: dt.date | None = None,
    met: bool = True,
    summary: str = "",
    needs: str = "",
    by: User,
) -> Visit:
    """`visitor` was at the household on that day (default: today), and `by` writes it down.

    The visit belongs to the post that looks after the building on that day, or to none. Raises Refused.
    """
    on = on or clock.today()
    may(by, "grid.add_visit", household)
    visiting.was_lately(on)
    posts = visiting.posts_of(household, on=on)
    visiting.visits_there(visitor, household, posts, on=on, by=by)
    return Visit.objects.create(
        household=household,
        post=visiting.post_of(visitor, posts, on=on),
        visitor=visitor,
        on=on,
        met=met,
        summary=summary.strip(),
        needs=needs.strip(),
        by=by,
    )


@action
def correct_visit(visit: Visit, *, met: bool, summary: str = "", needs: str = "", by: User) -> Visit:
    """The words of a visit, mended by whoever wrote them, within a week. Raises Refused."""
    may(by, "grid.change_visit", visit)
    visit = Visit.objects.select_for_update(no_key=True, of=("self",)).get(pk=visit.pk)
    visiting.are_the_own_words(visit, by)
    visit.met, visit.summary, visit.needs = met, summary.strip(), needs.strip()
    visit.save(update_fields=["met", "summary", "needs"])
    return visit


@action
def delete_visit(visit: Visit, *, by: User) -> None:
    """Taken back by whoever recorded it, within a week; the office may delete any. The audit trail keeps it."""
    may(by, "grid.delete_visit", visit)
    visit = Visit.objects.select_for_update(no_key=True, of=("self",)).get(pk=visit.pk)
    visiting.may_take_back(by, visit)
    visit.delete()
