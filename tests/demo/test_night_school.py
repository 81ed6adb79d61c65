"""The course of the demo: eight evenings around a holiday, one of them elsewhere, and who takes part."""

import datetime as dt

import pytest

from demo.courses import ABSENT, ELSEWHERE, EVENINGS, FULL
from events.models import EventSeries

pytestmark = [pytest.mark.timeout(480), pytest.mark.django_db, pytest.mark.xdist_group("demo")]


def test_the_course_has_what_a_course_can_have(demo):
    series = EventSeries.objects.get()
    dates = list(series.events.order_by("starts_at"))

    assert (series.status, len(dates)) == ("published", EVENINGS)
    assert [(one["day"], one["why"]) for one in series.skipped] == [("2027-01-01", "holiday")]
    assert dates[-1].series_day - dates[0].series_day == dt.timedelta(weeks=EVENINGS)
    assert [bool(date.own_fields) for date in dates].index(True) == ELSEWHERE
    assert [date.registrations.waitlisted().exists() for date in dates].index(True) == FULL
    assert series.bring
    assert [date.bring == series.bring for date in dates].index(False) == ELSEWHERE
    at_desk = series.enrolments.filter(person__user=None, by__unitappointments__role="office_worker")
    assert at_desk.exists()
    absent = series.enrolments.get(registrations__status="cancelled")
    status = list(absent.registrations.order_by("event__starts_at").values_list("status", flat=True))
    assert [n for n, one in enumerate(status) if one == "cancelled"] == [ABSENT]
