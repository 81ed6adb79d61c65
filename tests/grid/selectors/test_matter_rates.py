"""The three rates are counted from rows, with what they leave out."""

import datetime as dt

import pytest

from common.time import clock
from grid.models import Matter
from grid.selectors.matter_rates import matter_rates
from tests.factories import MatterExclusionFactory, MatterFactory, MatterReporterFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def answered(matter: Matter, answer: str) -> None:
    MatterReporterFactory(matter=matter, answer=answer, answered_at=clock.now())


def rates():
    return matter_rates(Matter.objects.all())


def test_without_a_matter_there_is_no_rate():
    found = rates()
    assert (found.reported, found.answered.percent, found.solved.percent, found.content.percent) == (0, *[None] * 3)


def test_answered_counts_what_was_received_in_two_office_hours_of_what_should_have_been():
    now = clock.now()
    MatterFactory(received=True)
    late = {"reported_at": now - 9 * HOUR, "receive_by": now - 7 * HOUR}
    MatterFactory(received=True, **late)
    MatterFactory(**late)
    MatterFactory()
    assert (rates().answered.number, rates().answered.of, rates().answered.left_out) == (1, 3, (("not_due", 1),))


def test_what_was_closed_without_being_received_counts_as_late_once_its_time_was_over():
    now = clock.now()
    for receive_by in (now - 3 * HOUR, now + HOUR):
        rejected = MatterFactory(reported_at=now - 9 * HOUR, receive_by=receive_by)
        Matter.objects.filter(pk=rejected.pk).update(status="rejected", answer="广告", closed_at=now)
    assert (rates().answered.number, rates().answered.of) == (0, 1)


def test_solved_leaves_out_what_is_open_elsewhere_merged_rejected_or_excluded_by_two():
    solved, not_mended = MatterFactory(done=True), MatterFactory(done=True)
    answered(solved, "content")
    answered(not_mended, "not_mended")
    closed = {"received": True, "closed_at": clock.now(), "answer": "没有空地"}
    impossible, excluded = (MatterFactory(**closed, status="impossible") for _ in range(2))
    MatterFactory(**closed, status="elsewhere", referred_to="城管")
    MatterFactory(**closed, status="rejected")
    MatterFactory(**closed, status="duplicate", parent=solved)
    MatterFactory(received=True)
    MatterExclusionFactory(matter=impossible)
    MatterExclusionFactory(matter=excluded, agreed_by=UserFactory(), agreed_at=clock.now())
    rate = rates().solved
    assert (rate.number, rate.of) == (1, 3)
    assert dict(rate.left_out) == {"open": 1, "elsewhere": 1, "duplicate": 1, "rejected": 1, "excluded": 1}


def test_content_counts_reporters_who_have_said_and_not_who_follows():
    for answer in ("content", "content", "mended"):
        answered(MatterFactory(done=True), answer)
    MatterReporterFactory(matter=MatterFactory(done=True))
    MatterReporterFactory(matter=MatterFactory(done=True), follows=True, answer="not_mended", answered_at=clock.now())
    rate = rates().content
    assert (rate.number, rate.of, rate.percent, dict(rate.left_out)["silent"]) == (2, 3, 66, 1)
