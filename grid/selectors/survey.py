"""How far a survey has come, building by building; every reader sees the own buildings only.

No ranking of people: central guidance forbids it. Who asked stands on each answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from common.db.querysets import ScopedQuerySet
from grid.models import Building, Household, PartyRelation, PostBuilding, Survey, SurveyAnswer
from grid.scopes import buildings_of_unit


@dataclass(slots=True)
class SurveyStanding:
    """How far a survey is in a building or a sum: households, members in answers, members entered for an answer."""

    label: str
    building: Building | None = None
    households: int = 0
    answered: int = 0
    declined: int = 0
    nobody_home: int = 0
    in_service: int = 0
    floating: int = 0
    entered: int = 0

    @property
    def asked(self) -> int:
        """Households that were asked, whatever the outcome."""
        return self.answered + self.declined + self.nobody_home

    @property
    def not_asked(self) -> int:
        return max(self.households - self.asked, 0)

    @property
    def reached(self) -> int:
        """Households where somebody opened: they answered or declined."""
        return self.answered + self.declined

    @property
    def percent(self) -> int:
        """Households reached, of all; rounded down, so that 100 means all."""
        return self.reached * 100 // self.households if self.households else 0

    def add(self, other: "SurveyStanding") -> None:
        for name in ("households", "answered", "declined", "nobody_home", "in_service", "floating", "entered"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class EstateSurveyStanding:
    """How far a survey is in one estate: its sum, and a line for each building."""

    total: SurveyStanding
    buildings: list[SurveyStanding]


@dataclass(slots=True)
class SurveyHousehold:
    """A household on the page of a survey, with its answer; None if it was not asked yet."""

    household: Household
    answer: SurveyAnswer | None

    @property
    def is_reached(self) -> bool:
        return self.answer is not None and self.answer.outcome != SurveyAnswer.Outcome.NOBODY_HOME

    @property
    def is_done(self) -> bool:
        """Nothing is left to do: somebody opened, and a member who was mentioned has been entered."""
        if self.answer is None or not self.is_reached:
            return False
        return bool(self.answer.entered) or not (self.answer.in_service or self.answer.floating)  # type: ignore[attr-defined]


@dataclass(slots=True)
class SurveyEntrance:
    """An entrance of a building on the page of a survey, with its households."""

    number: int
    households: list[SurveyHousehold]

    @property
    def left(self) -> int:
        """Households not reached yet."""
        return sum(not asked.is_reached for asked in self.households)

    @property
    def is_done(self) -> bool:
        return all(asked.is_done for asked in self.households)


def buildings_asked(survey: Survey, *, reader: User) -> QuerySet:
    """The buildings of the survey in which the reader may see answers."""
    reach = survey_reach(reader)
    return Building.objects.within(reach).filter(pk__in=buildings_of_unit(survey.unit))


def survey_reach(reader: User) -> Any:
    """The rights of the reader to read answers of surveys."""
    return reader.rights.holding("grid.view_surveyanswer")


def survey_progress(survey: Survey, *, reader: User) -> list[SurveyStanding]:
    """How far a survey is: a line for each building, by estate and number. Four queries, whatever the size."""
    buildings = buildings_asked(survey, reader=reader).select_related("estate")
    lines = {
        building.pk: SurveyStanding(str(building), building)
        for building in buildings.order_by("estate__name", "estate", "number")
    }
    households = Household.objects.filter(building__in=lines).order_by().values("building")
    for row in households.annotate(n=Count("*")):
        lines[row["building"]].households = row["n"]
    answers = SurveyAnswer.objects.filter(survey=survey, household__building__in=lines)
    for row in _counted(answers.order_by().values("household__building")):
        line = lines[row.pop("household__building")]
        for name, value in row.items():
            setattr(line, name, value)
    entered = PartyRelation.objects.filter(found_in__survey=survey, found_in__household__building__in=lines)
    for members in entered.order_by().values("found_in__household__building").annotate(n=Count("*")):
        lines[members["found_in__household__building"]].entered = members["n"]
    return list(lines.values())


def _counted(answers: QuerySet) -> QuerySet:
    outcome = SurveyAnswer.Outcome
    return answers.annotate(
        answered=Count("pk", filter=Q(outcome=outcome.ANSWERED)),
        declined=Count("pk", filter=Q(outcome=outcome.DECLINED)),
        nobody_home=Count("pk", filter=Q(outcome=outcome.NOBODY_HOME)),
        in_service=Sum("in_service"),
        floating=Sum("floating"),
    )


def survey_total(lines: Iterable[SurveyStanding], label: str) -> SurveyStanding:
    """The sum of lines of a survey, under the name `label`."""
    whole = SurveyStanding(label)
    for line in lines:
        whole.add(line)
    return whole


def survey_by_estate(lines: Iterable[SurveyStanding]) -> list[EstateSurveyStanding]:
    """The lines of a survey by estate, each estate with its sum."""
    grouped: dict[str, list[SurveyStanding]] = {}
    for line in lines:
        assert line.building is not None
        grouped.setdefault(line.building.estate.name, []).append(line)
    return [EstateSurveyStanding(survey_total(group, estate), group) for estate, group in grouped.items()]


def survey_households(survey: Survey, building: Building, *, reader: User) -> list[Household]:
    """The households of a building in a survey, each with `.given` (its answer, in a list; that has `.entered`).

    Three queries; members entered are only those whom the reader may see.
    """
    members: ScopedQuerySet = PartyRelation.objects.visible_to(reader).select_related("person")
    answers = (
        SurveyAnswer.objects.filter(survey=survey)
        .select_related("by__person")
        .prefetch_related(Prefetch("found", members, to_attr="entered"))
    )
    rows = Household.objects.filter(building=building).order_by("entrance", "pk")
    return list(rows.prefetch_related(Prefetch("survey_answers", answers, to_attr="given")))


def survey_by_entrance(households: Iterable[Any]) -> list[SurveyEntrance]:
    """The households of `survey_households`, entrance by entrance."""
    entrances: dict[int, SurveyEntrance] = {}
    for household in households:
        entrance = entrances.setdefault(household.entrance, SurveyEntrance(household.entrance, []))
        entrance.households.append(SurveyHousehold(household, next(iter(household.given), None)))
    return list(entrances.values())


def with_survey_counts(surveys: QuerySet[Survey], user: User) -> QuerySet[Survey]:
    """Surveys with `household_count`, `asked_count`, `in_service_count`, `floating_count` of the user's buildings."""
    reach = user.rights.holding("grid.view_surveyanswer")
    unit = OuterRef(OuterRef("unit"))  # of the survey, seen from a subquery in a subquery
    looked_after = PostBuilding.objects.current().filter(post__parent=OuterRef(unit)).order_by().values("building")
    served = Building.objects.within(reach).filter(
        Q(grid__community__org_units=unit, grid__community__org_units__level=1)
        | Q(estate__branches=unit)
        | Q(pk__in=looked_after)
    )
    there = Household.objects.filter(building__in=served.order_by().values("pk")).order_by()
    answers = SurveyAnswer.objects.within(reach).filter(survey=OuterRef("pk")).order_by().values("survey")
    return surveys.annotate(
        household_count=Coalesce(
            Subquery(there.annotate(one=Value(1)).values("one").annotate(n=Count("*")).values("n")), 0
        ),
        asked_count=Coalesce(Subquery(answers.annotate(n=Count("*")).values("n")), 0),
        in_service_count=Coalesce(Subquery(answers.annotate(n=Sum("in_service")).values("n")), 0),
        floating_count=Coalesce(Subquery(answers.annotate(n=Sum("floating")).values("n")), 0),
    )
