"""How long a matter may take: hours by the clock, working days, and hours of the office."""

import datetime as dt

from common.time import clock
from grid.models import Community, MatterKind
from grid.selectors.calendar import Calendar

# “Received” within so many hours of the office's time.
RECEIVED_WITHIN = dt.timedelta(hours=2)
# Further ahead nobody counts: longer than the 60 working days that a kind may have, with holidays.
AHEAD = dt.timedelta(days=150)


class MatterClock:
    """The clock of a community's matters from a moment on: one query."""

    def __init__(self, community: Community, since: dt.datetime) -> None:
        self._since = since.astimezone(clock.HERE)
        self._day = self._since.date()
        self._opens, self._closes = community.office_opens, community.office_closes
        self._calendar = Calendar(community, self._day, self._day + AHEAD)

    def due_at(self, kind: MatterKind) -> dt.datetime:
        """Until when a matter of this kind is answered: hours at once, days to the end of the last working day."""
        return self._since + kind.span if kind.span else self.end_of_working_day(kind.working_days or 1)

    def end_of_working_day(self, number: int) -> dt.datetime:
        """Midnight after the working day with this number; 1 is the next one after the first day."""
        last = self._calendar.working_day_after(self._day, number)
        return clock.day_start(last + dt.timedelta(days=1))

    def receive_by(self, kind: MatterKind) -> dt.datetime:
        """Until when it is received: within two hours of the office's time, and never later than it is due."""
        return min(self.after_office_hours(RECEIVED_WITHIN), self.due_at(kind))

    def after_office_hours(self, span: dt.timedelta) -> dt.datetime:
        """The moment when the office has been open for so long since the beginning."""
        day, left = self._day, span
        for _day in range(AHEAD.days):
            if self._calendar.is_working_day(day):
                opens = dt.datetime.combine(day, self._opens, clock.HERE)
                closes = dt.datetime.combine(day, self._closes, clock.HERE)
                begins = max(opens, self._since)
                if begins + left <= closes:
                    return begins + left
                left -= max(closes - begins, dt.timedelta(0))
            day += dt.timedelta(days=1)
        raise ValueError("no working day ahead")
