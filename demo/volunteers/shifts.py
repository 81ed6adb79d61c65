"""The activities to come of the demo as rows, with who has signed up, who waits, and who looks for a substitute."""

import datetime as dt
import random

from django.utils import timezone

from common.time import clock
from demo.logins import ELDER, RESIDENT, TEAM_LEAD, VOLUNTEER
from demo.people import People
from demo.schedule import PlannedEvent
from demo.stations import Spaces
from demo.volunteers.coming import COMING, ComingPlan, ShiftPlan
from demo.volunteers.teams import DemoTeams
from events.models import Event
from grid.models import Building
from stations.models import Hold, Space
from volunteers.models import Activity, Assignment, Shift, Volunteer

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# Who has a place, by the key of the activity; the others of a shift are drawn.
SIGNED_UP = {
    "today": [VOLUNTEER],
    "nearly full": [VOLUNTEER],
    "event": [RESIDENT],
    "building": [ELDER],
}
WAITING = {"full": [RESIDENT]}
WORDS = ["我早十分钟到。", "可以带工具。", ""]


class ShiftLoader:
    """Writes what is to come. Nobody is on two shifts at once."""

    def __init__(
        self,
        teams: DemoTeams,
        volunteers: list[Volunteer],
        people: People,
        *,
        rng: random.Random,
        today: dt.date,
    ) -> None:
        self.teams, self.volunteers, self.people = teams, volunteers, people
        self.rng, self.today = rng, today
        self.by_person = {volunteer.person_id: volunteer for volunteer in volunteers}
        personas = [people.by_login[login.key] for login in (TEAM_LEAD, VOLUNTEER, ELDER, RESIDENT)]
        self.set_aside = {person.pk for person in personas}

    def load(self, planned: list[PlannedEvent], events: list[Event], spaces: Spaces) -> int:
        self.events = list(zip(planned, events, strict=True))
        self.spaces = spaces
        for plan in COMING:
            self._activity(plan)
        return len(COMING)

    # --- Where and when

    def _activity(self, plan: ComingPlan) -> None:
        times = [self._times(plan, shift) for shift in plan.shifts]
        starts, ends = min(first for first, _last in times), max(last for _first, last in times)
        activity = self._row(plan, starts, ends)
        if plan.room:
            space = self.spaces[plan.room]
            while not _is_free(space, starts, ends):
                starts, ends = starts + DAY, ends + DAY
                times = [(first + DAY, last + DAY) for first, last in times]
            activity.space, activity.place = space, f"{space.station}·{space}"
            activity.starts_at, activity.ends_at = starts, ends
            activity.hold = Hold.objects.create(
                space=space,
                kind=Hold.Kind.ACTIVITY,
                starts_at=starts,
                ends_at=ends,
                buffer=space.buffer,
                by=activity.lead,
            )
        activity.save()
        for shift, (first, last) in zip(plan.shifts, times, strict=True):
            row = Shift.objects.create(
                activity=activity,
                role=shift.role,
                starts_at=first,
                ends_at=last,
                break_minutes=shift.rest,
                capacity=shift.needed,
                min_age=shift.min_age,
                skills=[shift.skill] if shift.skill else [],
            )
            self._sign_up(plan, shift, row, is_first=shift is plan.shifts[0])

    def _times(self, plan: ComingPlan, shift: ShiftPlan) -> tuple[dt.datetime, dt.datetime]:
        """At an event, half an hour before it until a quarter after it."""
        if plan.event:
            event = self._event(plan)
            return event.starts_at - HOUR / 2, event.ends_at + HOUR / 4
        day = plan.day(self.today)
        first, last = (
            timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(at)))
            for at in (shift.start, shift.end)
        )
        return first, last

    def _event(self, plan: ComingPlan) -> Event:
        soonest = clock.day_start(self.today + plan.days * DAY)
        return next(
            event
            for planned, event in self.events
            if planned.key in plan.event and event.is_published and event.starts_at >= soonest
        )

    def _row(self, plan: ComingPlan, starts: dt.datetime, ends: dt.datetime) -> Activity:
        # The service of today is led by the lead of the whole team, who has a demo sign-in.
        team = self.teams.top if not plan.days else self.teams.of(plan.service)
        event = self._event(plan) if plan.event else None
        building = self._building(*plan.building) if plan.building else None
        announced = clock.day_start(self.today) - self.rng.randint(3, 9) * DAY + 10 * HOUR
        return Activity(
            community=team.community,
            team=team,
            organiser=team.unit,
            lead=self.teams.lead(team),
            kind=plan.kind,
            service=plan.service,
            title=plan.title,
            content=plan.content,
            risks=plan.risks,
            bring=plan.bring,
            meeting_point=plan.meeting_point,
            event=event,
            building=building,
            place=event.place if event else str(building) if building else plan.place,
            starts_at=starts,
            ends_at=ends,
            status=Activity.Status.DRAFT if plan.draft else Activity.Status.PUBLISHED,
            created_at=announced,
            changed_at=announced,
        )

    def _building(self, estate: str, number: int) -> Building:
        return Building.objects.select_related("estate").get(estate__name=estate, number=number)

    # --- Who

    def _sign_up(self, plan: ComingPlan, shift: ShiftPlan, row: Shift, *, is_first: bool) -> None:
        """Those with a place, then those who wait; of the shift that has one, the second looks for a substitute."""
        named = [self.by_person[self.people.by_login[login.key].pk] for login in SIGNED_UP.get(plan.key, [])]
        waiting = [self.by_person[self.people.by_login[login.key].pk] for login in WAITING.get(plan.key, [])]
        named, waiting = (named, waiting) if is_first else ([], [])
        drawn = self._free(plan, shift, row, shift.signed_up - len(named) + shift.waiting - len(waiting))
        seated = [*named, *drawn[: shift.signed_up - len(named)]]
        queue = [*drawn[shift.signed_up - len(named) :], *waiting]
        moment = row.activity.created_at
        latest = clock.day_start(self.today) - 3 * HOUR
        rows = []
        for number, volunteer in enumerate([*seated, *queue]):
            moment += (latest - moment) * self.rng.uniform(0.05, 0.15)
            waits = number >= len(seated)
            rows.append(
                Assignment(
                    shift=row,
                    volunteer=volunteer,
                    person=volunteer.person,
                    starts_at=row.starts_at,
                    ends_at=row.ends_at,
                    status=Assignment.Status.WAITLISTED if waits else Assignment.Status.ASSIGNED,
                    queued_at=moment if waits else None,
                    by=volunteer.by,
                    created_at=moment,
                    words=self.rng.choice(WORDS) if not waits and self.rng.random() < 0.3 else "",
                    substitute_since=latest if plan.key == "substitute" and is_first and number == 1 else None,
                )
            )
        Assignment.objects.bulk_create(rows)

    def _free(self, plan: ComingPlan, shift: ShiftPlan, row: Shift, count: int) -> list[Volunteer]:
        """So many volunteers who like it, can do it, are old enough, and are nowhere else at that time."""
        busy = set(
            Assignment.objects.live()
            .filter(starts_at__lt=row.ends_at, ends_at__gt=row.starts_at)
            .values_list("person", flat=True)
        )
        fitting = [
            volunteer
            for volunteer in self.volunteers
            if volunteer.person_id not in busy | self.set_aside
            and (shift.skill in volunteer.skills if shift.skill else plan.service in volunteer.kinds)
            and (volunteer.person.age_on(row.starts_at) or 0) >= max(16, shift.min_age or 0)
        ]
        return self.rng.sample(fitting, count)


def _is_free(space: Space, starts: dt.datetime, ends: dt.datetime) -> bool:
    buffer = dt.timedelta(minutes=space.buffer)
    return not Hold.objects.filter(space=space, starts_at__lt=ends + buffer, ends_at__gt=starts - buffer).exists()
