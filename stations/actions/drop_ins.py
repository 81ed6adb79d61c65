"""Visitors who come in without a booking, counted by one tap."""

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from stations.models import DropIn, Space
from stations.rules.drop_ins import require_drop_in_counted_today, require_drop_in_people


@action
def tally_drop_in(space: Space, *, people: int = 1, by: User) -> DropIn:
    """So many visitors without a booking have just come in. Nothing else is asked of them. Raises Refused."""
    require_permission(by, "stations.add_dropin", space)
    require_drop_in_people(people)
    return DropIn.objects.create(space=space, people=people, by=by)


@action
def take_back_drop_in(drop_in: DropIn, *, by: User) -> None:
    """Visitors without a booking were counted by mistake; a second time nothing is left to take back.

    Raises Refused for what was counted before today.
    """
    require_permission(by, "stations.delete_dropin", drop_in.space)
    require_drop_in_counted_today(drop_in)
    DropIn.objects.filter(pk=drop_in.pk).delete()
