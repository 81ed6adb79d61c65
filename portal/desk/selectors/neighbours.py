"""To which posts the user links people, and where these may live."""

from django.db.models import QuerySet

from accounts.models import User
from grid.models import Building, OrgUnit


def posts_to_link_to(user: User) -> QuerySet[OrgUnit]:
    """The posts to which the user may link neighbours."""
    rows = OrgUnit.objects.posts().permitted(user, "view")
    return rows.within(user.rights.holding("grid.add_pioneerlink")).order_by("parent_id", "number", "name", "pk")


def buildings_to_live_in(user: User) -> QuerySet[Building]:
    """Where the user may say that somebody lives."""
    rows = Building.objects.within(user.rights.holding("grid.add_residence"))
    return rows.select_related("estate").order_by("estate__name", "estate_id", "number")
