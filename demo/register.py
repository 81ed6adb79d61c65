"""The party register of the demo: members of every kind, past and open transfers, and former members.

Members found by a survey refer to it (`found_in`). Organisations outside are invented.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Notification, Person
from common.time import clock
from common.time.ranges import since
from demo.antedating import antedate
from demo.appointments import DemoAppointments
from demo.officers import TERMS
from demo.organisation import BRANCHES
from demo.people import People
from grid.actions.register import request_transfer
from grid.models import OrgUnit, PartyRelation, PartyTransfer, SurveyAnswer

Kind, State = PartyRelation.Kind, PartyTransfer.State

HOME, IN_SERVICE, FLOATING_IN, FLOATING_OUT = 86, 34, 18, 12
MOVED_BEFORE = 9

EMPLOYERS = [
    "科技城实验小学党支部",
    "云谷软件园联合党支部",
    "科技城第二幼儿园党支部",
    "有轨电车运营公司党支部",
    "材料研究所第三党支部",
    "科技城图书馆党支部",
    "海棠路邮政支局党支部",
    "光电仪器公司研发党支部",
]
HOME_BRANCHES = [
    "安徽六安柳林村党支部",
    "河南周口大槐社区党支部",
    "江苏盐城滨港村党支部",
    "四川南充石桥村党支部",
    "江西上饶茶亭社区党支部",
    "山东临沂泉边村党支部",
]
OUTSIDE = ["昆山花桥新城社区党支部", "无锡蠡湖人家社区党支部", "南京江畔苑社区党支部", "上海青松社区党支部"]
MOVED_HERE = [
    "已搬到本小区长住，关系随迁。",
    "和子女同住后定居这里，想就近参加活动。",
    "房子置换过来，原支部同意转出。",
]


@dataclass
class DemoMembers:
    """The demo's members by kind. `waiting` live at one branch while their relation is still with another."""

    home: list[Person] = field(default_factory=list)
    in_service: list[Person] = field(default_factory=list)
    floating_in: list[Person] = field(default_factory=list)
    floating_out: list[Person] = field(default_factory=list)
    left: list[Person] = field(default_factory=list)
    moved: list[Person] = field(default_factory=list)
    waiting: list[Person] = field(default_factory=list)

    @property
    def around(self) -> list[Person]:
        return [*self.home, *self.in_service, *self.floating_in]


def choose_members(people: People, *, rng: random.Random) -> DemoMembers:
    """Choose the party members of the demo: all officers are; the others are chosen by age."""
    leading = [people.by_name[term.who] for term in TERMS if term.role not in ("", "grid_worker", "office_worker")]
    here = [person for person in leading if person not in people.moved_away]
    free = [person for person in [*people.elders, *people.adults] if person not in here]
    rng.shuffle(free)

    def take(n: int, youngest: int, oldest: int) -> list[Person]:
        fitting = [p for p in free if youngest <= people.year - (p.birth_year or 0) <= oldest][:n]
        for person in fitting:
            free.remove(person)
        return fitting

    before = [person for person in leading if person not in here]
    gone = [person for person in people.moved_away if person not in before]
    in_service, floating_in = take(IN_SERVICE, 25, 58), take(FLOATING_IN, 23, 44)
    home = take(HOME - len(here), 28, 90)
    return DemoMembers(
        home=[*here, *home],
        in_service=in_service,
        floating_in=floating_in,
        floating_out=gone[:FLOATING_OUT],
        left=[*before, *gone[FLOATING_OUT:]],
        moved=home[:MOVED_BEFORE],
        waiting=_waiting(home[MOVED_BEFORE:], people),
    )


def _waiting(candidates: list[Person], people: People) -> list[Person]:
    """Three people: one asks to come to 海棠苑, one asks to leave it, and one was refused."""

    def living_in(estate: str) -> Person:
        return next(person for person in candidates if people.homes[person.pk].building.estate.name == estate)

    return [living_in("海棠苑"), living_in("青禾家园"), living_in("溪语雅居")]


# The branch of the current relation of each of `Members.waiting`.
STILL_WITH = ["映山花园党支部", "海棠苑党支部", "映山花园党支部"]


class RegisterLoader:
    """Writes the party relations and transfers of the demo's chosen members."""

    def __init__(
        self,
        members: DemoMembers,
        found: dict[int, SurveyAnswer],
        people: People,
        units: dict[str, OrgUnit],
        posts: DemoAppointments,
        *,
        rng: random.Random,
        today: dt.date,
    ) -> None:
        self.members, self.found, self.people, self.units, self.posts = members, found, people, units, posts
        self.rng, self.today = rng, today
        self.branches = {estate: units[plan.name] for plan in BRANCHES for estate in plan.estates}
        self.now = clock.day_start(today) + dt.timedelta(hours=8)

    def load(self) -> tuple[int, int]:
        """Returns the number of relations and of transfers."""
        current = {relation.person_id: relation for relation in PartyRelation.objects.bulk_create(self._current())}
        before = {
            relation.person_id: relation for relation in PartyRelation.objects.bulk_create(self._before(current))
        }
        transfers = [*self._accepted(before, current), self._sent_back(current)]
        PartyTransfer.objects.bulk_create(transfers)
        return len(current) + len(before), len(transfers) + self._ask(current)

    def _branch(self, person: Person) -> OrgUnit:
        home = self.people.homes.get(person.pk)
        # Members who work here and live elsewhere belong to the branch of the station's estate.
        return self.branches[home.building.estate.name if home else "海棠苑"]

    def _ago(self, least: int, most: int) -> dt.date:
        return self.today - dt.timedelta(days=self.rng.randint(least, most))

    def _current(self) -> Iterator[PartyRelation]:
        still_with = dict(zip((person.pk for person in self.members.waiting), STILL_WITH, strict=True))
        moved = {person.pk for person in self.members.moved}
        for person in self.members.home:
            branch = self.units[still_with[person.pk]] if person.pk in still_with else self._branch(person)
            began = self._ago(40, 640) if person.pk in moved else self._ago(300, 3600)
            yield PartyRelation(person=person, kind=Kind.HOME, branch=branch, during=since(began))
        for person in self.members.floating_out:
            yield PartyRelation(
                person=person, kind=Kind.FLOATING_OUT, branch=self._branch(person), during=since(self._ago(130, 900))
            )
        for kind, persons, places in (
            (Kind.IN_SERVICE, self.members.in_service, EMPLOYERS),
            (Kind.FLOATING_IN, self.members.floating_in, HOME_BRANCHES),
        ):
            for person in persons:
                answer = self.found.get(person.pk)
                yield PartyRelation(
                    person=person,
                    kind=kind,
                    branch=self._branch(person),
                    organisation=self.rng.choice(places),
                    during=since(self._entered(answer) if answer else self._ago(90, 800)),
                    found_in=answer,
                )
        for person in self.members.left:
            yield PartyRelation(
                person=person,
                kind=Kind.OUTSIDE,
                organisation=self.rng.choice(OUTSIDE),
                during=since(self._ago(20, 300)),
            )

    def _entered(self, answer: SurveyAnswer) -> dt.date:
        """A few days after the household was asked."""
        return min(self.today, answer.on + dt.timedelta(days=self.rng.randint(1, 9)))

    def _before(self, current: dict[int, PartyRelation]) -> Iterator[PartyRelation]:
        """The earlier relations, which ended when the current ones began."""
        for person in [*self.members.moved, *self.members.left]:
            now = current[person.pk]
            there = self._branch(person)
            others = [branch for branch in dict.fromkeys(self.branches.values()) if branch != there]
            began = now.during.lower - dt.timedelta(days=self.rng.randint(400, 2600))
            yield PartyRelation(
                person=person,
                kind=Kind.HOME,
                branch=there if now.kind == Kind.OUTSIDE else self.rng.choice(others),
                during=DateRange(began, now.during.lower),
            )

    def _accepted(
        self, before: dict[int, PartyRelation], current: dict[int, PartyRelation]
    ) -> Iterator[PartyTransfer]:
        for person in self.members.moved:
            old, new = before[person.pk], current[person.pk]
            decided = clock.day_start(new.during.lower) + dt.timedelta(hours=10, minutes=self.rng.randint(0, 59))
            yield self._transfer(
                old,
                new.branch,
                asked_at=decided - dt.timedelta(days=self.rng.randint(2, 9)),
                reason=self.rng.choice(MOVED_HERE),
                state=State.ACCEPTED,
                decided_by=self.posts.leader(new.branch, new.during.lower),  # type: ignore[arg-type]
                decided_at=decided,
                opened=new,
            )

    def _sent_back(self, current: dict[int, PartyRelation]) -> PartyTransfer:
        back = self.units["溪语雅居党支部"]
        return self._transfer(
            current[self.members.waiting[2].pk],
            back,
            asked_at=self.now - dt.timedelta(days=47),
            reason="在溪语雅居租住，想就近参加组织生活。",
            state=State.REFUSED,
            decided_by=self.posts.leader(back, self.today - dt.timedelta(days=40)),
            decided_at=self.now - dt.timedelta(days=40),
            answer="和本人谈过：租期只到年底，等住处定下来再转。",
        )

    def _ask(self, current: dict[int, PartyRelation]) -> int:
        """The two open transfers: requested through the action, and then dated back by some days."""
        comes, leaves, _stays = (current[person.pk] for person in self.members.waiting)
        for relation, to, days, reason in (
            (comes, "海棠苑党支部", 5, "上个月搬到海棠苑，关系随迁。"),
            (leaves, "青禾家园党支部", 2, "搬去青禾家园和女儿同住。"),
        ):
            assert relation.branch
            by, answering = (self.posts.leader(unit, self.today) for unit in (relation.branch, self.units[to]))
            assert by
            assert answering
            transfer = request_transfer(relation, to_branch=self.units[to], kind=Kind.HOME, reason=reason, by=by)
            asked_at = self.now - dt.timedelta(days=days)
            antedate(transfer, asked_at=asked_at)
            for notice in Notification.objects.filter(recipient=answering.person, kind="party_transfer"):
                antedate(notice, created_at=asked_at)
        return 2

    def _transfer(self, relation: PartyRelation, to: OrgUnit | None, **more: object) -> PartyTransfer:
        assert to
        assert relation.branch
        asked_at = more["asked_at"]
        assert isinstance(asked_at, dt.datetime)
        return PartyTransfer(
            relation=relation, to_branch=to, asked_by=self.posts.leader(relation.branch, asked_at.date()), **more
        )
