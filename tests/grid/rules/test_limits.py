"""The last number, length or day that each rule of grid lets pass, and the first that it does not."""

import datetime as dt

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from common.time import clock
from grid.models import Building, PartyRelation, PioneerLink, Residence, Survey, UnitAppointment, Visit
from grid.rules.handover import require_appointment_begun_before_today
from grid.rules.links import require_link_not_ended
from grid.rules.places import require_plausible_flats, require_plausible_household_count
from grid.rules.register import (
    require_organisation_for_relation_kind,
    require_relation_not_ended,
    require_relation_stood_a_day,
    require_short_transfer_reason,
)
from grid.rules.residents import require_current_residence
from grid.rules.survey import (
    require_plausible_survey_answer,
    require_survey_begun,
    require_survey_period_not_over,
    require_survey_result,
    require_survey_title,
)
from grid.rules.visits import require_own_visit, require_recent_visit_day
from tests.support.refusals import refusal

NOON = dt.datetime(2026, 5, 4, 4, tzinfo=dt.UTC)


def day(n: int) -> dt.date:
    """So many days from today."""
    return clock.today() + dt.timedelta(days=n)


def since(n: int) -> DateRange:
    return DateRange(day(n), None)


def until(n: int) -> DateRange:
    """Days of which day `n` is the first that is no longer among them."""
    return DateRange(day(-30), day(n))


def require_mended_after(seconds: int) -> None:
    recorded = clock.now() - dt.timedelta(days=7) + dt.timedelta(seconds=seconds)
    require_own_visit(Visit(by_id=1, recorded_at=recorded), User(pk=1))


# (rule of a number, the last that passes, the first that does not, the code of the refusal)
LIMITS = {
    "letters of an organisation": (
        lambda n: require_organisation_for_relation_kind("in_service", "苏" * n),
        80,
        81,
        "too_long",
    ),
    "letters of a reason": (lambda n: require_short_transfer_reason(f" {'长' * n} "), 200, 201, "too_long"),
    "letters of a survey's title": (lambda n: require_survey_title("长" * n), 80, 81, "too_long"),
    "letters of a survey's result": (lambda n: require_survey_result("长" * n), 5000, 5001, "too_long"),
    "most in service": (lambda n: require_plausible_survey_answer("answered", n, 0), 20, 21, "count"),
    "most floating": (lambda n: require_plausible_survey_answer("answered", 0, n), 20, 21, "count"),
    "least in service": (lambda n: require_plausible_survey_answer("answered", n, 1), 0, -1, "count"),
    "least floating": (lambda n: require_plausible_survey_answer("answered", 1, n), 0, -1, "count"),
    "in service of who declined": (lambda n: require_plausible_survey_answer("declined", n, 0), 0, 1, "count"),
    "floating of who declined": (lambda n: require_plausible_survey_answer("declined", 0, n), 0, 1, "count"),
    "last day of a survey": (lambda n: require_survey_period_not_over(until(n + 1)), 0, -1, "in_the_past"),
    "days of a survey": (
        lambda n: require_survey_period_not_over(DateRange(day(1), day(1 + n))),
        1,
        0,
        "no_period",
    ),
    "first day of answers": (lambda n: require_survey_begun(Survey(during=since(n))), 0, 1, "not_begun"),
    "least flats": (require_plausible_flats, 1, 0, "flats"),
    "most flats": (require_plausible_flats, 30, 31, "flats"),
    "most households": (
        lambda n: require_plausible_household_count(Building(entrances=1, floors=n), flats=1),
        2000,
        2001,
        "too_many",
    ),
    "last day of a visit": (lambda n: require_recent_visit_day(day(n)), 0, 1, "in_the_future"),
    "first day of a visit": (lambda n: require_recent_visit_day(day(n)), -30, -31, "too_long_ago"),
    "last second of mending a visit": (require_mended_after, 1, 0, "not_own_words"),
    "end of a link": (lambda n: require_link_not_ended(PioneerLink(during=until(n))), 1, 0, "ended"),
    "end of a residence": (lambda n: require_current_residence(Residence(during=until(n))), 1, 0, "ended"),
    "end of a relation": (lambda n: require_relation_not_ended(PartyRelation(during=until(n))), 1, 0, "ended"),
    "first day of a relation": (
        lambda n: require_relation_stood_a_day(PartyRelation(during=since(n))),
        -1,
        0,
        "first_day",
    ),
    "first day of a post": (
        lambda n: require_appointment_begun_before_today(UnitAppointment(during=since(n))),
        -1,
        0,
        "began_today",
    ),
}


@pytest.mark.parametrize(("rule", "last", "next_one", "code"), LIMITS.values(), ids=LIMITS)
def test_a_rule_says_no_from_the_next_one_on(rule, last, next_one, code):
    with time_machine.travel(NOON, tick=False):
        rule(last)
        assert refusal(rule, next_one) == code
