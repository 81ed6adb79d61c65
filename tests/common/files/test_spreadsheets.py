"""Spreadsheets: what people typed stays text, and a list says what it is of."""

import datetime as dt
import io
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from common.files.spreadsheets import spreadsheet_response, workbook


def read(content: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_headings_and_rows_follow_the_lines_above():
    content = workbook(
        "名单", above=[["彭山社区"]], columns=[("姓名", 10), ("日期", 12)], rows=[["周阿婆", dt.date(2026, 11, 23)]]
    )
    day = dt.datetime(2026, 11, 23)  # noqa: DTZ001 - as the spreadsheet has it: a day without a zone
    assert read(content) == [["彭山社区", None], [None, None], ["姓名", "日期"], ["周阿婆", day]]
    assert load_workbook(io.BytesIO(content)).active["B4"].number_format == "yyyy-mm-dd"


def test_the_file_has_its_name_in_chinese():
    name = spreadsheet_response(b"", "志愿队 2026-11-01.xlsx").headers["Content-Disposition"]
    assert name == f"attachment; filename*=utf-8''{quote('志愿队 2026-11-01.xlsx')}"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\t=1"])
def test_nothing_typed_runs_as_a_formula(text):
    assert read(workbook("名单", columns=[("备注", 10)], rows=[[text]]))[1] == [f"'{text}"]


def test_control_characters_are_left_out():
    assert read(workbook("名单", columns=[("备注", 10)], rows=[["a\x00b\x0bc"]]))[1] == ["abc"]
