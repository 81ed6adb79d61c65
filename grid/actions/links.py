"""Links of neighbours to a pioneer post: opened, moved and ended; none is ever edited."""

from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import send_notices
from accounts.rules.consent import require_consent
from accounts.rules.people import require_may_take_in
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db.dated_rows import end_row
from common.time.ranges import since
from grid.models import OrgUnit, PioneerLink
from grid.notifications.people import linked
from grid.rules.links import (
    require_link_not_ended,
    require_link_to_another_post,
    require_may_take_link,
    require_neighbour_stays_visible,
    require_new_to_post,
    require_pioneer_post,
)


@action
def link_person(person: Person, *, post: OrgUnit, by: User) -> PioneerLink:
    """A link: the person belongs to the post from today on; a link to another post ends with yesterday.

    That other post must be one that `by` looks after too. A link begun today is taken back whole and replaced; the
    audit trail keeps it. The person is told. Raises Refused, also for somebody whom `by` only meets and others keep.
    """
    require_permission(by, "grid.add_pioneerlink", post)
    require_may_take_in(by, person)
    _hold(post)
    link = _link(person, post=post, by=by)
    send_notices([linked(link, by=by)])
    return link


@action
def link_neighbour(
    *,
    name: str,
    phone: str = "",
    notice: PrivacyNotice | None = None,
    another: bool = False,
    post: OrgUnit,
    by: User,
) -> PioneerLink:
    """A link of a neighbour whom the portal does not know yet: the person and the link, or neither.

    `another` says that a namesake without a phone is another person. Raises Refused, also where `by` would not see
    somebody of whom no home is known.
    """
    require_permission(by, "grid.add_pioneerlink", post)
    # Whoever enters the same neighbour at once waits here, and then finds them linked.
    _hold(post)
    require_new_to_post(post, name=name, phone=phone, another=another)
    link = _link(enter_neighbour(name=name, phone=phone, notice=notice, by=by), post=post, by=by)
    require_neighbour_stays_visible(by, link.person)
    send_notices([linked(link, by=by)])
    return link


@action
def end_link(link: PioneerLink, *, by: User) -> PioneerLink | None:
    """A link ends: the person belongs to no post from today on. One that began today is taken back whole (None)."""
    require_permission(by, "grid.change_pioneerlink", link)
    # Whoever moves or ends a link locks its person.
    Person.objects.select_for_update(no_key=True).get(pk=link.person_id)
    link = PioneerLink.objects.get(pk=link.pk)
    require_link_not_ended(link)
    return end_row(link)


def _hold(post: OrgUnit) -> None:
    """Lock the post before any person, as a handover does: it must not miss a new link when a post is given up."""
    OrgUnit.objects.select_for_update(no_key=True, of=("self",)).get(pk=post.pk)


def _link(person: Person, *, post: OrgUnit, by: User) -> PioneerLink:
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require_consent(person)
    require_pioneer_post(post)
    if current := PioneerLink.objects.current().filter(person=person).first():
        require_link_to_another_post(current, post)
        require_may_take_link(by, current)
        end_row(current)
    return PioneerLink.objects.create(person=person, post=post, during=since())
