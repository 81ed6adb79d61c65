"""What the demo's team has done as rows: activities, shifts, who was there, records with their evaluations.

Beside the activities stands the morning patrol of each week, which is entered by hand from its signed book, and what
looks wrong, so that the office has something to look at.
"""

import datetime as dt
import random
from collections import defaultdict
from itertools import cycle

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from common.files.images import clean_image
from demo.logins import VOLUNTEER
from demo.people import People
from demo.pictures.results import draw_green_route, draw_lanes_before, draw_stairs_after, draw_stairs_before
from demo.volunteers.deeds import CLEAR_STAIRS, DEEDS, EVALUATIONS, GREEN_ROUTE, DeedPlan
from demo.volunteers.teams import DemoTeams
from volunteers.models import (
    Activity,
    ActivityPhoto,
    Assignment,
    Evaluation,
    ServiceKind,
    ServiceRecord,
    Shift,
    Volunteer,
)

Way, Source = Assignment.Way, ServiceRecord.Source
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
WITH_CHILDREN = {ServiceKind.ENVIRONMENT, ServiceKind.CULTURE}
PATROL = "平安晨巡"
PATROL_WEEKS, PATROL_MINUTES = 54, 120
# In the book of the patrol: how many walk each week, and how many of them every week.
PATROL_SIZE, PATROL_STALWARTS = 9, 5
PATROL_PLACES = ["映山花园", "海棠苑和知行公寓", "青禾家园一区", "青禾家园二区和溪语雅居"]
CALLED_OFF, CALLED_OFF_BECAUSE = "清洁家园：扫落叶", "当天有大风预警，改到下个月。"


class ServiceLoader:
    """Writes what was done, the oldest first, so that nobody is at two places at once."""

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
        # Some come more often than others.
        self.often = {volunteer.pk: rng.choice([1, 1, 1, 2, 4]) for volunteer in volunteers}
        self.records: list[ServiceRecord] = []

    def load(self) -> tuple[int, int]:
        """Write everything. Returns how many activities and records there are."""
        for plan in DEEDS:
            self._deed(plan)
        self._call_off()
        self._patrols()
        self._odd()
        ServiceRecord.objects.bulk_create(self.records)
        Evaluation.objects.bulk_create(map(self._evaluation, self.records))
        return len(DEEDS), len(self.records)

    # --- An activity

    def _deed(self, plan: DeedPlan) -> None:
        activity = self._activity(plan)
        if plan.title == GREEN_ROUTE:
            _photograph(activity, "before", "清运车从游乐场旁穿过，桶堆在路中间", draw_lanes_before().finished())
            _photograph(activity, "after", "地上一条绿线，路口立着指示牌，车走在线上", draw_green_route().finished())
        elif plan.title == CLEAR_STAIRS:
            _photograph(activity, "before", "楼道里堆着纸箱、旧椅子和自行车", draw_stairs_before().finished())
            _photograph(activity, "after", "楼道空了，扶手擦亮，窗台上一盆花", draw_stairs_after().finished())
        came: set[int] = set()
        assignments = []
        for role in plan.roles:
            shift = Shift.objects.create(
                activity=activity,
                role=role.role,
                starts_at=activity.starts_at,
                ends_at=activity.ends_at,
                capacity=role.came + 2,
                skills=[role.skill] if role.skill else [],
            )
            fitting = [
                volunteer
                for volunteer in self._in_the_team(activity)
                if volunteer.pk not in came
                and (role.skill in volunteer.skills if role.skill else plan.service in volunteer.kinds)
            ]
            chosen = self._draw(fitting, role.came + self.rng.randint(0, 1))
            came.update(volunteer.pk for volunteer in chosen)
            assignments += [
                self._assignment(shift, volunteer, plan.source, is_there=n < role.came)
                for n, volunteer in enumerate(chosen)
            ]
        Assignment.objects.bulk_create(assignments)
        served = [row for row in assignments if row.is_served]
        for row in served[: len(served) - plan.forgotten]:
            self.records.append(self._record(activity, row, plan.source))

    def _activity(self, plan: DeedPlan) -> Activity:
        day = self.today - dt.timedelta(days=plan.days)
        day -= dt.timedelta(days=(day.weekday() - plan.weekday) % 7)
        starts = timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(plan.start)))
        ends = starts + dt.timedelta(minutes=plan.minutes)
        team = self.teams.of(plan.service)
        announced = starts - self.rng.randint(8, 20) * DAY
        return Activity.objects.create(
            community=team.community,
            team=team,
            organiser=team.unit,
            lead=self.teams.lead(team),
            service=plan.service,
            title=plan.title,
            content=plan.content,
            place=plan.place,
            starts_at=starts,
            ends_at=ends,
            status=Activity.Status.PUBLISHED,
            result=plan.result,
            result_published_at=ends + 6 * DAY if plan.result else None,
            created_at=announced,
            changed_at=announced,
        )

    def _in_the_team(self, activity: Activity) -> list[Volunteer]:
        """Who was in the team by then; children only help where they are not in the way."""
        with_children = activity.service in WITH_CHILDREN
        return [
            volunteer
            for volunteer in self.volunteers
            if volunteer.decided_at
            and volunteer.decided_at < activity.created_at
            and (with_children or volunteer.guardian_agreed_at is None)
        ]

    def _draw(self, some: list[Volunteer], count: int) -> list[Volunteer]:
        """So many different ones; those who come often are drawn more often."""
        drawn: dict[int, Volunteer] = {}
        while len(drawn) < min(count, len(some)):
            volunteer = self.rng.choices(some, [self.often[one.pk] for one in some])[0]
            drawn[volunteer.pk] = volunteer
        return list(drawn.values())

    def _assignment(self, shift: Shift, volunteer: Volunteer, source: str, *, is_there: bool) -> Assignment:
        signed_up = shift.starts_at - self.rng.uniform(1, 7) * DAY
        row = Assignment(
            shift=shift,
            volunteer=volunteer,
            person=volunteer.person,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            status=Assignment.Status.SERVED if is_there else Assignment.Status.ABSENT,
            by=volunteer.by,
            created_at=signed_up,
            reminded_at=shift.starts_at - 22 * HOUR,
        )
        if is_there:
            way = (
                Way.LIST if source != Source.SCANNED else self.rng.choice([Way.PLACE, Way.PLACE, Way.CARD, Way.CODE])
            )
            row.checked_in_at = shift.starts_at + self.rng.randint(-9, 4) * dt.timedelta(minutes=1)
            row.checked_out_at = shift.ends_at + self.rng.randint(-6, 9) * dt.timedelta(minutes=1)
            row.checked_in_way = row.checked_out_way = way
            lead = self.teams.lead(shift.activity.team)
            row.checked_in_by = row.checked_out_by = lead if way in (Way.LIST, Way.CARD) else volunteer.by
        return row

    # --- Records

    def _record(self, activity: Activity, row: Assignment, source: str) -> ServiceRecord:
        lead = self.teams.lead(activity.team)
        by_hand = source == Source.HAND
        entered = activity.ends_at + self.rng.uniform(0.1, 2) * DAY
        return ServiceRecord(
            volunteer=row.volunteer,
            activity=activity,
            assignment=row,
            activity_name=activity.title,
            service=activity.service,
            role=row.shift.role,
            day=timezone.localdate(activity.starts_at),
            place=activity.place,
            content=activity.content,
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
            minutes=row.shift.planned_minutes,
            organising_unit=activity.organiser.name,
            person_in_charge=lead.get_full_name(),
            source=source,
            evidence="纸质签到表，队里存档" if by_hand else "",
            entered_by=lead,
            entered_at=entered,
            **self._confirmed(row.volunteer, lead, entered, by_hand=by_hand),
        )

    def _confirmed(self, volunteer: Volunteer, lead: User, entered: dt.datetime, *, by_hand: bool) -> dict:
        """Who confirmed it: the lead; of what was entered by hand, and of the lead's own minutes, the office."""
        by_office = by_hand or lead.person_id == volunteer.person_id
        return {
            "state": ServiceRecord.State.CONFIRMED,
            "decided_by": self.people.office if by_office else lead,
            "decided_at": entered + (self.rng.uniform(0.2, 1.5) * DAY if by_hand else dt.timedelta(minutes=5)),
        }

    def _evaluation(self, record: ServiceRecord) -> Evaluation:
        assert record.decided_by
        assert record.decided_at
        return Evaluation(
            record=record,
            text=self.rng.choice(EVALUATIONS[ServiceKind(record.service)]),
            day=timezone.localdate(record.decided_at),
            by=record.decided_by,
            created_at=record.decided_at,
        )

    # --- What was not, and what is entered by hand

    def _call_off(self) -> None:
        """One activity was called off."""
        plan = DEEDS[-1]._replace(days=16, title=CALLED_OFF, service=ServiceKind.ENVIRONMENT, place="知行公寓南门")
        activity = self._activity(plan)
        Shift.objects.create(
            activity=activity,
            role="清扫",
            starts_at=activity.starts_at,
            ends_at=activity.ends_at,
            capacity=10,
        )
        activity.status, activity.cancel_reason = Activity.Status.CANCELLED, CALLED_OFF_BECAUSE
        activity.save(update_fields=["status", "cancel_reason"])

    def _patrols(self) -> None:
        """The patrol of each week: some never miss one, and come to a hundred hours and more."""
        lead = self.teams.lead(self.teams.top)
        stalwart = self.by_person[self.people.by_login[VOLUNTEER.key].pk]
        others = [
            one for one in self.volunteers if one.person_id != lead.person_id and one.guardian_agreed_at is None
        ]
        always = [stalwart, *self.rng.sample(others[10:60], PATROL_STALWARTS - 1)]
        sometimes = [one for one in others if ServiceKind.SAFETY in one.kinds and one not in always]
        for week, place in zip(range(PATROL_WEEKS, 0, -1), cycle(PATROL_PLACES), strict=False):
            began = self._at(7 * week + 1)
            here = [one for one in sometimes if one.decided_at and one.decided_at < began]
            for volunteer in [*always, *self._draw(here, PATROL_SIZE - PATROL_STALWARTS)]:
                self.records.append(self._patrol(volunteer, lead, began, place))

    def _at(self, days_ago: int) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.today - days_ago * DAY, dt.time(6, 0)))

    def _patrol(self, volunteer: Volunteer, lead: User, began: dt.datetime, place: str) -> ServiceRecord:
        ends = began + dt.timedelta(minutes=PATROL_MINUTES)
        return ServiceRecord(
            volunteer=volunteer,
            activity_name=PATROL,
            service=ServiceKind.SAFETY,
            role="巡查",
            place=place,
            content="沿固定路线巡一圈，看消防通道、看窗台花盆、看谁家门没关。",
            evidence="晨巡签到本，两人签名",
            **self._entered_by_hand(lead, began, PATROL_MINUTES, entered=ends + 34 * HOUR),
        )

    def _entered_by_hand(self, lead: User, began: dt.datetime, minutes: int, *, entered: dt.datetime) -> dict:
        """When it was, that the lead entered it, and that the office confirmed it a day later."""
        return {
            "day": timezone.localdate(began),
            "starts_at": began,
            "ends_at": began + dt.timedelta(minutes=minutes),
            "minutes": minutes,
            "organising_unit": self.teams.top.unit.name,
            "person_in_charge": lead.get_full_name(),
            "source": Source.HAND,
            "entered_by": lead,
            "entered_at": entered,
            "state": ServiceRecord.State.CONFIRMED,
            "decided_by": self.people.office,
            "decided_at": entered + 26 * HOUR,
        }

    def _odd(self) -> None:
        """What the list of what looks wrong finds: two places at once, a long day, an entry too late."""
        lead = self.teams.lead(self.teams.top)
        busy = {record.volunteer_id for record in self.records}
        joined = self._at(60)
        twice, all_day, late = [
            one
            for one in self.volunteers
            if one.pk not in busy
            and one.person_id != lead.person_id
            and one.guardian_agreed_at is None
            and one.decided_at
            and one.decided_at < joined
        ][:3]
        for volunteer, days_ago, entered_days_ago, hour, minutes, service, name, more in (
            (twice, 20, 18, 14, 120, ServiceKind.CULTURE, "读书角值班", {}),
            (twice, 20, 18, 15, 120, ServiceKind.ENVIRONMENT, "楼道杂物清理", {}),
            (
                all_day,
                33,
                31,
                8,
                570,
                ServiceKind.SAFETY,
                "防汛值守",
                {"long_day_reason": "连夜暴雨，值守到傍晚才换班"},
            ),
            (late, 47, 5, 9, 90, ServiceKind.CARE, "给独居老人送餐", {}),
        ):
            began = self._at(days_ago).replace(hour=hour)
            entered = self._entered_by_hand(lead, began, minutes, entered=self._at(entered_days_ago).replace(hour=17))
            self.records.append(
                ServiceRecord(
                    volunteer=volunteer,
                    activity_name=name,
                    service=service,
                    place="海棠苑",
                    content=f"{name}，由楼组长记在本子上。",
                    evidence="楼组长的登记本",
                    **entered,
                    **more,
                )
            )


def records_by_volunteer(records: list[ServiceRecord]) -> dict[int, list[ServiceRecord]]:
    """The records of each volunteer of the demo, by the volunteer's key."""
    of: dict[int, list[ServiceRecord]] = defaultdict(list)
    for record in records:
        of[record.volunteer_id].append(record)
    return of


def _photograph(activity: Activity, kind: str, words: str, drawing: bytes) -> None:
    photo = ActivityPhoto(activity=activity, kind=kind, words=words, created_at=activity.ends_at)
    photo.photo.save("result.webp", clean_image(ContentFile(drawing, name="photo.jpg")), save=False)
    photo.save()
