"""Rules of links to a post: one rule, one function, one message."""

from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.rules.people import require_new_entry
from common.exceptions import Refused
from common.time import clock
from grid.models import OrgUnit, PioneerLink


def require_pioneer_post(post: OrgUnit) -> None:
    """People are linked to pioneer posts, not to branches."""
    if post.level != OrgUnit.Level.PIONEER_POST:
        raise Refused(_("People are linked to a pioneer post."), code="not_a_post")


def require_link_to_another_post(current: PioneerLink, post: OrgUnit) -> None:
    """A link to the same post again would change nothing."""
    if current.post_id == post.pk:
        raise Refused(
            _("%(name)s is already linked to this post.") % {"name": current.person.name}, code="already_linked"
        )


def require_may_take_link(by: User, current: PioneerLink) -> None:
    """The user may change the link that would end. The message does not name its post: `by` may not read it."""
    if not by.has_perm("grid.change_pioneerlink", current):
        raise Refused(
            _("%(name)s is linked to a post that you do not look after. Please ask the office to move the link.")
            % {"name": current.person.name},
            code="linked_elsewhere",
        )


def require_link_not_ended(link: PioneerLink) -> None:
    """A link that has ended is history and is neither moved nor ended again."""
    if link.during.upper is not None and link.during.upper <= clock.today():
        raise Refused(_("This link has already ended."), code="ended")


def require_new_to_post(post: OrgUnit, *, name: str, phone: str, another: bool) -> None:
    """Nobody of this name and phone is linked to the post; of two people without a phone, `another` is said."""
    entered = Refused(_("%(name)s is already linked to this post.") % {"name": name}, code="already_linked")
    links = PioneerLink.objects.current().filter(post=post)
    require_new_entry(links, name=name, phone=phone, another=another, entered=entered)


def require_neighbour_stays_visible(by: User, person: Person) -> None:
    """A grid worker sees who lives on the grid, so they would lose sight of a neighbour without a home at once."""
    if not by.has_perm("accounts.view_person", person):
        raise Refused(
            _("Please also say where %(name)s lives: otherwise you would no longer see them.")
            % {"name": person.name},
            code="needs_home",
        )
