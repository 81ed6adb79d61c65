"""Rules of links, residents and visits: one rule, one function, one message."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.permissions import OPERATOR, Reach, roles
from common.exceptions import Refused
from common.time import clock
from grid.models import Building, GridAppointment, Household, OrgUnit, PioneerLink, Residence, UnitAppointment, Visit

# A visit is written down within a month; later nobody remembers what was said.
DAYS_BACK = 30
# For so long whoever recorded a visit may mend or take back the own words.
DAYS_TO_MEND = 7

# --- Links and residents


def is_a_post(post: OrgUnit) -> None:
    if post.level != OrgUnit.Level.PIONEER_POST:
        raise Refused(_("People are linked to a pioneer post."), code="not_a_post")


def is_another_post(current: PioneerLink, post: OrgUnit) -> None:
    if current.post_id == post.pk:
        raise Refused(
            _("%(name)s is already linked to this post.") % {"name": current.person.name}, code="already_linked"
        )


def may_take_from(by: User, current: PioneerLink) -> None:
    """Which post it is, is not said: `by` may not read it."""
    if not by.has_perm("grid.change_pioneerlink", current):
        raise Refused(
            _("%(name)s is linked to a post that you do not look after. Please ask the office to move the link.")
            % {"name": current.person.name},
            code="linked_elsewhere",
        )


def link_has_not_ended(link: PioneerLink) -> None:
    if link.during.upper is not None and link.during.upper <= clock.today():
        raise Refused(_("This link has already ended."), code="ended")


def is_not_linked_yet(post: OrgUnit, *, name: str, phone: str) -> None:
    """Without a phone nothing else tells two people of one name apart; a double click would enter one twice."""
    if PioneerLink.objects.current().filter(post=post, person__name=name, person__phone=phone).exists():
        raise Refused(_("%(name)s is already linked to this post.") % {"name": name}, code="already_linked")


def stays_in_sight(by: User, person: Person) -> None:
    """A grid worker sees who lives on the grid: a neighbour entered without a home would be lost to them at once."""
    if not by.has_perm("accounts.view_person", person):
        raise Refused(
            _("Please also say where %(name)s lives: otherwise you would no longer see them.")
            % {"name": person.name},
            code="needs_home",
        )


def does_not_live_there_yet(building: Building, *, name: str, phone: str) -> None:
    there = Residence.objects.current().filter(building=building)
    if there.filter(person__name=name, person__phone=phone).exists():
        raise Refused(
            _("%(name)s is already entered in this building. For a namesake, please enter a phone number.")
            % {"name": name},
            code="already_entered",
        )


def still_lives_there(residence: Residence) -> None:
    if residence.during.upper is not None and residence.during.upper <= clock.today():
        raise Refused(_("This residence has already ended."), code="ended")


# --- Visits


def first_day() -> dt.date:
    """The earliest day of a visit that may be recorded today."""
    return clock.today() - dt.timedelta(days=DAYS_BACK)


def was_lately(on: dt.date) -> None:
    if on > clock.today():
        raise Refused(_("A visit is recorded when it has been made, not before."), code="in_the_future")
    if on < first_day():
        raise Refused(_("A visit can be recorded up to %(n)d days back.") % {"n": DAYS_BACK}, code="too_long_ago")


def posts_of(household: Household, *, on: dt.date) -> list[OrgUnit]:
    """The posts that look after the building on that day; mostly one."""
    return list(
        OrgUnit.objects.posts()
        .filter(post_buildings__building=household.building_id, post_buildings__during__contains=on)
        .order_by("number", "pk")
        .distinct()
    )


def people_of_posts(posts: list[OrgUnit], *, on: dt.date, links: QuerySet | None = None) -> QuerySet:
    """Who is linked to the posts on that day, by these links or by any, or holds one of them."""
    linked = (PioneerLink.objects.all() if links is None else links).filter(post__in=posts, during__contains=on)
    holders = UnitAppointment.objects.filter(unit__in=posts, during__contains=on).order_by().values("user__person")
    return Person.objects.filter(Q(pk__in=linked.order_by().values("person")) | Q(pk__in=holders))


def possible_visitors(household: Household, *, on: dt.date, by: User) -> QuerySet:
    """Who may have visited the household on that day: people of the post, and whoever has office there.

    Who is linked to the post is told only to who may read it: a grid worker learns of nobody on another grid.
    """
    posts = posts_of(household, on=on)
    branches = OrgUnit.objects.filter(Q(children__in=posts) | Q(level=2, estates__buildings=household.building_id))
    in_office = UnitAppointment.objects.filter(
        Q(unit__in=branches.order_by().values("pk")) | Q(unit__children__in=branches.order_by().values("pk")),
        during__contains=on,
    )
    workers = GridAppointment.objects.filter(grid__buildings=household.building_id, during__contains=on)
    return Person.objects.filter(
        Q(pk=by.person_id)
        | Q(pk__in=people_of_posts(posts, on=on, links=PioneerLink.objects.visible_to(by)).order_by().values("pk"))
        | Q(pk__in=in_office.order_by().values("user__person"))
        | Q(pk__in=workers.order_by().values("user__person"))
    )


def visits_there(visitor: Person, household: Household, posts: list[OrgUnit], *, on: dt.date, by: User) -> None:
    """Oneself costs no query; anybody else belongs to the post or has office in the place on that day."""
    if visitor.pk == by.person_id:
        return
    if not possible_visitors(household, on=on, by=by).filter(pk=visitor.pk).exists():
        raise Refused(
            _("%(name)s neither belongs to the post of this building nor works here.") % {"name": visitor.name},
            code="not_of_the_post",
        )


def post_of(visitor: Person, posts: list[OrgUnit], *, on: dt.date) -> OrgUnit | None:
    """The post to which the visit belongs: among several, the one to which the visitor does."""
    if len(posts) > 1:
        for post in posts:
            if people_of_posts([post], on=on).filter(pk=visitor.pk).exists():
                return post
    return posts[0] if posts else None


def may_be_mended(visit: Visit, by: User) -> bool:
    """Whether these are words that the user wrote, no longer than a week ago."""
    return visit.by_id == by.pk and clock.now() - visit.recorded_at < dt.timedelta(days=DAYS_TO_MEND)


def are_the_own_words(visit: Visit, by: User) -> None:
    if not may_be_mended(visit, by):
        raise Refused(
            _("A visit is corrected by whoever recorded it, within %(n)d days.") % {"n": DAYS_TO_MEND},
            code="not_own_words",
        )


def may_take_back(by: User, visit: Visit) -> None:
    """Whoever recorded it, within a week; those in office, any in their scope at any time."""
    if may_be_mended(visit, by):
        return
    held = by.rights.holding("grid.delete_visit").held
    office = Reach(one for one in held if one.role == OPERATOR or roles()[one.role].office)
    if not Visit.objects.within(office).filter(pk=visit.pk).exists():
        raise Refused(
            _("You can take back the visits that you have recorded, within %(n)d days. Later, please ask the office.")
            % {"n": DAYS_TO_MEND},
            code="not_own_words",
        )
