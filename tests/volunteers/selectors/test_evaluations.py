"""Whether a service is evaluated: list, report, filter, deadlines and own page give one answer."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from common.time import clock
from tests.factories import UserFactory, officer
from tests.factories.volunteers import (
    ActivityFactory,
    EvaluationFactory,
    ServiceRecordFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.signing_in import signed_in
from volunteers.actions.handing_in import export_hand_in, make_hand_in
from volunteers.actions.records import evaluate
from volunteers.models import HandIn
from volunteers.selectors.deadlines import record_deadlines
from volunteers.selectors.yearly_report import yearly_report

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def secretary(team):
    return officer("secretary", team.unit)


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def record(team, user):
    activity = ActivityFactory(team=team, past=True)
    return ServiceRecordFactory(
        volunteer=VolunteerFactory(team=team, person=user.person), activity=activity, day=clock.today() - DAY
    )


def correction_of(record, minutes):
    return ServiceRecordFactory(
        volunteer=record.volunteer,
        activity=record.activity,
        day=record.day,
        minutes=minutes,
        corrects=record,
        correction_reason="早走了",
        by_hand=True,
    )


def listed(team, by) -> list[str]:
    """The evaluations on the list that is handed in."""
    today = clock.today()
    hand_in = make_hand_in(
        team, kind=HandIn.Kind.ORDER_67, first_day=today - 30 * DAY, last_day=today, columns=(), by=by
    )
    book = load_workbook(io.BytesIO(export_hand_in(hand_in, reason="年度报送", by=by)))
    return [row[4] for row in book["评价信息（第十条）"].iter_rows(min_row=2, values_only=True)]


def lacking(team, by, day) -> set[int]:
    """The records that everything finds to be without an evaluation; all must agree."""
    page = signed_in(by).get(reverse("admin:volunteers_servicerecord_changelist"), {"lacks": "evaluation"})
    found = {one.pk for one in page.context["cl"].result_list}
    assert yearly_report(by, day.year).unevaluated == len(found)
    assert sum(one.unevaluated for one in record_deadlines(by)) == len(found)
    return found


def test_an_evaluation_holds_for_the_correction_of_a_correction(team, secretary, record, user):
    evaluate(record, text="细致周到", by=secretary)
    last = correction_of(correction_of(record, 90), 60)
    assert listed(team, secretary) == ["细致周到"]
    assert lacking(team, secretary, record.day) == set()
    page = signed_in(user).get("/volunteers/mine/")
    assert page.content.decode().count("细致周到") == 1
    desk = signed_in(secretary).get(reverse("desk:record", args=[last.pk]))
    assert [one.text for one in desk.context["evaluations"]] == ["细致周到"]


def test_the_newest_evaluation_is_the_one_that_is_handed_in(team, secretary, record):
    evaluate(record, text="细致周到", by=secretary)
    evaluate(correction_of(record, 90), text="很有耐心", by=secretary)
    assert listed(team, secretary) == ["很有耐心"]


def test_a_corrected_record_lacks_it_once_and_is_the_one_that_counts(team, secretary, record):
    last = correction_of(correction_of(record, 90), 60)
    assert lacking(team, secretary, record.day) == {last.pk}
    assert listed(team, secretary) == []
    evaluate(last, text="细致周到", by=secretary)
    assert lacking(team, secretary, record.day) == set()


def test_what_was_corrected_to_nothing_at_last_lacks_nothing_and_what_was_given_after_all_does(
    team, secretary, record
):
    nothing = correction_of(correction_of(record, 90), 0)
    assert lacking(team, secretary, record.day) == set()
    given = correction_of(nothing, 60)
    assert lacking(team, secretary, record.day) == {given.pk}


def test_an_evaluation_of_another_service_does_not_count(team, secretary, record):
    EvaluationFactory(record=ServiceRecordFactory(volunteer=record.volunteer, activity_name="巡逻"))
    assert lacking(team, secretary, record.day) == {record.pk}
