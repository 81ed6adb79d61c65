"""To which posts the user links people."""

from django.db.models import QuerySet

from accounts.models import User
from grid.models import OrgUnit


def posts_to_link_to(user: User) -> QuerySet[OrgUnit]:
    """The posts to which the user may link neighbours, with their branches."""
    rows = OrgUnit.objects.posts().permitted(user, "view")
    rows = rows.within(user.rights.holding("grid.add_pioneerlink")).select_related("parent")
    return rows.order_by("parent__number", "parent__name", "parent_id", "number", "name", "pk")
