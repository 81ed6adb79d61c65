"""A year of visits in the demo: more before festivals and in great heat; some were in vain, some homes had none.

Summaries are about the house and about wishes, never about health or money, and contain no names.
"""

import datetime as dt
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import Person, User
from common.time import clock
from demo.appointments import DemoAppointments
from demo.festivals import LunarDay
from demo.neighbours import Links
from demo.organisation import POSTS, PostPlan
from demo.people import People
from grid.models import Household, OrgUnit, Visit

YEAR = 365
# The share of households with a visit in the community's period, for each post.
COVERAGE = [
    0.86, 0.74, 0.93, 0.67, 0.58, 0.91, 0.79, 0.83, 0.62, 0.42,
    0.71, 0.88, 0.64, 0.77, 0.49, 0.81, 0.69, 0.90, 0.55, 0.84,
]  # fmt: skip
# The share of the others with an earlier visit; of the rest, the share where nobody opened.
EARLIER, KNOCKED = 0.4, 0.35
AGAIN, NOT_AGAIN, WITH_NEEDS = 0.35, 0.4, 0.14

CLOSED = ["敲门没人应，留了联系卡。", "家里没人，改天傍晚再来。", "白天都上班，周末再走一趟。", ""]
ANY_TIME = [
    "聊了家常，一切都好。",
    "核对了联系方式，没有变化。",
    "说楼里新装的扶手很好用。",
    "介绍了幸福驿站的开放时间。",
    "看了活动安排，愿意带孩子来。",
    "提醒电动车不进楼、不飞线。",
    "聊到停车位紧张，建议错峰。",
    "对垃圾分类时间没有意见。",
    "愿意周末参加楼道清理。",
    "问了加装电梯的进度，已解释。",
    "反映楼上晚间有响动，已劝说。",
    "新搬来的住户，送了便民手册。",
    "租住在这里，告知了办事窗口。",
    "请帮忙留意楼下堆放的杂物。",
]
SEASONAL = {
    "spring-festival": ["送了福字，提醒用电用火安全。", "留在本地过年，请来看歌会。", "过年回老家，托邻居照看门户。"],
    "double-ninth": ["送了重阳糕，请来听戏。", "子女周末会来，一起过节。", "请去驿站吃长寿面。"],
    "heat": ["天热，送了绿豆汤，提醒少出门。", "告知驿站开着空调，可以来坐。", "检查了空调外机，声音正常。"],
}
NEEDS = [
    "楼道感应灯不亮，请物业来看。",
    "想报名手机课，不会自己填。",
    "单元门关不严，晚上有响声。",
    "快递柜上层够不着，盼留低格。",
    "楼下长椅松动，请来加固。",
    "想借驿站的活动室办家庭聚会。",
    "雨天门口积水，要绕着走。",
    "希望暑假多几场孩子的活动。",
    "想找人教怎么线上交水费。",
    "盼楼前多几个晾晒的杆子。",
    "路面有块砖翘起，走路要当心。",
    "想要一份大字的活动安排表。",
]


@dataclass(frozen=True)
class PlannedVisit:
    """A demo visit to one household on one day; `met` if somebody opened."""

    household: Household
    on: dt.date
    met: bool = True


class VisitCalendar:
    """Draws days of the demo's visits by their weights."""

    def __init__(self, days: list[dt.date], seasons: dict[dt.date, str], rng: random.Random) -> None:
        self.days, self.rng = days, rng
        self.weights = list(itertools.accumulate(weight_of_visits(day, seasons[day]) for day in days))

    def draw(self) -> dt.date:
        return self.rng.choices(self.days, cum_weights=self.weights)[0]


class VisitLoader:
    """Writes the demo's visits of all posts."""

    def __init__(
        self,
        households: list[Household],
        units: dict[str, OrgUnit],
        posts: DemoAppointments,
        links: Links,
        people: People,
        *,
        period: int,
        rng: random.Random,
        today: dt.date,
    ) -> None:
        self.units, self.posts, self.links, self.people = units, posts, links, people
        self.rng = rng
        days = [today - dt.timedelta(days=n) for n in range(1, YEAR + 1)]
        self.seasons = {day: season_of_visits(day) for day in days}
        # The last day of the period is left out, because such a visit would expire tomorrow.
        self.lately, self.before, self.year = (
            VisitCalendar(some, self.seasons, rng) for some in (days[: period - 2], days[period:], days)
        )
        self.at: dict[tuple[str, int], list[Household]] = defaultdict(list)
        for household in households:
            self.at[household.building.estate.name, household.building.number].append(household)

    def load(self) -> int:
        visits = [
            self._visit(visit, self.units[plan.name])
            for plan, share in zip(POSTS, COVERAGE, strict=True)
            for visit in self._plan_visits(self._homes(plan), share)
        ]
        visits.sort(key=lambda visit: visit.on)
        Visit.objects.bulk_create(visits)
        return len(visits)

    def _homes(self, plan: PostPlan) -> list[Household]:
        return [home for number in plan.buildings for home in self.at[plan.estate, number]]

    def _plan_visits(self, households: list[Household], share: float) -> Iterator[PlannedVisit]:
        """`share` of the households were visited lately, some of the others earlier; at some nobody opened."""
        shuffled = self.rng.sample(households, len(households))
        lately = round(len(shuffled) * share)
        earlier = lately + round((len(shuffled) - lately) * EARLIER)
        for n, household in enumerate(shuffled):
            if n < earlier:
                first = (self.lately if n < lately else self.before).draw()
                yield PlannedVisit(household, first)
                second = (self.year if n < lately else self.before).draw()
                if self.rng.random() < AGAIN and second != first:
                    yield PlannedVisit(household, second, met=self.rng.random() > NOT_AGAIN)
            elif self.rng.random() < KNOCKED:
                yield PlannedVisit(household, self.year.draw(), met=False)

    def _visit(self, visit: PlannedVisit, post: OrgUnit) -> Visit:
        visitor, by = self._visitor(visit, post)
        summary = self._summary(visit.on) if visit.met else self.rng.choice(CLOSED)
        evening = dt.timedelta(hours=self.rng.randint(16, 20), minutes=self.rng.randint(0, 59))
        return Visit(
            household=visit.household,
            post=post,
            visitor=visitor,
            on=visit.on,
            met=visit.met,
            summary=summary,
            needs=self.rng.choice(NEEDS) if visit.met and self.rng.random() < WITH_NEEDS else "",
            by=by,
            recorded_at=clock.day_start(visit.on) + evening,
        )

    def _visitor(self, visit: PlannedVisit, post: OrgUnit) -> tuple[Person, User]:
        """Mostly the pioneer, sometimes a linked neighbour (the pioneer enters it) or the grid worker."""
        pioneer = self.posts.leader(post, visit.on)
        worker = self.posts.grid_worker(visit.household.building.grid_id, visit.on)
        linked = [link.person for link in self.links[post.pk] if visit.on in link.during]
        turn = self.rng.random()
        if linked and turn < 0.2:
            return self.rng.choice(linked), pioneer or worker
        if pioneer is None or turn > 0.86:
            return _person(worker), worker
        return _person(pioneer), pioneer

    def _summary(self, day: dt.date) -> str:
        season = self.seasons[day]
        return self.rng.choice(SEASONAL[season] if season and self.rng.random() < 0.6 else ANY_TIME)


def _person(user: User) -> Person:
    assert user.person
    return user.person


def season_of_visits(day: dt.date) -> str:
    """The topic of demo visits around that day: a coming festival, great heat, or none."""
    if any(LunarDay.of(day + dt.timedelta(days=n)).lunar == (1, 1) for n in range(1, 22)):
        return "spring-festival"
    if any(LunarDay.of(day + dt.timedelta(days=n)).lunar == (9, 9) for n in range(10)):
        return "double-ninth"
    if (7, 12) <= (day.month, day.day) <= (8, 20):
        return "heat"
    return ""


def weight_of_visits(day: dt.date, season: str) -> float:
    """The weight of demo visits on that day; there are none in the first days of the new year."""
    month, number = LunarDay.of(day).lunar
    if month == 1 and number <= 6:
        return 0
    often = {"spring-festival": 3.2, "double-ninth": 2.8, "heat": 2.0}.get(season, 1)
    return often * (1.5 if day.weekday() >= 5 else 1)
