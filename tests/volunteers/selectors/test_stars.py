"""Stars by both kinds of minutes, at the hours that the settings name."""

import pytest

from volunteers.querysets import Minutes
from volunteers.selectors.hours import half_hours
from volunteers.selectors.stars import star_level


@pytest.mark.parametrize(
    ("checked", "by_hand", "stars", "next_hours", "left"),
    [
        (0, 0, 0, 2, 120),
        (60, 59, 0, 2, 1),
        (60, 60, 1, 4, 120),
        (0, 240, 2, None, 0),
        (9000, 0, 2, None, 0),
    ],
)
def test_a_star_is_given_at_its_hours(settings, checked, by_hand, stars, next_hours, left):
    settings.VOLUNTEER_STAR_HOURS = [4, 2]
    level = star_level(Minutes(checked, by_hand))
    assert (level.stars, level.next_hours, level.minutes_left) == (stars, next_hours, left)
    assert level.row == [number < stars for number in range(2)]


@pytest.mark.parametrize(
    ("minutes", "hours"), [(0, "0"), (29, "0"), (30, "0.5"), (59, "0.5"), (60, "1"), (119, "1.5"), (6000, "100")]
)
def test_half_hours_are_floored(minutes, hours):
    assert str(half_hours(minutes)) == hours
