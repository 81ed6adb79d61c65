"""Actions of the desk that combine actions of several apps."""

from accounts.actions.access_log import log_reading
from accounts.models import Person, PrivacyNotice, User
from common.actions import action
from grid.actions.links import link_neighbour, link_person
from grid.actions.residents import enter_resident
from grid.models import Household, OrgUnit, PioneerLink
from portal.desk.permissions import CALL
from portal.desk.rules import require_calls_left, require_may_call, require_number


@action
def take_in_neighbour(
    *,
    name: str,
    phone: str = "",
    home: Household | None = None,
    notice: PrivacyNotice | None = None,
    another: bool = False,
    post: OrgUnit,
    by: User,
) -> PioneerLink:
    """Enter a neighbour, say where they live if that is told, and link them to the post: all, or nothing.

    `another` says that a namesake without a phone is another person. Raises Refused.
    """
    if home is None:
        return link_neighbour(name=name, phone=phone, notice=notice, another=another, post=post, by=by)
    # The post before the person, as whoever links or hands over does: else two of them could wait for each other.
    OrgUnit.objects.select_for_update(no_key=True, of=("self",)).get(pk=post.pk)
    residence = enter_resident(name=name, phone=phone, household=home, notice=notice, another=another, by=by)
    return link_person(residence.person, post=post, by=by)


@action
def call_neighbour(person: Person, *, reason: str, by: User) -> str:
    """Return the whole number of a neighbour whom `by` rings, and keep who looked and why; the neighbour can see it.

    Raises Refused: for others, without a reason or a number, and after so many calls in a day.
    """
    require_may_call(by, person)
    require_number(person)
    # One call at a time of one user, so that the last one that is allowed is not shown twice.
    User.objects.select_for_update(no_key=True, of=("self",)).get(pk=by.pk)
    require_calls_left(by)
    log_reading([person], what=CALL, reason=reason, by=by)
    return person.phone
