"""What tests of series and courses do again and again."""

from typing import Any

from accounts.models import Person, User
from events.actions.enrolments import enrol
from events.actions.series import PlanUnseen, change_series, draft_series, publish_series
from events.actions.series_plan import SeriesPlan
from events.models import Enrolment, Event, EventSeries
from tests.factories import EventSeriesFactory, OrgUnitFactory, ResidentFactory, StaffFactory


def drafted(by: User | None = None, **said: Any) -> EventSeries:
    """A draft of a series with its dates, made as the office makes it."""
    organiser = said.pop("organiser", None) or OrgUnitFactory()
    series = EventSeriesFactory.build(organiser=organiser, community=organiser.community, **said)
    return draft_series(series, by=by or StaffFactory())


def course(by: User | None = None, **said: Any) -> EventSeries:
    """A published course of four weekly evenings from tomorrow on, unless `said` otherwise."""
    by = by or StaffFactory()
    return publish_series(drafted(by, **said), by=by)


def dates_of(series: EventSeries) -> list[Event]:
    """The dates as they are now, in order."""
    return list(series.events.order_by("starts_at", "pk"))


def take(series: EventSeries, *, by: User | None = None, person: Person | None = None, seats: int = 1) -> Enrolment:
    """Somebody takes the whole course: by default a resident of whom nothing else is known."""
    by = by or ResidentFactory()
    return enrol(series, person=person or by.person, seats=seats, by=by)


def plan_of(series: EventSeries, *, by: User, **changes: Any) -> SeriesPlan:
    """What the office is shown before it saves the changes."""
    try:
        change_series(series, by=by, **changes)
    except PlanUnseen as unseen:
        return unseen.plan
    raise AssertionError("the change does nothing that had to be looked at")


def change(series: EventSeries, *, by: User, reason: str = "", **changes: Any) -> EventSeries:
    """Look at what the changes do, and save them."""
    seen = plan_of(series, by=by, reason=reason, **changes).digest
    return change_series(series, by=by, seen=seen, reason=reason, **changes)


def standing(enrolment: Enrolment) -> list[str]:
    """What the places of an enrolment are, date by date."""
    return list(enrolment.registrations.order_by("event__starts_at", "pk").values_list("status", flat=True))
