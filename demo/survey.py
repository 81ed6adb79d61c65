"""Two surveys of in-service and floating members: one finished last year, one that began twelve days ago."""

import datetime as dt
import random
from collections import Counter

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Person
from common.time import clock
from demo.appointments import DemoAppointments
from demo.organisation import BRANCHES, GENERAL
from demo.people import People
from demo.register import DemoMembers
from grid.models import Household, OrgUnit, Survey, SurveyAnswer

Outcome = SurveyAnswer.Outcome

RUNNING_FOR = 12
# Shares in the finished survey: households that were not reached, and households without an answer.
NOT_ASKED, AT_HOME = 0.02, [(Outcome.ANSWERED, 95), (Outcome.NOBODY_HOME, 3), (Outcome.DECLINED, 2)]
# In the running survey each building has its own share of answers.
AT_HOME_SO_FAR = [(Outcome.ANSWERED, 84), (Outcome.NOBODY_HOME, 13), (Outcome.DECLINED, 3)]
COUNTED_ONLY = 0.007


class SurveyLoader:
    """Asks the households of the demo's surveys. It records the answer in which each member was found."""

    def __init__(
        self,
        households: list[Household],
        units: dict[str, OrgUnit],
        posts: DemoAppointments,
        people: People,
        *,
        rng: random.Random,
        today: dt.date,
    ) -> None:
        self.households, self.top, self.posts, self.people = households, units[GENERAL], posts, people
        self.rng, self.today = rng, today
        self.branches = {estate: units[plan.name] for plan in BRANCHES for estate in plan.estates}
        self.found: dict[int, SurveyAnswer] = {}

    def load(self, members: DemoMembers) -> int:
        """Returns the number of answers. A few members were found by neither survey."""
        in_service, floating = members.in_service, members.floating_in
        finished = self._finished(in_service[:24], floating[:13])
        running = self._running(in_service[24:29], floating[13:16])
        return finished + running

    def _finished(self, in_service: list[Person], floating: list[Person]) -> int:
        year = self.today.year - 1
        survey = Survey.objects.create(
            unit=self.top,
            title=f"{year} 年在职党员、流动党员排摸",
            during=DateRange(dt.date(year, 9, 8), dt.date(year, 12, 1)),
        )
        answers = self._ask(survey, in_service, floating, share={}, weights=AT_HOME)
        counted = Counter[str]()
        for answer in answers:
            counted.update(in_service=answer.in_service, floating=answer.floating)
        answered = sum(1 for answer in answers if answer.outcome == Outcome.ANSWERED)
        survey.result = (
            f"全社区 {len(self.households):,} 户，上门 {len(answers):,} 户，问到 {answered:,} 户。"
            f"摸到在职党员 {counted['in_service']} 人、流动党员 {counted['floating']} 人，"
            f"愿意登记的 {len(in_service) + len(floating)} 人已经和所在支部接上。没遇上的住户请先锋平时走访时再问。"
        )
        survey.finished_at = clock.day_start(dt.date(year, 12, 3)) + dt.timedelta(hours=15)
        survey.save()
        return len(answers)

    def _running(self, in_service: list[Person], floating: list[Person]) -> int:
        began = self.today - dt.timedelta(days=RUNNING_FOR)
        survey = Survey.objects.create(
            unit=self.top,
            title=f"{began.year} 年秋冬排摸" if began.month >= 8 else f"{began.year} 年春夏排摸",
            during=DateRange(began, began + dt.timedelta(days=45)),
        )
        buildings = sorted({household.building_id for household in self.households})
        share = {pk: self.rng.choice([0, 0.15, 0.45, 0.6, 0.75, 0.95]) for pk in buildings}
        return len(self._ask(survey, in_service, floating, share=share, weights=AT_HOME_SO_FAR))

    def _ask(
        self,
        survey: Survey,
        in_service: list[Person],
        floating: list[Person],
        *,
        share: dict[int, float],
        weights: list[tuple[Outcome, int]],
    ) -> list[SurveyAnswer]:
        """Ask `share` of the households of each building (nearly all by default). Members are found at home."""
        homes = self.people.homes
        serve = Counter(homes[person.pk].pk for person in in_service)
        float_ = Counter(homes[person.pk].pk for person in floating)
        last_day = min(self.today, survey.during.upper - dt.timedelta(days=1))
        answers = []
        for household in self.households:
            known = serve[household.pk] + float_[household.pk]
            if not known and self.rng.random() > share.get(household.building_id, 1 - NOT_ASKED):
                continue
            outcome = Outcome.ANSWERED if known else self.rng.choices(*zip(*weights, strict=True))[0]
            counted = outcome == Outcome.ANSWERED and self.rng.random() < COUNTED_ONLY
            day = survey.during.lower + dt.timedelta(days=self.rng.randint(0, (last_day - survey.during.lower).days))
            answers.append(
                SurveyAnswer(
                    survey=survey,
                    household=household,
                    outcome=outcome,
                    in_service=serve[household.pk] + counted,
                    floating=float_[household.pk],
                    by=self.posts.leader(self.branches[household.building.estate.name], day),
                    on=day,
                )
            )
        SurveyAnswer.objects.bulk_create(answers)
        at = {answer.household_id: answer for answer in answers}
        self.found |= {person.pk: at[homes[person.pk].pk] for person in [*in_service, *floating]}
        return answers
