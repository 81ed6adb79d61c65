"""Registrations of the demo. Most are written in bulk; those of the demo sign-ins go through the actions."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from django.db.models import F

from accounts.models import Notification, Person
from common.time import clock
from demo.antedating import antedate
from demo.events import CALLED_OFF_BECAUSE, cancelled_event
from demo.feedback import feedback_state, load_feedback
from demo.logins import ELDER, RESIDENT, RIDER
from demo.people import People
from demo.schedule import CLASSES, PlannedEvent
from demo.three_days import load_check_ins
from events.actions.events import cancel_event
from events.actions.registrations import cancel_registration, register
from events.actions.reminders import REMIND_AHEAD
from events.models import Event, Registration
from events.rules.registrations import is_elder_at

Status, Audience = Registration.Status, Event.Audience

PERSONAS = (RESIDENT, ELDER, RIDER)


class RegistrationLoader:
    """Fills the demo's events from a pool of people, the oldest event first."""

    def __init__(
        self, planned: list[PlannedEvent], events: list[Event], people: People, *, rng: random.Random, today: dt.date
    ) -> None:
        self.pairs = list(zip(planned, events, strict=True))
        self.people = people
        self.rng = rng
        # Of their own, so that how many came changes nobody else's draw.
        self.arrivals = random.Random(1510)  # noqa: S311 - no secret
        self.headcounts = random.Random(1510)  # noqa: S311 - no secret
        self.answers = random.Random(1510)  # noqa: S311 - no secret
        self.today = today
        self.midnight = clock.day_start(today)
        personas = [people.by_login[login.key] for login in PERSONAS]
        self.set_aside = {person.pk for person in [*personas, *people.wards.values()]}

    # --- In bulk

    def load_neighbours(self) -> int:
        self._close_lists()
        self._write_down_headcounts()
        rows = [row for plan, event in self.pairs for row in self._fill(plan, event)]
        Registration.objects.bulk_create(rows)
        load_check_ins(rows)
        load_feedback(rows, self.answers)
        return len(rows)

    def _close_lists(self) -> None:
        """Of what is over the office has written down who came, so that the others are known to be absent."""
        over = [event.pk for _plan, event in self.pairs if self._is_over(event)]
        Event.objects.filter(pk__in=over).update(list_closed_at=F("ends_at") + dt.timedelta(hours=1))

    def _write_down_headcounts(self) -> None:
        """Of what was over without a list the office has counted who was there."""
        over = [
            (plan, event)
            for plan, event in self.pairs
            if event.is_published and not event.capacity and event.starts_at < self.midnight
        ]
        for plan, event in over:
            room = event.space.capacity if event.space else 60
            event.headcount = round(room * plan.fill * self.headcounts.uniform(0.5, 0.9))
            event.headcount_at = event.ends_at
        Event.objects.bulk_update([event for _plan, event in over], ["headcount", "headcount_at"])

    def _is_over(self, event: Event) -> bool:
        return event.is_published and bool(event.capacity) and event.starts_at < self.midnight

    def _fill(self, plan: PlannedEvent, event: Event) -> Iterator[Registration]:
        if not event.capacity or not event.is_published:
            return
        seats_to_fill = self._seats_to_fill(plan, event.capacity)
        taken = 0
        moments = self._moments(event)
        candidates = self._candidates(event)
        for person in candidates:
            seats = min(self._seats(event, person), seats_to_fill - taken)
            if not seats:
                break
            taken += seats
            status, moment = self._outcome(event), next(moments)
            yield self._row(event, person, seats, status, moment)
            if status == Status.CANCELLED:
                taken -= seats
        if taken == event.capacity and plan.day > self.today:
            yield from self._queue(event, candidates, moments)

    def _queue(
        self, event: Event, candidates: Iterator[Person], moments: Iterator[dt.datetime]
    ) -> Iterator[Registration]:
        for _n, person in zip(range(self.rng.randint(3, 5)), candidates, strict=False):
            yield self._row(event, person, self._seats(event, person), Status.WAITLISTED, next(moments))

    def _seats_to_fill(self, plan: PlannedEvent, capacity: int) -> int:
        """Seats to fill: all or most of past and near events, few of events that are weeks ahead.

        The next class of each kind for children is full, so that there is a waitlist.
        """
        ahead = (plan.day - self.today).days
        if ahead > 0 and plan.key in CLASSES and self._is_next(plan):
            return capacity
        share = 1.0 if ahead <= 8 else 0.65 if ahead <= 21 else 0.25
        return min(capacity, round(capacity * plan.fill * share * self.rng.uniform(0.85, 1.05)))

    def _is_next(self, plan: PlannedEvent) -> bool:
        return plan is next(one for one, event in self.pairs if one.key == plan.key and self._open(event))

    def _candidates(self, event: Event) -> Iterator[Person]:
        people = self.people
        pool = {
            Audience.FAMILIES: people.children,
            Audience.CHILDREN: people.children,
            Audience.ELDERS: people.elders,
            Audience.WORKERS: people.workers,
            Audience.MEMBERS: people.members,
        }.get(Audience(event.audience), [*people.adults, *people.elders])
        fitting = [person for person in pool if person.pk not in self.set_aside and _has_the_age(event, person)]
        return iter(self.rng.sample(fitting, len(fitting)))

    def _seats(self, event: Event, person: Person) -> int:
        """Small children bring one or two parents; most others come alone."""
        if event.largest_party == 1:
            return 1
        if event.audience == Audience.FAMILIES:
            return self.rng.choices([2, 3], [80, 20])[0]
        return self.rng.choices([1, 2], [72, 28])[0]

    def _outcome(self, event: Event) -> str:
        if self._is_over(event):
            return self.rng.choices([Status.ATTENDED, Status.NO_SHOW, Status.CANCELLED], [88, 7, 5])[0]
        return self.rng.choices([Status.REGISTERED, Status.CANCELLED], [97, 3])[0]

    def _moments(self, event: Event) -> Iterator[dt.datetime]:
        """Increasing times between the announcement and yesterday evening, or the event if that was earlier."""
        moment = event.created_at
        latest = min(event.starts_at, self.midnight) - dt.timedelta(hours=3)
        while True:
            moment += (latest - moment) * self.rng.uniform(0.02, 0.12)
            yield moment

    def _row(self, event: Event, person: Person, seats: int, status: str, moment: dt.datetime) -> Registration:
        came = self._came(event, seats) if status == Status.ATTENDED else {}
        return Registration(
            event=event,
            person=person,
            by=self.people.acting.get(person.pk, self.people.office),
            seats=seats,
            status=status,
            created_at=moment,
            queued_at=moment if status == Status.WAITLISTED else None,
            cancelled_at=moment + dt.timedelta(hours=2) if status == Status.CANCELLED else None,
            **self._reminded(event, status, moment),
            feedback=feedback_state(self.answers) if status == Status.ATTENDED else "",
            for_elder=event.seats_for_elders is not None and is_elder_at(event, person),
            **came,
        )

    def _reminded(self, event: Event, status: str, moment: dt.datetime) -> dict[str, Any]:
        """Who had a seat three days before was asked, and two in five have answered."""
        asked_at = event.starts_at - max(REMIND_AHEAD)
        if status not in Registration.SEATED or asked_at >= self.midnight + dt.timedelta(days=1):
            return {}
        comes = status == Status.REGISTERED and self.answers.random() < 0.4
        last = event.starts_at - min(REMIND_AHEAD)
        reminded_at = last if last < self.midnight + dt.timedelta(days=1) else asked_at
        return {"reminded_at": max(moment, reminded_at), "confirmed_at": max(moment, asked_at) if comes else None}

    def _came(self, event: Event, seats: int) -> dict[str, Any]:
        """Now and then one of a party stays at home; the office ticks off around the beginning."""
        minutes = self.arrivals.triangular(-20, 15, -4)
        return {
            "came": seats - (seats > 1 and self.arrivals.random() < 0.1),
            "checked_in_at": event.starts_at + dt.timedelta(minutes=round(minutes)),
            "checked_in_by": self.people.office,
        }

    # --- Demo sign-ins, through the actions

    def load_personas(self) -> None:
        people = self.people
        resident, elder, rider = (people.by_login[login.key] for login in PERSONAS)
        child, grandmother = people.wards["child"], people.wards["elder"]
        self._attended(child, ["reading", "handicraft"], seats=2)
        self._attended(resident, ["choir", "calligraphy"])
        self._attended(grandmother, ["health-talk", "phones"])
        self._attended(elder, ["health-talk", "phones", "double-ninth", "fraud"])
        self._attended(rider, ["riders"])

        self._move_up(child)
        self._register(child, self.next_of("reading"), seats=2)
        self._register(grandmother, self.next_of("phones"))
        self._register(
            resident, self.next_of("new-year", "winter-solstice", "volunteers-day", "lantern", "party-day"), seats=2
        )
        self._register(elder, self.next_of("phones"))
        self._register(rider, self.next_of("riders"))
        self._call_off([grandmother, elder])
        for person in (resident, elder, rider):
            self._antedate(person)

    def next_of(self, *keys: str) -> Event | None:
        """The next event of the first of these series that has an open one."""
        return next(
            (event for key in keys for plan, event in self.pairs if plan.key == key and self._open(event)), None
        )

    def _open(self, event: Event) -> bool:
        tomorrow = self.midnight + dt.timedelta(days=1)
        return event.is_published and event.starts_at >= tomorrow and event.closes_at > clock.now()

    def _register(self, person: Person, event: Event | None, *, seats: int = 1) -> None:
        if event:
            register(event, person=person, seats=min(seats, event.largest_party), by=self.people.acting[person.pk])

    def _call_off(self, registered: list[Person]) -> None:
        plan = cancelled_event([plan for plan, _event in self.pairs], self.today)
        event = next(event for at, event in self.pairs if at is plan)
        for person in registered:
            if not event.registrations.live().filter(person=person).exists():
                self._register(person, event)
        cancel_event(event, by=self.people.secretary, reason=CALLED_OFF_BECAUSE)

    def _move_up(self, child: Person) -> None:
        """The child waits for the handicraft class, somebody cancels, and the waitlist moves up.

        For this step the child is put before the others who wait.
        """
        event = self.next_of("handicraft")
        if event is None:
            return
        self._register(child, event, seats=2)
        event.registrations.waitlisted().filter(person=child).update(queued_at=event.created_at)
        gives_up = event.registrations.filter(status=Status.REGISTERED, seats=2).order_by("pk").first()
        if gives_up:
            cancel_registration(gives_up, by=gives_up.by)

    def _attended(self, person: Person, keys: list[str], *, seats: int = 1) -> None:
        """Attendance at the last event of each series; if it was full, somebody else's seat is used."""
        for key in keys:
            past = [event for plan, event in self.pairs if plan.key == key and plan.day < self.today]
            event = next((event for event in reversed(past) if event.capacity and _has_the_age(event, person)), None)
            if event:
                self._make_room(event, seats)
                moment = event.created_at + dt.timedelta(hours=5)
                attended = self._row(event, person, seats, Status.ATTENDED, moment)
                attended.feedback = Registration.FeedbackState.ASKED
                attended.save()
                load_check_ins([attended])

    def _make_room(self, event: Event, seats: int) -> None:
        event.refresh_from_db(fields=["seats_taken"])
        for row in event.registrations.seated().order_by("pk"):
            if event.seats_left >= seats:
                return
            row.delete()
            event.refresh_from_db(fields=["seats_taken"])

    def _antedate(self, person: Person) -> None:
        """Spread what the actions wrote for the person over the last days, in the same order."""
        began: dict[str, dt.datetime] = {}
        for n, notice in enumerate(Notification.objects.filter(recipient=person).order_by("-pk")):
            evening = dt.timedelta(hours=19, minutes=42) if n % 2 == 0 else dt.timedelta(hours=10, minutes=16)
            moment = self.midnight - dt.timedelta(days=n // 2 + 1) + evening
            began[notice.path] = moment
            read_at = moment + dt.timedelta(hours=2) if n > 1 else None
            antedate(notice, created_at=moment, read_at=read_at)
        family = [person, *(guardianship.person for guardianship in person.wards.current())]
        for row in Registration.objects.of(family).filter(created_at__gte=self.midnight).select_related("event"):
            moment = began[row.event.get_absolute_url()]
            antedate(row, created_at=moment, queued_at=moment if row.is_waitlisted else None)


def _has_the_age(event: Event, person: Person) -> bool:
    age = person.age_on(event.starts_at)
    assert age is not None
    return (event.min_age is None or age >= event.min_age) and (event.max_age is None or age <= event.max_age)
