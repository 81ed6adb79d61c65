"""The year of birth is read from whatever stands on the paper."""

import pytest
from django.core.exceptions import ValidationError

from accounts.forms.birth_year import BirthYearField
from common.time import clock


@pytest.mark.parametrize(
    "typed",
    [
        "1951",
        " １９５１ ",
        "1951年",
        "1951年生",
        "一九五一年",
        "19510203",
        "1951-2-3",
        "1951.2.3",
        "1951/02/03",
        "1951 2 3",
        "1951年2月3日",
        "1951年2月3日生",
        "1951年2月",
        "3.2.1951",
        "1951-2-30",  # of the lunar calendar
    ],
)
def test_the_year_is_read_in_any_writing(typed):
    assert BirthYearField().clean(typed) == 1951


@pytest.mark.parametrize(
    ("typed", "years"),
    [("51-2-3", ["1951"]), ("510203", ["1951"]), ("12", ["1912", "2012"]), ("12.1.1", ["1912", "2012"])],
)
def test_two_digits_are_asked_back_with_the_years_that_may_be_meant(typed, years):
    with pytest.raises(ValidationError) as refused:
        BirthYearField().clean(typed)
    assert refused.value.code == "short_year"
    assert all(year in str(refused.value) for year in years)
    assert "2051" not in str(refused.value)


@pytest.mark.parametrize(
    "typed",
    ["195113", "19511303", "1951-13-1", "1951-2-40", "320583195102031234", "五十一", "1951a", "-1951", "1951\0", "½"],
)
def test_what_is_no_day_is_asked_for_again(typed):
    with pytest.raises(ValidationError):
        BirthYearField().clean(typed)


def test_nobody_is_born_next_year_or_before_1900():
    for typed, code in ((f"{clock.today().year + 1}0101", "year_to_come"), ("1899", "min_value")):
        with pytest.raises(ValidationError) as refused:
            BirthYearField().clean(typed)
        assert [error.code for error in refused.value.error_list] == [code]


def test_nothing_typed_is_no_year_where_it_may_be_left_out():
    assert BirthYearField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        BirthYearField().clean("")


def test_the_same_year_in_other_words_is_no_change():
    assert not BirthYearField().has_changed(1951, "1951-2-3")
    assert BirthYearField().has_changed(1951, "1952")
