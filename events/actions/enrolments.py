"""Taking a whole course, and leaving it. Every act locks the series first, and then its dates by their keys."""

import uuid
from collections.abc import Sequence

from accounts.actions.consent import give_consent
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import send_notices
from common.actions import action
from common.db import prepared
from common.exceptions import allows
from common.time import clock
from events.actions import locks
from events.actions.registrations import seat_or_queue
from events.actions.waitlist import release_elder_seats, seat_waiting
from events.models import Enrolment, Event, EventSeries, Registration
from events.notifications.series import DateNews, NewsOfDate, enrolled, left_course, news_of_series
from events.rules.registrations import (
    counts_as_elder,
    require_age_for_event,
    require_event_open,
    require_known_person,
    require_may_act_for,
    require_may_register,
    require_may_register_at_desk,
    require_party_fits,
)
from events.rules.series import require_course_open, require_enrolment_live, require_enrolment_still_stands
from events.selectors.registrations import RegistrationFacts
from events.selectors.series import tails_of_queues


@action
def enrol(
    series: EventSeries, *, person: Person, seats: int = 1, by: User, token: uuid.UUID | None = None
) -> Enrolment:
    """Take the whole course: on each date to come seats, or the last place in its queue where they are not free.

    Places that the person has on single dates become part of it as they are. `token` is that of the form: the same
    form sent again is answered by what it has made. Ages are asked of the first of these dates. Raises Refused, also
    where consent is missing.
    """
    series = locks.lock_series(series.pk)
    if token and (made := Enrolment.objects.filter(by=by, token=token).select_related("person").first()):
        if (made.series_id, made.person_id) == (series.pk, person.pk):
            require_enrolment_still_stands(made)
            made.already_made = True
            return made
        token = None  # The form was filled in anew for somebody else.
    dates = [event for event in locks.lock_dates(series) if allows(require_event_open, event, by)]
    require_course_open(series, dates)
    first = min(dates, key=lambda event: (event.starts_at, event.pk))
    facts = RegistrationFacts.read(first, person, by=by, token=None)
    require_may_register(first, person, by=by, facts=facts)
    for event in dates:
        require_party_fits(event, seats)
    require_age_for_event(first, person, by=by)
    enrolment = Enrolment(series=series, person=person, seats=seats, by=by, token=token)
    enrolment.save()
    send_notices([enrolled(enrolment, join_dates(enrolment, dates), by=by)])
    return enrolment


@action
def enrol_known(
    series: EventSeries,
    *,
    person: Person,
    notice: PrivacyNotice | None = None,
    seats: int = 1,
    by: User,
    token: uuid.UUID | None = None,
) -> Enrolment:
    """Take the whole course for a neighbour at the desk. Who has not agreed agrees to `notice` first.

    Raises Refused, also when consent is missing and no notice was read.
    """
    require_may_register_at_desk(by, _one_date(series))
    require_known_person(by, person)
    series = locks.lock_series(series.pk)
    if notice:
        give_consent(person, notice=notice, by=by)
    return enrol(series, person=person, seats=seats, by=by, token=token)


def join_dates(enrolment: Enrolment, dates: Sequence[Event], *, unasked: bool = False) -> list[Registration]:
    """The places of an enrolment on these dates, which are locked: seats, or the last place in the queue.

    `unasked`: the dates were added by the organiser. Who hears of one shortly before is not said to stay away.
    """
    for event in dates:
        release_elder_seats(event)
    tails = tails_of_queues(dates)
    live = Registration.objects.live().filter(event__in=dates, person=enrolment.person_id)
    places = {registration.event_id: registration for registration in live}
    joined: list[Registration] = []
    for event in sorted(dates, key=lambda event: event.pk):
        place = places.get(event.pk)
        if place is None:
            place = Registration(event=event, person=enrolment.person, seats=enrolment.seats, by=enrolment.by)
            place.enrolment = enrolment
            place.for_elder = counts_as_elder(event, enrolment.person, by=enrolment.by)
            last_queued_at, elder_waits = tails.get(event.pk, (None, 0))
            seat_or_queue(place, last_queued_at=last_queued_at, elder_waits=elder_waits)
            if unasked and not place.is_waitlisted:
                place.placed_at, place.placed_late = clock.now(), event.is_late_for_seat
            prepared.insert_row(place, audited=True)
            if not place.is_waitlisted:
                # As the database has counted it by now; who joins next in this transaction looks at the same event.
                event.seats_taken += place.seats
                event.seats_of_others += 0 if place.for_elder else place.seats
        else:
            place.event, place.enrolment = event, enrolment
            place.save(update_fields=["enrolment"])
        joined.append(place)
    return joined


@action
def leave(enrolment: Enrolment, *, by: User) -> Enrolment:
    """Give up the whole course: all its places on dates to come, where who waits moves up. Raises Refused."""
    series = locks.lock_series(enrolment.series_id)
    dates = {event.pk: event for event in locks.lock_dates(series)}
    enrolment = Enrolment.objects.select_related("person__user").get(pk=enrolment.pk)
    enrolment.series = series
    _require_may_act(enrolment, by)
    require_enrolment_live(enrolment)
    enrolment.left_at = clock.now()
    enrolment.save(update_fields=["left_at"])
    places = enrolment.registrations.filter(
        event__in=dates, status__in=[Registration.Status.REGISTERED, Registration.Status.WAITLISTED]
    )
    freed: list[Event] = []
    for place in places.select_for_update(no_key=True, of=("self",)).order_by("event_id"):
        event = dates[place.event_id]
        if event.is_cancelled:
            continue  # nobody gives up what was called off
        place.status, place.cancelled_at = Registration.Status.CANCELLED, clock.now()
        place.queued_at = place.confirmed_at = None
        place.save(update_fields=["status", "cancelled_at", "queued_at", "confirmed_at"])
        freed.append(event)
    seated = [NewsOfDate(party, DateNews.SEATED) for event in freed for party in seat_waiting(event)]
    send_notices([left_course(enrolment, by=by), *news_of_series(series, seated, by=by)])
    return enrolment


def _require_may_act(enrolment: Enrolment, by: User) -> None:
    """As of a registration for any of its dates."""
    require_may_act_for(by, enrolment.person, _one_date(enrolment.series))


def _one_date(series: EventSeries) -> Event:
    """Any date: all of them are organised alike."""
    event = series.events.order_by("pk").first()
    assert event
    return event
