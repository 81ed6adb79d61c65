"""To which posts the user links people, and where those people live."""

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from grid.models import OrgUnit, Residence


def posts_to_link_to(user: User) -> QuerySet[OrgUnit]:
    """The posts to which the user may link neighbours."""
    rows = OrgUnit.objects.posts().permitted(user, "view")
    return rows.within(user.rights.holding("grid.add_pioneerlink")).order_by("parent_id", "number", "name", "pk")


def with_homes(user: User, people: str = "person__") -> Prefetch:
    """Prefetch of where neighbours live (`homes`), as far as the user may read that."""
    homes = Residence.objects.current().visible_to(user).select_related("building__estate", "household")
    return Prefetch(f"{people}residences", queryset=homes, to_attr="homes")
