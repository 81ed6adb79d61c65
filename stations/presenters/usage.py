"""How the figures of use are drawn: bars of weeks, and the table of weekdays and hours."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from common.time.formatting import WEEKDAYS
from stations.selectors.usage import Cells, UseFigures

# In units of the drawing.
HEIGHT, TOP, SLOT, NARROW = 64, 14, 40, 14
# So many weeks have room for a number over each bar.
NUMBERED = 12
SHADES = 5


@dataclass(frozen=True, slots=True)
class UseBar:
    """The use of one week in the chart: what was used stands before what was booked. In units of the drawing."""

    week: dt.date
    use: UseFigures
    x: float
    width: float
    labelled: bool

    @property
    def middle(self) -> float:
        return max(9, self.x + self.width / 2)

    @property
    def used(self) -> float:
        return round(HEIGHT * (self.use.use_rate or 0), 1)

    @property
    def booked(self) -> float:
        return round(HEIGHT * (self.use.booked_rate or 0), 1)

    @property
    def used_top(self) -> float:
        return TOP + HEIGHT - self.used

    @property
    def booked_top(self) -> float:
        return TOP + HEIGHT - self.booked

    @property
    def number_at(self) -> float:
        return self.booked_top - 3


@dataclass(frozen=True, slots=True)
class UseBars:
    """The chart of use by weeks. `numbered`: whether there is room for a number over each bar."""

    bars: list[UseBar]
    numbered: bool
    width: float
    height: float = TOP + HEIGHT + 16
    top: float = TOP
    half: float = TOP + HEIGHT / 2
    ground: float = TOP + HEIGHT
    label_at: float = TOP + HEIGHT + 12

    @property
    def weeks(self) -> list[tuple[dt.date, UseFigures]]:
        return [(bar.week, bar.use) for bar in self.bars]


def use_bars(mondays: Iterable[dt.date], use: Callable[[dt.date], UseFigures]) -> UseBars:
    """The chart of use by weeks, from the figures that `use` has for each Monday."""
    weeks = list(mondays)
    numbered = len(weeks) <= NUMBERED
    slot = SLOT if numbered else NARROW
    every = 1 if numbered else -(-len(weeks) // NUMBERED)
    return UseBars(
        [UseBar(week, use(week), n * slot + slot * 0.15, slot * 0.7, n % every == 0) for n, week in enumerate(weeks)],
        numbered,
        max(len(weeks) * slot, 8 * SLOT),
    )


@dataclass(frozen=True, slots=True)
class UseCell:
    """The use of one hour of a weekday in the heat map; None if never open. `shade` from 0 to 5, darker for more."""

    use: UseFigures | None

    @property
    def shade(self) -> int:
        rate = (self.use.use_rate or 0) if self.use else 0
        return min(SHADES, -(-round(rate * 100) // 20))


@dataclass(frozen=True, slots=True)
class UseHeatMap:
    """The heat map of use as a table: `rows` by hour (“08:00”), and in each a cell for each of `days`."""

    days: list[str]
    rows: list[tuple[str, list[UseCell]]]


def use_heat_map_table(cells: Cells) -> UseHeatMap:
    """The heat map of use: a row for each hour from the first to the last ever open, a column for each weekday."""
    opened = [hour for _day, hour in cells]
    hours = range(min(opened), max(opened) + 1) if opened else range(0)
    return UseHeatMap(
        [str(day) for day in WEEKDAYS],
        [(f"{hour:02}:00", [UseCell(cells.get((day, hour))) for day in range(7)]) for hour in hours],
    )
