"""To which posts the user links people."""

from django.db.models import QuerySet

from accounts.models import User
from grid.models import OrgUnit


def posts_to_link_to(user: User) -> QuerySet[OrgUnit]:
    """The posts to which the user may link neighbours."""
    rows = OrgUnit.objects.posts().permitted(user, "view")
    return rows.within(user.rights.holding("grid.add_pioneerlink")).order_by("parent_id", "number", "name", "pk")
