"""Bookings that repeat, made by who runs the station. Each is a booking by itself: it can be moved or given up alone.

A day that is not free is skipped and remembered with the reason; the other days stand.
"""

import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

from accounts.models import Person, User
from accounts.notifications.send import send_notices
from accounts.rules.consent import require_consent
from accounts.rules.people import is_family
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import Refused, require_reason
from common.time import clock
from stations.actions.bookings import confirm_booking
from stations.actions.holds import locked_space, locked_space_and_person
from stations.models import Booking, BookingSeries, Space
from stations.notifications import bookings as notices
from stations.rules.bookings import require_bookable, require_booking_allowed, require_party_fits
from stations.rules.series import require_sensible_series, require_some_day_free, require_something_to_come
from stations.selectors.booking_facts import booking_facts_of


@action
def book_series(
    space: Space,
    *,
    person: Person,
    first_day: dt.date,
    last_day: dt.date,
    every_weeks: int = 1,
    starts: dt.time,
    minutes: int,
    purpose: str,
    party_size: int = 1,
    remark: str = "",
    by: User,
) -> BookingSeries:
    """A series: the person has the space every `every_weeks` weeks at `starts`, on each of these days that is free.

    The days that were not free stand in `skipped`, as `{"day": "2026-12-01", "why": "taken", "words": …}`. Raises
    Refused, also when not one day is free.
    """
    require_permission(by, "stations.add_bookingseries", space)
    require_sensible_series(first_day, last_day, every_weeks)
    space, person = locked_space_and_person(space, person)
    require_consent(person)
    require_bookable(space)
    require_party_fits(space, party_size)
    series = BookingSeries.objects.create(
        space=space,
        person=person,
        by=by,
        first_day=first_day,
        last_day=last_day,
        every_weeks=every_weeks,
        starts=starts,
        minutes=minutes,
    )
    booked: list[Booking] = []
    for day in days_of_series(series):
        starts_at = timezone.make_aware(dt.datetime.combine(day, starts))
        booking = Booking(
            space=space,
            person=person,
            by=by,
            for_neighbour=not is_family(by, person),
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(minutes=minutes),
            purpose=purpose,
            party_size=party_size,
            remark=remark.strip(),
            series=series,
        )
        try:
            _book_one(booking, by=by)
        except Refused as refused:
            series.skipped.append({"day": day.isoformat(), "why": refused.code, "words": str(refused)})
        else:
            booked.append(booking)
    require_some_day_free(series, booked)
    series.save(update_fields=["skipped"])
    send_notices([notices.series_booked(series, booked, by=by)])
    return series


@action
def _book_one(booking: Booking, *, by: User) -> None:
    """In a savepoint of its own: what a constraint refuses undoes only this day."""
    facts = booking_facts_of(booking, by=by)
    require_booking_allowed(facts)
    confirm_booking(facts)


def days_of_series(series: BookingSeries) -> Iterator[dt.date]:
    """The days on which a series repeats, whether they are free or not."""
    day = series.first_day
    while day <= series.last_day:
        yield day
        day += dt.timedelta(weeks=series.every_weeks)


@action
def cancel_series(series: BookingSeries, *, reason: str, from_day: dt.date | None = None, by: User) -> BookingSeries:
    """Cancel what is still to come of a series, from `from_day` on or all; the person reads the `reason` once.

    Bookings that were moved are still of the series, and go too; what is over or going on stays. Raises Refused, also
    when nothing is left to cancel.
    """
    require_permission(by, "stations.change_bookingseries", series)
    require_reason(reason)
    locked_space(series.space)
    series = BookingSeries.objects.select_related("space__station", "person__user").get(pk=series.pk)
    to_come = series.bookings.to_come()
    if from_day is not None:
        to_come = to_come.filter(starts_at__gte=clock.day_start(from_day))
    cancelled = list(to_come.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    require_something_to_come(cancelled)
    for booking in cancelled:
        booking.status, booking.cancelled_at, booking.hold = Booking.Status.CANCELLED, clock.now(), None
        booking.answer = reason.strip()
        booking.sequence += 1
        booking.save(update_fields=["status", "cancelled_at", "hold", "answer", "sequence"])
    if not series.bookings.to_come().exists():
        series.cancelled_at = clock.now()
        series.save(update_fields=["cancelled_at"])
    send_notices([notices.series_cancelled(series, cancelled, reason=reason.strip(), by=by)])
    return series
