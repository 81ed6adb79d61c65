"""Which post a visit belongs to, and who may have made it."""

import datetime as dt

from django.db.models import Q, QuerySet

from accounts.models import Person, User
from accounts.querysets import PersonQuerySet
from grid.models import GridAppointment, Household, OrgUnit, PioneerLink, UnitAppointment


def posts_of_household(household: Household, *, on: dt.date) -> list[OrgUnit]:
    """The posts that look after the building of a household on the day of a visit; mostly one."""
    return list(
        OrgUnit.objects.posts()
        .filter(post_buildings__building=household.building_id, post_buildings__during__contains=on)
        .order_by("number", "pk")
        .distinct()
    )


def people_of_posts(posts: list[OrgUnit], *, on: dt.date, links: QuerySet | None = None) -> QuerySet:
    """Who is linked to the posts on the day of a visit, by these links or by any, or holds one of them."""
    linked = (PioneerLink.objects.all() if links is None else links).filter(post__in=posts, during__contains=on)
    holders = UnitAppointment.objects.filter(unit__in=posts, during__contains=on).order_by().values("user__person")
    return Person.objects.filter(Q(pk__in=linked.order_by().values("person")) | Q(pk__in=holders))


def possible_visitors(household: Household, *, on: dt.date, by: User) -> PersonQuerySet:
    """Who may have visited the household on that day: people of the post, and whoever has office there.

    Who is linked to the post is told only to who may read it: a grid worker learns of nobody on another grid.
    """
    posts = posts_of_household(household, on=on)
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


def post_of_visit(visitor: Person, posts: list[OrgUnit], *, on: dt.date) -> OrgUnit | None:
    """The post to which the visit belongs. Among several posts it is the visitor's own."""
    if len(posts) > 1:
        for post in posts:
            if people_of_posts([post], on=on).filter(pk=visitor.pk).exists():
                return post
    return posts[0] if posts else None
