"""Hours and rooms change under what is planned: it is asked about once, and nothing is lost in silence."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused, require_reason
from stations.actions.closures import call_off
from stations.actions.holds import locked_space
from stations.models import Space
from stations.selectors.plans import Obstacle, obstacles_at


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """What becomes of what cannot take place any more: bookings are cancelled with a reason, or everything stays."""

    cancel: bool = False
    reason: str = ""


class StillPlanned(Refused):
    """The change would leave plans that cannot take place (`obstacles`); it needs an answer about them."""

    CODE = "still_planned"

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(_("Something is planned that could not take place then."), code=self.CODE)
        self.obstacles = obstacles


class PlanWatch:
    """Stations whose hours or rooms change between its making and `settle`, in one transaction.

    The rooms are locked first, as by whoever books, so that nobody books by the hours that are just going.
    """

    def __init__(self, stations: Collection[int]) -> None:
        self._stations = stations
        if spaces := list(Space.objects.filter(station__in=stations)):
            locked_space(*spaces)
        self._before = {obstacle.key for obstacle in obstacles_at(stations)}

    def settle(self, answer: PlanAnswer | None, *, by: User) -> list[Obstacle]:
        """Do what was answered with the plans that the change has made impossible; return those that stay.

        Events and activities stay in any case: who organises them moves or cancels them. Bookings do not stay in a
        room that is out of use: nobody would find it. Raises StillPlanned without an answer, and Refused where that
        would be so, or where it is to cancel and says no reason.
        """
        new = self._new()
        if not new:
            return []
        if answer is None:
            raise StillPlanned(new)
        if answer.cancel:
            require_reason(answer.reason)
            keys = {obstacle.plan.booking.pk for obstacle in new if obstacle.plan.booking}
            call_off(keys, reason=answer.reason, by=by)
            new = self._new()
        if any(obstacle.kind == Obstacle.UNUSED and obstacle.plan.booking for obstacle in new):
            raise Refused(
                _("Bookings or requests are still to come here. Please move, refuse or cancel them first."),
                code="still_booked",
            )
        return new

    def _new(self) -> list[Obstacle]:
        return [obstacle for obstacle in obstacles_at(self._stations) if obstacle.key not in self._before]
