"""The use cases of series. Every one locks the series first, and then its dates in the order of their keys."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.send import send_notices
from accounts.rules.permissions import require_permission
from accounts.rules.public_words import require_no_mobile
from common.actions import action
from common.exceptions import Refused, require_reason
from common.time import clock
from events.actions import locks
from events.actions.enrolments import join_dates
from events.actions.events import MOVES, call_off, publish_event, set_on_event
from events.actions.series_plan import DateAct, DatePlan, SeriesPlan, plan_series
from events.actions.waitlist import seat_waiting
from events.models import Event, EventSeries
from events.notifications.series import DateNews, NewsOfDate, news_of_series
from events.rules.series import (
    SeriesAct,
    require_reason_for_dropped,
    require_series_act_possible,
    require_series_begins_today_or_later,
    require_series_not_cancelled,
    require_some_date_free,
)
from stations.actions.holds import locked_space
from stations.actions.programme import free_programme_room, hold_programme_room
from stations.selectors.programme import place_of_room


class PlanUnseen(Refused):
    """The change does something to dates (`plan`) that whoever makes it has not seen yet."""

    CODE = "plan_unseen"

    def __init__(self, plan: SeriesPlan) -> None:
        super().__init__(_("Please look at what changes, then save once more."), code=self.CODE)
        self.plan = plan


@action
def draft_series(series: EventSeries, *, by: User) -> EventSeries:
    """Keep a new series and its dates as drafts, which hold their room. Nobody sees them until they are published.

    Dates on a holiday, and those on which the room is taken, are left out and stand in `skipped`, with the reason.
    Raises Refused, also when not one date is left.
    """
    require_permission(by, "events.add_eventseries")
    series.status = EventSeries.Status.DRAFT
    if series.space:
        series.space = locked_space(series.space)
        series.place = place_of_room(series.space)
    require_series_begins_today_or_later(series)
    plan = plan_series(series, events=[], by=by)
    require_some_date_free(len(plan.of(DateAct.ADD)), next((one.why for one in plan.of(DateAct.SKIP)), ""))
    series.skipped = plan.skipped
    series.save()
    require_permission(by, "events.add_eventseries", series)  # as it is now: for nobody else's branch
    _do(series, plan, by=by, reason="")
    return series


@action
def publish_series(series: EventSeries, *, by: User) -> EventSeries:
    """Let the public see a draft and all its dates. Raises Refused when it was cancelled, or nothing is to come."""
    require_permission(by, "events.change_eventseries", series)
    series = locks.lock_series(series.pk)
    if series.is_published:
        return series
    require_series_act_possible(SeriesAct.PUBLISH, series)
    dates = locks.lock_dates(series)
    series.status = EventSeries.Status.PUBLISHED
    _save(series, "status")
    for event in dates:
        if event.status == Event.Status.DRAFT:
            publish_event(event, by=by)
    return series


@action
def change_series(series: EventSeries, *, by: User, seen: str = "", reason: str = "", **changes: Any) -> EventSeries:
    """Set fields of the series, and of each date to come that says nothing of its own. Each person is told once.

    `seen` is the digest of the plan that was looked at; where the change does something else, or anything that
    nobody has looked at, it raises PlanUnseen and does nothing. Dates that fall away are called off with the
    `reason`. Raises Refused, for example when a lower capacity would take somebody's seat.
    """
    require_permission(by, "events.change_eventseries", series)
    series = locks.lock_series(series.pk)
    require_series_not_cancelled(series)
    room = changes.get("space", series.space)
    if room and changes.keys() & {"space", "place"}:
        changes["place"] = place_of_room(room)
    changed = {field for field, value in changes.items() if getattr(series, field) != value}
    if not changed:
        return series
    for field in changed:
        setattr(series, field, changes[field])
    dates = {event.pk: event for event in locks.lock_dates(series)}
    _lock_rooms(series, list(dates.values()))
    events = [dates.get(event.pk, event) for event in series.events.order_by("pk")]
    plan = plan_series(series, events=events, by=by)
    if plan.changes_something and plan.digest != seen:
        raise PlanUnseen(plan)
    require_reason_for_dropped([one.day for one in plan.of(DateAct.CALL_OFF)], reason)
    series.skipped = [one for one in series.skipped if _stays_skipped(series, one)]
    kept = {one["day"] for one in series.skipped}
    series.skipped += [one for one in plan.skipped if one["day"] not in kept]
    _save(series, "skipped", *changed)
    # As it is now: nobody gives it away, nor takes it to somebody else's.
    require_permission(by, "events.change_eventseries", series)
    send_notices(news_of_series(series, _do(series, plan, by=by, reason=reason), by=by))
    return series


@action
def cancel_series(series: EventSeries, *, by: User, reason: str) -> EventSeries:
    """Call off all dates that are to come; what was stays. Whoever is registered or waits reads the reason once.

    Raises Refused, also when nothing is to come.
    """
    require_permission(by, "events.change_eventseries", series)
    series = locks.lock_series(series.pk)
    if series.is_cancelled:
        return series
    require_series_act_possible(SeriesAct.CALL_OFF, series)
    require_reason(reason, _("Please say why, so that everybody who registered knows."))
    require_no_mobile(reason=reason)
    dates = locks.lock_dates(series)
    _lock_rooms(series, dates)
    series.status, series.cancel_reason = EventSeries.Status.CANCELLED, reason.strip()
    _save(series, "status", "cancel_reason")
    news: list[NewsOfDate] = []
    for event in dates:
        news += _drop(event, by=by, reason=reason)
    send_notices(news_of_series(series, news, by=by))
    return series


@action
def delete_series(series: EventSeries, *, by: User) -> None:
    """Delete a series that is still a draft, with its dates; their rooms are free again. Raises Refused."""
    require_permission(by, "events.delete_eventseries", series)
    series = locks.lock_series(series.pk)
    require_series_act_possible(SeriesAct.DELETE, series)
    for event in locks.lock_dates(series):
        _drop(event, by=by, reason="")
    series.delete()


# --- What a plan does ---------------------------------------------------------------------------------------------


def _do(series: EventSeries, plan: SeriesPlan, *, by: User, reason: str) -> list[NewsOfDate]:
    """Do the plan; what the people hear of it. Series and dates are locked."""
    news: list[NewsOfDate] = []
    for one in plan.of(DateAct.CALL_OFF, DateAct.DELETE):
        assert one.event
        news += _drop(one.event, by=by, reason=reason)
    # A day that one date leaves is another one's, so they all leave first.
    for one in plan.of(DateAct.CHANGE):
        news += _change(one, by=by)
    added = [_add(series, one.day, by=by) for one in plan.of(DateAct.ADD)]
    if series.is_published and added:
        for enrolment in series.enrolments.live().select_related("person__user", "by").order_by("pk"):
            for made in join_dates(enrolment, added, unasked=True):
                news.append(NewsOfDate(made, DateNews.QUEUED if made.is_waitlisted else DateNews.JOINED))
    return news


def _drop(event: Event, *, by: User, reason: str) -> list[NewsOfDate]:
    """Call a date off that was public, and delete a draft."""
    if event.is_cancelled:
        return []
    if not event.is_published:
        free_programme_room(event)
        event.delete()
        return []
    told = list(event.registrations.live().select_related("person__user"))
    call_off(event, by=by, reason=reason)
    return [_of(registration, event, DateNews.CANCELLED) for registration in told]


def _change(planned: DatePlan, *, by: User) -> list[NewsOfDate]:
    event = planned.event
    assert event
    changed = set_on_event(event, {"own_fields": event.own_fields, **planned.changes}, by=by)
    if not event.is_published:
        return []
    seated = {party.pk for party in seat_waiting(event)} if changed else set()
    rows = event.registrations.live().select_related("person__user")
    moved = bool(changed & MOVES)
    return [
        _of(row, event, DateNews.SEATED if row.pk in seated else DateNews.MOVED)
        for row in rows
        if moved or row.pk in seated
    ]


def _of(registration: Any, event: Event, news: DateNews) -> NewsOfDate:
    registration.event = event
    return NewsOfDate(registration, news)


def _add(series: EventSeries, day: dt.date, *, by: User) -> Event:
    event = Event(**series.says_on(day), series=series, series_day=day)
    event.status = Event.Status.PUBLISHED if series.is_published else Event.Status.DRAFT
    if event.space:
        hold_programme_room(event, by=by)
    event.save()
    return event


def _lock_rooms(series: EventSeries, dates: Sequence[Event]) -> None:
    """All rooms that the dates have or get, in one order: two series that swap rooms would deadlock else."""
    rooms = [event.hold.space for event in dates if event.hold] + [event.space for event in dates if event.space]
    if series.space:
        rooms.append(series.space)
    if rooms:
        locked_space(*rooms)


def _stays_skipped(series: EventSeries, one: dict[str, str]) -> bool:
    """What lies behind, and what was taken out by itself; the rest is looked at anew."""
    return one["why"] == "left_out" or series.starts_on(dt.date.fromisoformat(one["day"])) <= clock.now()


def _save(series: EventSeries, *fields: str) -> None:
    series.changed_at = clock.now()
    series.save(update_fields={*fields, "changed_at"})
