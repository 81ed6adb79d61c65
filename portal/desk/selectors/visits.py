"""The households that the user visits, and the visits that can still be taken back."""

import datetime as dt

from django.db.models import QuerySet

from accounts.models import User
from common.time import clock
from grid.models import Household, Visit
from grid.selectors.coverage import visitable_households

UNDO = dt.timedelta(minutes=10)


def own_households(user: User) -> QuerySet[Household]:
    return visitable_households(user).select_related("building__estate", "building__community")


def just_recorded(user: User) -> Visit | None:
    """What the user has recorded last, while it can be taken back with one tap."""
    return to_undo(user).select_related("household__building__estate").order_by("-recorded_at", "-pk").first()


def to_undo(user: User) -> QuerySet[Visit]:
    return Visit.objects.permitted(user, "delete").filter(by=user, recorded_at__gt=clock.now() - UNDO)
