"""Matters of the demo: how the route of the refuse trucks came about, and thirty others in all states."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile

from accounts.models import Person, User
from common.files.images import clean_image
from common.time import clock
from demo.logins import ELDER, RESIDENT
from demo.matter_plans import PLANS, REFERRED, SAME_AS_TRUCK, TRUCK, Icon, MatterPlan
from demo.people import People
from demo.pictures.matters import draw_broken_lamp, draw_lamp_again, draw_loose_tile
from demo.pictures.results import draw_green_route, draw_lanes_before
from demo.volunteers.deeds import GREEN_ROUTE
from events.models import Event
from grid.actions.matter_kinds import add_usual_kinds
from grid.models import (
    Building,
    Community,
    GridAppointment,
    Matter,
    MatterCall,
    MatterExclusion,
    MatterKind,
    MatterPhoto,
    MatterReporter,
    MatterStep,
    Residence,
    Visit,
)
from grid.selectors.matter_clock import MatterClock
from volunteers.models import Activity

Status, Step = Matter.Status, MatterStep.Kind
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
# The meeting of residents about the way of the refuse trucks.
MEETING = "居民议事会：垃圾清运走哪条路"
type PlannedStep = tuple[MatterStep.Kind, str, dt.datetime | None, bool, User | None]


class MatterLoader:
    """Writes the matters with all their steps, each dated as it went."""

    def __init__(self, community: Community, people: People, *, today: dt.date) -> None:
        self.community, self.people, self.today = community, people, today
        secretary = people.secretary
        add_usual_kinds(community, by=secretary)
        self.kinds = {kind.icon: kind for kind in MatterKind.objects.filter(community=community)}
        self.buildings = {
            (building.estate.name, building.number): building
            for building in Building.objects.select_related("estate", "grid")
        }
        self.workers: dict[int, User] = {
            appointment.grid_id: appointment.user
            for appointment in GridAppointment.objects.current().select_related("user__person").order_by("pk")
        }
        self.personas = [people.by_login[login.key] for login in (RESIDENT, ELDER)]

    def load(self) -> int:
        """All of it; returns how many matters there are."""
        self._truck()
        for number, plan in enumerate(PLANS):
            self._matter(plan, number)
        for visit in Visit.objects.exclude(needs="").order_by("-on", "-pk")[:4]:
            self._of_visit(visit)
        return Matter.objects.count()

    # --- The route of the refuse trucks: a report, a meeting, volunteers, the signed route

    def _truck(self) -> None:
        deed = Activity.objects.filter(title=GREEN_ROUTE).first()
        meeting = Event.objects.filter(title=MEETING, starts_at__lt=clock.now()).order_by("starts_at").first()
        assert deed, "the team has signed the route"
        reported = deed.starts_at - 41 * DAY
        matter = self._write(TRUCK, reported, closed=deed.ends_at + 2 * DAY)
        Activity.objects.filter(pk=deed.pk).update(matter=matter)
        self._photo(matter, "before", draw_lanes_before().finished())
        self._photo(matter, "after", draw_green_route().finished())
        reporter = self._reporter(matter, 0, TRUCK, at=deed.ends_at + 3 * DAY)
        worker = matter.first_handler
        assert worker
        talked = reported + 12 * DAY
        words = "请两栋楼的邻居开了居民议事会：清运车走外圈，早上七点前走完。"
        if meeting and reported < meeting.starts_at < deed.starts_at:
            talked = meeting.ends_at
        steps = [
            (Step.REPORTED, "", reported, True, None),
            (Step.RECEIVED, "", matter.received_at, True, worker),
            (Step.MERGED_IN, "", reported + 3 * DAY, True, worker),
            (Step.MERGED_IN, "", reported + 5 * DAY, True, worker),
            (Step.HANDED_ON, "要和物业、清运公司一起定路线，请书记牵头。", reported + 6 * DAY, False, worker),
            (Step.NOTE, words, talked, True, self.people.secretary),
            (Step.HELP, deed.title, deed.created_at, True, self.people.secretary),
            (Step.DONE, matter.answer, matter.closed_at, True, self.people.secretary),
            (Step.CONFIRMED, "", reporter.answered_at, True, None),
        ]
        self._steps(matter, steps)
        for number, (_days, hour, told) in enumerate(SAME_AS_TRUCK):
            at = reported + (3 + 2 * number) * DAY
            plan = TRUCK._replace(words=told, hour=hour, status=Status.DUPLICATE, answer="", says="")
            child = self._write(plan, at - 4 * HOUR, closed=at, parent=matter)
            self._reporter(child, 7 + number, plan)
            self._steps(
                child, [(Step.REPORTED, "", child.reported_at, True, None), (Step.DUPLICATE, "", at, True, worker)]
            )

    # --- The others

    def _matter(self, plan: MatterPlan, number: int) -> None:
        reported = clock.day_start(self.today) + dt.timedelta(days=-plan.days, hours=plan.hour)
        if reported > clock.now():  # before that hour of today
            reported = clock.now() - dt.timedelta(minutes=20 + number)
        closed = min(reported + plan.took * DAY + 2 * HOUR, clock.now() - HOUR)
        is_open = plan.status in Matter.OPEN
        matter = self._write(plan, reported, closed=None if is_open else closed)
        self._reporter(matter, number, plan, at=closed + 5 * HOUR)
        self._steps(matter, self._usual_steps(matter, plan))
        if plan.words == "北门路灯灭了两盏。":
            self._photo(matter, "before", draw_broken_lamp().finished())
            self._photo(matter, "after", draw_lamp_again().finished())
        elif "砖翘" in plan.words:
            self._photo(matter, "before", draw_loose_tile().finished())
        if "六次" in plan.words:
            MatterExclusion.objects.create(
                matter=matter,
                kind=MatterExclusion.Kind.UNREASONABLE,
                reason="要求远超物业服务合同，已当面解释两次。",
                by=matter.handler or self.people.office,
                at=closed + DAY,
                agreed_by=self.people.secretary,
                agreed_at=closed + 2 * DAY,
            )

    def _usual_steps(self, matter: Matter, plan: MatterPlan) -> Iterator[PlannedStep]:
        handler = matter.handler
        yield Step.REPORTED, "", matter.reported_at, True, None
        if matter.received_at is None:
            return
        yield Step.RECEIVED, "", matter.received_at, True, handler
        match matter.status:
            case Status.IN_HAND:
                yield Step.IN_HAND, "已联系物业一起看现场。", matter.received_at + 3 * HOUR, True, handler
            case Status.PLANNED:
                yield Step.PLANNED, "师傅约好了。", matter.received_at + 4 * HOUR, True, handler
            case Status.DONE | Status.CONFIRMED:
                yield Step.DONE, matter.answer, matter.closed_at, True, handler
            case Status.IMPOSSIBLE:
                yield Step.IMPOSSIBLE, matter.answer, matter.closed_at, True, handler
            case Status.ELSEWHERE:
                yield Step.ELSEWHERE, matter.answer, matter.closed_at, True, handler
            case Status.REJECTED:
                yield Step.REJECTED, matter.answer, matter.closed_at, True, handler
        if matter.status == Status.CONFIRMED and matter.closed_at:
            yield Step.CONFIRMED, "", matter.closed_at + (5 * HOUR if plan.says else 7 * DAY), True, None

    def _of_visit(self, visit: Visit) -> None:
        """What was told at the last visits: received by the worker of the grid."""
        building = visit.household.building
        plan = MatterPlan(
            (self.today - visit.on).days, 20, Icon.PERSON, (building.estate.name, building.number), visit.needs,
            Status.RECEIVED, is_public=False,
        )  # fmt: skip
        matter = self._write(plan, visit.recorded_at, closed=None, visit=visit)
        MatterReporter.objects.create(matter=matter, person=visit.visitor, created_at=visit.recorded_at)
        self._steps(matter, self._usual_steps(matter, plan))

    # --- Rows

    def _write(
        self,
        plan: MatterPlan,
        reported: dt.datetime,
        *,
        closed: dt.datetime | None,
        parent: Matter | None = None,
        visit: Visit | None = None,
    ) -> Matter:
        kind = self.kinds[plan.kind]
        building = self.buildings.get(plan.place)  # type: ignore[arg-type]
        x, y = (None, None) if building else (float(plan.place[0]), float(plan.place[1]))
        outside = x is not None and x > self.community.plan_width
        grid = building.grid if building else None if outside else self._next_to(x or 0, y or 0).grid
        deadline = MatterClock(self.community, reported)
        worker = self.workers[grid.pk] if grid else self.people.office
        received = None if plan.status in (Status.REPORTED, Status.DUPLICATE) else reported + plan.received * HOUR
        handler = self.people.secretary if plan is TRUCK else worker
        to, phone = REFERRED[plan.kind] if plan.status == Status.ELSEWHERE else ("", "")
        return Matter.objects.create(
            community=self.community,
            kind=kind,
            words=plan.words,
            building=building,
            place=plan.exactly,
            x=x,
            y=y,
            outside=outside,
            grid=grid,
            is_public=plan.is_public,
            is_anonymous=plan.is_anonymous,
            visit=visit,
            status=plan.status,
            by=visit.by if visit else None,
            reported_at=reported,
            receive_by=deadline.receive_by(kind),
            due_at=deadline.due_at(kind),
            received_at=received,
            first_handler=worker if received else None,
            handler=handler if received else None,
            planned_on=self.today + 2 * DAY if plan.status == Status.PLANNED else None,
            answer=plan.answer,
            referred_to=to,
            referred_phone=phone,
            parent=parent,
            closed_at=closed,
        )

    def _next_to(self, x: float, y: float) -> Building:
        return min(self.buildings.values(), key=lambda one: ((one.x or 0) - x) ** 2 + ((one.y or 0) - y) ** 2)

    def _reporter(
        self, matter: Matter, number: int, plan: MatterPlan, *, at: dt.datetime | None = None
    ) -> MatterReporter:
        """A neighbour of the building, or one of the demo sign-ins; every fifth left a name and a number."""
        person, name, phone = self._who(matter, number), "", ""
        if plan.status != Status.DUPLICATE and number % 5 == 4:
            person, name, phone = None, "老周", f"+86155000{number:05d}"
        row = MatterReporter.objects.create(
            matter=matter,
            person=person,
            name=name,
            phone=phone,
            created_at=matter.reported_at,
            answer=plan.says,
            answered_at=at if plan.says else None,
        )
        if phone and plan.says and matter.handler and at:
            MatterCall.objects.create(reporter=row, result=plan.says, by=matter.handler, at=at)
        return row

    def _who(self, matter: Matter, number: int) -> Person | None:
        if number in (4, 12, 16):
            return self.personas[0]
        if number in (9, 14):
            return self.personas[1]
        homes = Residence.objects.current().filter(
            building=matter.building or self._next_to(matter.x or 0, matter.y or 0)
        )
        some = list(homes.order_by("pk").select_related("person")[:7])
        home = some[number % len(some)]
        return home.person

    def _steps(self, matter: Matter, steps: Iterable[PlannedStep]) -> None:
        rows = [
            MatterStep(matter=matter, kind=kind, words=words, at=at or matter.reported_at, is_public=public, by=by)
            for kind, words, at, public, by in steps
        ]
        MatterStep.objects.bulk_create(sorted(rows, key=lambda row: row.at))

    def _photo(self, matter: Matter, stage: str, drawn: bytes) -> None:
        picture = clean_image(ContentFile(drawn, name="drawn.png"), size=(1200, 900))
        MatterPhoto.objects.create(matter=matter, stage=stage, photo=picture, created_at=matter.reported_at)
