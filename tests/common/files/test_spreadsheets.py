"""Spreadsheets: what people typed stays text, and a list says what it is of."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from common.files.spreadsheets import workbook


def read(content: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_headings_and_rows_follow_the_lines_above():
    content = workbook(
        "名单", above=[["彭山社区"]], columns=[("姓名", 10), ("日期", 12)], rows=[["周阿婆", dt.date(2026, 11, 23)]]
    )
    assert read(content) == [["彭山社区", None], [None, None], ["姓名", "日期"], ["周阿婆", "2026-11-23"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\t=1"])
def test_nothing_typed_runs_as_a_formula(text):
    assert read(workbook("名单", columns=[("备注", 10)], rows=[[text]]))[1] == [f"'{text}"]


def test_control_characters_are_left_out():
    assert read(workbook("名单", columns=[("备注", 10)], rows=[["a\x00b\x0bc"]]))[1] == ["abc"]
