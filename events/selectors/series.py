"""The days of a series by its rule, and its dates as pages show them."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dateutil import rrule
from django.db.models import Count, Max, Q

from accounts.models import Person, User
from common.time import clock
from events.models import Enrolment, Event, EventSeries, Registration
from events.models.series import LONGEST_SERIES, MOST_DATES
from events.querysets import EventQuerySet
from events.selectors.events import EventStanding, standing_of_event
from events.selectors.registrations import RegistrationChoice
from grid.selectors.calendar import Calendar

# What a date says of its own together or not at all: half of a time, or a place without its room, would mislead.
TOGETHER = ({"starts_at", "ends_at"}, {"space", "place"}, {"organiser", "community"})


class RuleDay(NamedTuple):
    """A day that the rule of a series gives. `off`: it is a public holiday; `known`: whether that is announced."""

    day: dt.date
    off: bool
    known: bool


def days_of_rule(series: EventSeries) -> Iterator[dt.date]:
    """The days on which a series repeats, holidays among them, for two years at most; `times` is not asked here."""
    monthly = series.rhythm == EventSeries.Rhythm.MONTHLY
    weekdays = [rrule.weekdays[day] for day in sorted(set(series.weekdays))]
    if monthly:
        weekdays = [day(series.nth) for day in weekdays]
    until = series.first_day + LONGEST_SERIES
    rule = rrule.rrule(
        rrule.MONTHLY if monthly else rrule.WEEKLY,
        # A month is counted from its first day: from the 15th on, the first Monday of every second month stays so.
        dtstart=dt.datetime.combine(series.first_day.replace(day=1) if monthly else series.first_day, dt.time.min),
        interval=series.every,
        byweekday=weekdays,
        until=dt.datetime.combine(min(until, series.last_day or until), dt.time.min),
    )
    return (one.date() for one in rule if one.date() >= series.first_day)


def period_of(series: EventSeries, day: dt.date) -> tuple[int, int]:
    """The week or the month of the day: within it, one date of a series may stand for another."""
    return (day.year, day.month) if series.rhythm == EventSeries.Rhythm.MONTHLY else day.isocalendar()[:2]


def days_of_series(series: EventSeries, *, spent: Collection[dt.date] = ()) -> list[RuleDay]:
    """The days from now on, the holidays that are left out among them. `spent`: the days that lie behind.

    They count among `times`, and a week or month that has had its dates gets no others when the weekday changes. One
    day more than a series may have is answered, so that a rule can refuse it.
    """
    end = min(series.last_day or dt.date.max, series.first_day + LONGEST_SERIES)
    calendar = Calendar(series.community_id, series.first_day, end)
    wanted = MOST_DATES + 1 if series.times is None else max(0, series.times - len(spent))
    had = Counter(period_of(series, day) for day in spent)
    days: list[RuleDay] = []
    for day in days_of_rule(series):
        period = period_of(series, day)
        if had[period]:
            had[period] -= 1
            continue
        if series.starts_on(day) <= clock.now():
            continue
        if wanted <= 0:
            break
        off = calendar.is_holiday(day)
        days.append(RuleDay(day, off, calendar.of(day).known))
        wanted -= not (off and series.without_holidays)
    return days


def takes_place(day: RuleDay, series: EventSeries) -> bool:
    """Whether a date is planned on the day: on a holiday only where the series does not leave holidays out."""
    return not (day.off and series.without_holidays)


def spent_days(series: EventSeries, events: Iterable[Event]) -> set[dt.date]:
    """The days by the rule that lie behind: of dates that were, and of those that had to be left out."""
    days = {event.series_day for event in events}
    days |= {dt.date.fromisoformat(one["day"]) for one in series.skipped if one["why"] != "holiday"}
    return {day for day in days if day is not None and series.starts_on(day) <= clock.now()}


def own_fields_of(event: Event, series: EventSeries, changed: Iterable[str]) -> list[str]:
    """What the date says otherwise than its series, once `changed` fields of it were set."""
    assert event.series_day
    said, changed, own = series.says_on(event.series_day), set(changed), set(event.own_fields)
    for names in (*TOGETHER, *({name} for name in said.keys() - set().union(*TOGETHER))):
        if names & changed:
            is_own = any(getattr(event, name) != said[name] for name in names)
            own = own | names if is_own else own - names
    return sorted(own)


def coming_dates(series: EventSeries | int) -> EventQuerySet:
    """The dates of a series that have not begun, in the order of their keys, in which they are locked."""
    return Event.objects.filter(series=series, starts_at__gt=clock.now()).order_by("pk")


def tails_of_queues(events: Iterable[Event]) -> dict[int, tuple[dt.datetime, int]]:
    """Since when the last of each queue waits, and how many elders do, by the key of the event; only of queues."""
    waiting = Registration.objects.waitlisted().filter(event__in=[event.pk for event in events]).order_by()
    queues = waiting.values("event").annotate(last=Max("queued_at"), elders=Count("pk", filter=Q(for_elder=True)))
    return {queue["event"]: (queue["last"], queue["elders"]) for queue in queues}


# --- For pages ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class CourseDate:
    """One date of a series on a page. `number`: which one it is of those that take place; 0 of a cancelled one.

    `registration` is that of the person whose course is shown.
    """

    event: Event
    number: int
    standing: EventStanding
    registration: Registration | None = None

    @property
    def position(self) -> int:
        """The place in the queue that a newcomer would get."""
        return self.event.waiting + 1

    @property
    def state(self) -> str:
        """What the place of the person is: the status of the registration, “event_cancelled”, or “none”."""
        if self.event.is_cancelled:
            return "event_cancelled"
        return self.registration.status if self.registration else "none"

    @property
    def has_begun(self) -> bool:
        return self.event.starts_at <= clock.now()


@dataclass(frozen=True, slots=True)
class EnrolmentChoice(RegistrationChoice):
    """For whom the reader may take the whole course: as of its next open date, `event`; `registrations` are the live
    enrolments of the reader and the wards.
    """

    course: "CourseView"

    @classmethod
    def read_course(cls, course: "CourseView", reader: User) -> "EnrolmentChoice":
        event = course.open_dates[0].event
        choice = RegistrationChoice.read(event, reader)
        enrolments: Any = list(enrolments_of(course.series, reader))
        return cls(event, reader, choice.people, enrolments, course)

    def enrolment_of(self, person: Person) -> Enrolment | None:
        """The live enrolment of the person, as it is now."""
        return self.course.series.enrolments.live().filter(person=person).first()


@dataclass(slots=True)
class CourseView:
    """A series with its dates as the public sees them."""

    series: EventSeries
    dates: list[CourseDate] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(1 for date in self.dates if date.number)

    @property
    def to_come(self) -> list[CourseDate]:
        return [date for date in self.dates if not date.event.is_over]

    @property
    def past(self) -> list[CourseDate]:
        """The dates that are over, the latest first."""
        return [date for date in reversed(self.dates) if date.event.is_over]

    @property
    def next_event(self) -> Event:
        """The date that comes next, else the last one."""
        return (self.to_come or self.dates[-1:])[0].event

    @property
    def places(self) -> list[CourseDate]:
        """The dates to come on which the person whose course it is holds seats or waits."""
        return [date for date in self.to_come if date.registration and date.registration.is_live]

    @property
    def seated_places(self) -> list[CourseDate]:
        return [date for date in self.places if date.registration and not date.registration.is_waitlisted]

    @property
    def waiting_places(self) -> list[CourseDate]:
        return [date for date in self.places if date.registration and date.registration.is_waitlisted]

    @property
    def open_dates(self) -> list[CourseDate]:
        """The dates for which one can still sign up."""
        return [date for date in self.dates if date.standing in (EventStanding.OPEN, EventStanding.WAITLIST)]

    @property
    def full_dates(self) -> list[CourseDate]:
        return [date for date in self.dates if date.standing == EventStanding.WAITLIST]

    @property
    def course_is_open(self) -> bool:
        return self.series.offers_course and bool(self.open_dates)

    def number_of(self, event: Event) -> int:
        return next((date.number for date in self.dates if date.event.pk == event.pk), 0)

    def others(self, event: Event) -> list[CourseDate]:
        """The other dates that are not over."""
        return [date for date in self.to_come if date.event.pk != event.pk]

    @classmethod
    def read(cls, series: int, registrations: Iterable[Registration] = ()) -> "CourseView | None":
        """The public series with this key, in one query; None of a draft. `registrations` of one person stand beside
        their dates.
        """
        dates = Event.objects.published().filter(series=series).with_waiting().select_related("series")
        events = list(dates.defer("title_search", "place_search", "description").order_by("starts_at", "pk"))
        if not events or events[0].series is None or events[0].series.status == EventSeries.Status.DRAFT:
            return None
        own = {registration.event_id: registration for registration in registrations}
        view, number = cls(events[0].series), 0
        for event in events:
            number += not event.is_cancelled
            standing = standing_of_event(event, waiting=event.waiting)
            view.dates.append(CourseDate(event, 0 if event.is_cancelled else number, standing, own.get(event.pk)))
        return view


def enrolments_of(series: EventSeries, reader: User) -> list[Enrolment]:
    """The live enrolments of the reader and the wards."""
    own = series.enrolments.live().owned_by(reader)
    return list(own.select_related("person").order_by("pk"))


def registrations_of_course(enrolment: Enrolment) -> Sequence[Registration]:
    """The places of an enrolment, each with its place in the queue; of a date given up and taken anew the last."""
    return list(enrolment.registrations.with_position().order_by("pk"))
