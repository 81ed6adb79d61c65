"""Ranges of days as people type and read them."""

import datetime as dt

import pytest
from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation

from common.time.date_range_fields import DaysField
from common.time.dates import days_label

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


class PeriodForm(forms.Form):
    during = DaysField()


def cleaned(first: str, last: str) -> DateRange | None:
    form = PeriodForm({"during_first": first, "during_last": last})
    assert form.is_valid(), form.errors
    return form.cleaned_data["during"]


def complaint(first: str, last: str) -> str:
    form = PeriodForm({"during_first": first, "during_last": last})
    assert not form.is_valid()
    return form.errors.as_data()["during"][0].code


def test_the_last_day_that_is_typed_is_still_included():
    assert cleaned("2026-11-01", "2026-11-30") == DateRange(FIRST, dt.date(2026, 12, 1))
    assert cleaned("2026-11-01", "2026-11-01") == DateRange(FIRST, dt.date(2026, 11, 2))


def test_without_a_last_day_the_range_is_open():
    assert cleaned("2026-11-01", "") == DateRange(FIRST, None)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("", "2026-11-30", "no_first_day"),
        ("2026-11-02", "2026-11-01", "bound_ordering"),
        ("gestern", "", "invalid"),
        ("2026-02-30", "", "invalid"),
        ("2026-11-01", "9999-12-31", "invalid"),
        ("\x00", "", "invalid"),
    ],
)
def test_what_is_no_range_is_explained(first, last, code):
    assert complaint(first, last) == code


def test_a_stored_range_comes_back_as_its_last_included_day():
    form = PeriodForm(initial={"during": DateRange(FIRST, dt.date(2026, 12, 1))})
    assert 'value="2026-11-30"' in str(form["during"])
    assert not PeriodForm(
        {"during_first": "2026-11-01", "during_last": "2026-11-30"},
        initial={"during": DateRange(FIRST, dt.date(2026, 12, 1))},
    ).has_changed()


def test_a_range_reads_as_people_say_it():
    with translation.override("zh-hans"):
        assert days_label(DateRange(FIRST, None)) == "2026年11月1日 起"
        assert days_label(DateRange(FIRST, LAST + dt.timedelta(days=1))) == "2026年11月1日 至 2026年11月30日"
        assert days_label(DateRange(FIRST, dt.date(2026, 11, 2))) == "2026年11月1日"
        assert days_label(None) == ""
