"""What the paper list of an event asks: only what can be keyed back."""

import datetime as dt

import pytest

from common.time import clock
from events.models import Event
from events.models.check_in_kinds import CheckInKind
from events.presenters.check_in import MOST_DAYS_ON_PAPER, paper_boxes

DAY = dt.timedelta(days=1)


def kinds_of_boxes(kind: str, days: int = 1) -> list[str]:
    starts = clock.day_start(clock.today()) + dt.timedelta(hours=9)
    ends = starts + (days - 1) * DAY + dt.timedelta(hours=2)
    return [box.kind for box in paper_boxes(Event(check_in_kind=kind, starts_at=starts, ends_at=ends))]


@pytest.mark.parametrize("kind", [CheckInKind.ONCE, CheckInKind.IN_AND_OUT])
def test_the_paper_asks_whether_a_party_is_here_and_how_many_and_no_times(kind):
    assert kinds_of_boxes(kind) == ["tick", "write"]


def test_of_several_days_it_has_a_column_for_each_as_long_as_they_fit():
    assert kinds_of_boxes(CheckInKind.EACH_DAY, 3) == ["write"] * 3
    assert kinds_of_boxes(CheckInKind.EACH_DAY, MOST_DAYS_ON_PAPER + 1) == ["tick", "write"]
