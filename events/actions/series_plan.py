"""What a change of a series would do to each of its dates: read first, shown, and done only as it was shown."""

import copy
import datetime as dt
import enum
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from common.exceptions import Refused
from common.time import clock
from common.time.holidays import day_name
from events.actions.events import MOVES
from events.models import Event, EventSeries
from events.rules.series import (
    require_capacity_for_taken,
    require_sensible_rule,
    require_some_days,
)
from events.selectors.series import RuleDay, days_of_series, own_fields_of, period_of, spent_days, takes_place
from stations.rules.programme import require_may_take_room, require_room_free, require_room_in_use

# What the room of a date depends on, and so goes with it.
OF_ROOM = {"space", "place", "starts_at", "ends_at"}


class DateAct(enum.StrEnum):
    """What becomes of one date."""

    # It stays as it is, or as it was changed alone.
    KEEP = "keep"
    CHANGE = "change"
    ADD = "add"
    # It was public: it is called off, and stays in view.
    CALL_OFF = "call_off"
    DELETE = "delete"
    # The rule gives the day, but a holiday or the room stands against it.
    SKIP = "skip"


@dataclass(slots=True)
class DatePlan:
    """What becomes of the date of a day. `why`: what stands against it, in words, with its `code`.

    `parties` and `waiting` hold seats there, or wait. `changes` are fields of the event, with their new values.
    """

    day: dt.date
    act: DateAct
    event: Event | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    code: str = ""
    parties: int = 0
    waiting: int = 0

    @property
    def is_told(self) -> bool:
        """Whether those who are registered for it are told."""
        return self.act == DateAct.CALL_OFF or bool(MOVES & self.changes.keys())

    @property
    def own_fields(self) -> list[str]:
        """What the date says otherwise than the series, afterwards."""
        if self.event is None:
            return []
        return list(self.changes.get("own_fields", self.event.own_fields))


@dataclass(slots=True)
class SeriesPlan:
    """What a change does, date by date. `unknown_year`: holidays of one of the years are not announced yet."""

    dates: list[DatePlan]
    unknown_year: bool = False
    enrolled: int = 0

    def of(self, *acts: DateAct) -> list[DatePlan]:
        return [date for date in self.dates if date.act in acts]

    @property
    def changes_something(self) -> bool:
        return bool(self.of(DateAct.CHANGE, DateAct.ADD, DateAct.CALL_OFF, DateAct.DELETE))

    @property
    def told_dates(self) -> list[Event]:
        return [date.event for date in self.dates if date.event and date.event.is_published and date.is_told]

    @property
    def skipped(self) -> list[dict[str, str]]:
        return [{"day": date.day.isoformat(), "why": date.code, "words": date.why} for date in self.of(DateAct.SKIP)]

    @property
    def digest(self) -> str:
        """What the plan does: whoever has seen the same digest has seen the same plan."""
        lines = [
            (
                date.day,
                date.act.value,
                date.event and date.event.pk,
                sorted((k, _value(v)) for k, v in date.changes.items()),
            )
            for date in self.dates
        ]
        return hashlib.sha256(repr(lines).encode()).hexdigest()[:32]


def _value(value: Any) -> str:
    return str(getattr(value, "pk", value))


def plan_series(series: EventSeries, *, events: Sequence[Event], by: User) -> SeriesPlan:
    """What becomes of each date if the series says what this instance says, which is not saved yet.

    `events` are all its dates as they are, those that lie behind too; those to come are locked, or only looked at.
    Past dates, and what was called off, never change; what was changed on one date alone stays. A date whose new
    room is taken keeps its time and room. Raises Refused where the rule gives no dates or too many, where the room
    is nobody's to take, and where a capacity is below what is taken.
    """
    require_sensible_rule(series)
    spent = spent_days(series, events)
    days = days_of_series(series, spent=spent)
    require_some_days(series, days, spent=len(spent))
    if series.space:
        require_may_take_room(by, series.space)
        require_room_in_use(series.space, but=next((event.hold for event in events if event.hold), None))
    open_events = [event for event in events if event.starts_at > clock.now() and not event.is_cancelled]
    require_capacity_for_taken(
        series.capacity, [event for event in open_events if "capacity" not in event.own_fields]
    )
    left_out = {one["day"] for one in series.skipped if one["why"] == "left_out"}
    by_day = {event.series_day: event for event in events}
    planned = [day for day in days if takes_place(day, series)]
    homeless = [event for event in open_events if _falls_away(event, series, {day.day for day in planned})]
    moved = _moved(series, homeless, [day.day for day in planned if day.day not in by_day])
    dates = [DatePlan(day.day, DateAct.SKIP, why=_holiday(day), code="holiday") for day in days if day not in planned]
    for day in planned:
        event = by_day.get(day.day) or moved.get(day.day)
        if event is None:
            dates.append(_added(series, day.day, by, left_out=day.day.isoformat() in left_out))
        elif event in open_events:
            dates.append(_changed(series, event, day.day, by))
    # A date that was put off alone, beyond the day that the rule gave it, still says what the series says.
    dates += [
        _changed(series, event, event.series_day, by)
        for event in open_events
        if event.series_day and event not in homeless and not any(date.event is event for date in dates)
    ]
    for event in homeless:
        if event not in moved.values():
            act = DateAct.CALL_OFF if event.is_published else DateAct.DELETE
            dates.append(DatePlan(event.series_day or event.starts_at.date(), act, event))
    for date in dates:
        if date.event:
            live = date.event.registrations.live()
            date.waiting = live.waitlisted().count()
            date.parties = live.count() - date.waiting
    enrolled = series.enrolments.live().count() if series.pk else 0
    unknown = any(not day.known for day in days) and series.without_holidays
    return SeriesPlan(sorted(dates, key=lambda date: (date.day, date.act)), unknown, enrolled)


def _falls_away(event: Event, series: EventSeries, days: set[dt.date]) -> bool:
    """Whether the rule gives the day of the event no more. One that was put off from a day behind us stays."""
    assert event.series_day
    return event.series_day not in days and series.starts_on(event.series_day) > clock.now()


def _moved(series: EventSeries, homeless: Sequence[Event], free: Sequence[dt.date]) -> dict[dt.date, Event]:
    """By its new day: the date that moves there, since the rule gives another day of the same week or month."""
    offered: dict[tuple[int, int], list[dt.date]] = defaultdict(list)
    for day in free:
        offered[period_of(series, day)].append(day)
    moved: dict[dt.date, Event] = {}
    for event in sorted(homeless, key=lambda event: event.series_day or dt.date.min):
        assert event.series_day
        if days := offered[period_of(series, event.series_day)]:
            moved[days.pop(0)] = event
    return moved


def _added(series: EventSeries, day: dt.date, by: User, *, left_out: bool) -> DatePlan:
    if left_out:
        return DatePlan(day, DateAct.SKIP, why=_("it was taken out by itself"), code="left_out")
    try:
        _require_room(Event(**series.says_on(day)), by)
    except Refused as refused:
        return DatePlan(day, DateAct.SKIP, why=str(refused), code=refused.code)
    return DatePlan(day, DateAct.ADD)


def _changed(series: EventSeries, event: Event, day: dt.date, by: User) -> DatePlan:
    """What changes of the date: all that the series says otherwise now, but for what the date has of its own."""
    said = {name: value for name, value in series.says_on(day).items() if name not in event.own_fields}
    changes = {name: value for name, value in said.items() if getattr(event, name) != value}
    if day != event.series_day:
        changes["series_day"] = day
    why = code = ""
    if OF_ROOM & changes.keys():
        candidate = copy.copy(event)
        for name, value in changes.items():
            setattr(candidate, name, value)
        try:
            _require_room(candidate, by)
        except Refused as refused:
            why, code = str(refused), refused.code
            changes = {name: value for name, value in changes.items() if name not in OF_ROOM}
            candidate = copy.copy(event)
            candidate.series_day = day
            changes["own_fields"] = own_fields_of(candidate, series, OF_ROOM)
    return DatePlan(day, DateAct.CHANGE if changes else DateAct.KEEP, event, changes, why, code)


def _require_room(event: Event, by: User) -> None:
    if event.space and not event.is_cancelled:
        require_may_take_room(by, event.space)
        require_room_free(event, by=by)


def _holiday(day: RuleDay) -> str:
    return day_name(day.day) or _("a public holiday")
