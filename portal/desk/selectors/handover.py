"""The posts that wait for the user."""

from django.db.models import QuerySet

from accounts.models import User
from common.time import clock
from grid.models import Handover


def handovers_waiting_for(user: User) -> QuerySet[Handover]:
    """The handovers of posts that the user may receive; none of a post whose holder has left meanwhile."""
    open_ones = Handover.objects.open().filter(to=user, appointment__during__contains=clock.today())
    return open_ones.select_related("appointment__unit").order_by("prepared_at", "pk")
