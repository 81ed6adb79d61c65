"""Who has missed bookings, and until when booking is paused for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from accounts.models import Person, User
from common.time import clock
from stations.models import Booking


def booking_pauses(people: Iterable[int]) -> dict[int, dt.date]:
    """For whom of the people (keys) booking is paused today, and until when: NO_SHOW_LIMIT in NO_SHOW_DAYS days.

    No-shows that staff waive, and those of bookings that staff made for a neighbour, do not count (DOMAIN.md §3).
    """
    missed: dict[int, list[dt.date]] = defaultdict(list)
    rows = Booking.objects.no_shows_that_count().filter(
        person__in=people, starts_at__gte=clock.now() - no_shows_look_back()
    )
    for person, starts_at in rows.order_by("-starts_at").values_list("person", "starts_at"):
        missed[person].append(timezone.localdate(starts_at))
    ends = {person: pause_after_no_shows(newest_first) for person, newest_first in missed.items()}
    return {person: until for person, until in ends.items() if until is not None}


def no_shows_look_back() -> dt.timedelta:
    """How long ago the oldest no-show was that can still count."""
    return dt.timedelta(days=settings.NO_SHOW_DAYS + settings.NO_SHOW_PAUSE_DAYS + 1)


def pause_after_no_shows(missed: list[dt.date]) -> dt.date | None:
    """Until when booking is paused after no-shows on these days, the newest first; None for no pause today."""
    if len(missed) < settings.NO_SHOW_LIMIT:
        return None
    newest, oldest = missed[0], missed[settings.NO_SHOW_LIMIT - 1]
    until = newest + dt.timedelta(days=settings.NO_SHOW_PAUSE_DAYS)
    within = (newest - oldest).days < settings.NO_SHOW_DAYS
    return until if within and until >= clock.today() else None


def no_shows_lately(booking: Booking) -> int:
    """How many no-shows that count the person has in the NO_SHOW_DAYS up to this one; 0 when it does not count."""
    if booking.for_neighbour:
        return 0
    first = timezone.localdate(booking.starts_at) - dt.timedelta(days=settings.NO_SHOW_DAYS - 1)
    counted = Booking.objects.no_shows_that_count().filter(person=booking.person, starts_at__lte=booking.starts_at)
    return counted.filter(starts_at__gte=clock.day_start(first)).count()


def booking_pauses_in_care_of(user: User) -> list[tuple[Person, dt.date]]:
    """For whom in the user's care booking is paused after no-shows, the user included, and until when."""
    people = {person.pk: person for person in Person.objects.in_care_of(user)}
    return [(people[key], until) for key, until in booking_pauses(people).items()]
