"""The answer of a platform is read with limits: what is odd, huge or hostile is said in words."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from tests.factories import HandInFactory, HandInRowFactory, NeighbourFactory, ServiceRecordFactory, VolunteerFactory
from tests.support.refusals import refusal
from volunteers.imports import hand_in_results
from volunteers.imports.hand_in_results import ResultLine, match_results, read_result_file
from volunteers.selectors.handing_in import rows_of_list


def spreadsheet(*rows, more=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for sheet in more:
        added = book.create_sheet()
        for row in sheet:
            added.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(*rows, **more):
    return read_result_file(spreadsheet(*rows, **more), "结果.xlsx")


# --- Files


def test_a_spreadsheet_is_read_below_its_headings_wherever_they_stand():
    lines = read(["志愿北京 导入结果"], [], ["姓名", "行号", "结果", "失败原因"], ["王秀英", 3, "失败", "未实名"], [])
    (line,) = lines
    assert (line.line, line.number, line.name, line.result, line.reason) == (4, 3, "王秀英", "失败", "未实名")


def test_each_sheet_may_have_its_own_headings():
    lines = read(["序号", "结果"], [1, "成功"], more=[[["结果", "序号"], ["成功", 2]]])
    assert [(one.number, one.result) for one in lines] == [(1, "成功"), (2, "成功")]


def test_headings_of_a_sheet_without_results_are_nobody():
    lines = read(["姓名", "结果"], ["王秀英", "成功"], more=[[["姓名", "岗位", "备注"]]])
    assert [one.name for one in lines] == ["王秀英"]


def test_a_name_is_folded_once_however_many_lines_there_are(monkeypatch):
    """A list of 600 rows took a quarter of a minute when each line was compared with each row."""
    calls = []
    monkeypatch.setattr(hand_in_results, "folded", lambda name: calls.append(name) or name)
    rows = [SimpleNamespace(number=n, record=record_of(f"王{n}")) for n in range(20)]
    read_twice = match_results(rows, [ResultLine(n, n, f"王{n}", "成功", "") for n in range(20)] * 2)
    assert (len(read_twice.answers), len(calls)) == (20, 20 + 40)


def record_of(name):
    return SimpleNamespace(volunteer=SimpleNamespace(person=SimpleNamespace(name=name)))


def test_the_number_in_our_own_remark_is_the_number_of_the_row():
    (line,) = read(["姓名", "备注", "结果"], ["王秀英", "2026-05-01 PY-0042 #17", "成功"])
    assert line.number == 17


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_read_as_programs_save_it_here(encoding):
    (line,) = read_result_file("姓名,结果,原因\n王秀英,失败,时长超限\n".encode(encoding), "result.CSV")
    assert (line.name, line.result, line.reason) == ("王秀英", "失败", "时长超限")


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 no archive", b"%PDF-1.7", "姓名,结果".encode(), b"\x89PNG\r\n\x1a\n\0\0"],
    ids=["empty", "torn", "pdf", "text", "picture"],
)
def test_what_is_no_spreadsheet_is_refused_in_words(content):
    assert refusal(read_result_file, content, "结果.xlsx") == "not_readable"


@pytest.mark.parametrize("content", [b"a\0b", b"\xff\xfe\x00\xd8\xff"], ids=["nul", "neither"])
def test_what_is_no_text_is_refused_in_words(content):
    assert refusal(read_result_file, content, "结果.csv") == "not_readable"


def test_a_spreadsheet_whose_parts_are_something_else_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "not xml")
    assert refusal(read_result_file, out.getvalue(), "x.xlsx") == "not_readable"


def test_entities_are_not_unfolded():
    whole = spreadsheet(["姓名", "结果"], ["王秀英", "成功"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/workbook.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>' + data
            new.writestr(part, data)
    assert refusal(read_result_file, out.getvalue(), "x.xlsx") == "not_readable"


def test_a_bomb_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (hand_in_results.MOST_UNPACKED + 1))
    assert refusal(read_result_file, out.getvalue(), "x.xlsx") == "bomb"


def test_a_huge_file_and_an_endless_list_are_refused(monkeypatch):
    assert refusal(read_result_file, b"0" * (hand_in_results.MOST_BYTES + 1), "x.csv") == "file_too_large"
    monkeypatch.setattr(hand_in_results, "MOST_LINES", 3)
    assert refusal(read, ["序号", "结果"], *([n, "成功"] for n in range(5))) == "too_many_lines"


def test_a_cell_far_down_or_far_right_costs_nothing_more():
    book = Workbook()
    book.active.append(["序号", "结果"])
    book.active.cell(row=1_000_000, column=1, value="9")
    book.active.cell(row=2, column=16_000, value="x")
    out = io.BytesIO()
    book.save(out)
    assert refusal(read_result_file, out.getvalue(), "x.xlsx") == "too_many_lines"


@pytest.mark.parametrize(
    "rows", [[], [["姓名", "时长"]], [["结果"]], [["a"]] * 30], ids=["none", "no", "who", "long"]
)
def test_a_list_without_headings_is_refused_in_words(rows):
    assert refusal(read, *rows) == "no_headings"


# --- Rows


@pytest.fixture
def rows(db):
    hand_in = HandInFactory()
    for number, name in enumerate(["王秀英", "李强", "李强"], start=1):
        volunteer = VolunteerFactory(team=hand_in.team, person=NeighbourFactory(name=name))
        HandInRowFactory(hand_in=hand_in, number=number, record=ServiceRecordFactory(volunteer=volunteer))
    return rows_of_list(hand_in)


def matched(rows, *lines):
    return match_results(rows, read(["序号", "姓名", "结果", "原因"], *lines))


def test_rows_are_found_by_number_or_by_a_name_that_is_there_once(rows):
    found = matched(rows, [2, "李强", "成功"], [None, "王 秀英", "未通过", "未实名"])
    assert [(one.row.number, one.is_taken, one.reason) for one in found.answers] == [
        (1, False, "未实名"),
        (2, True, ""),
    ]
    assert found.puzzles == []


@pytest.mark.parametrize(
    "line",
    [
        [9, "王秀英", "成功"],
        [1, "李强", "成功"],
        [None, "李强", "成功"],
        [None, "张三", "成功"],
        [None, None, "成功"],
        [1, "王秀英", "待定"],
        [1, "王秀英", None],
    ],
)
def test_a_line_that_belongs_to_no_row_or_says_nothing_is_left_out_with_the_reason(rows, line):
    found = matched(rows, line)
    assert found.answers == []
    assert [one.line.line for one in found.puzzles] == [2]
    assert found.puzzles[0].why


def test_a_row_that_is_answered_twice_keeps_the_first_answer(rows):
    found = matched(rows, [1, "王秀英", "成功"], [1, "王秀英", "失败"])
    assert [one.is_taken for one in found.answers] == [True]
    assert [one.line.line for one in found.puzzles] == [3]


@pytest.mark.parametrize(
    ("result", "is_taken"),
    [
        ("成功", True),
        ("已录入", True),
        ("审核通过", True),
        ("OK", True),
        ("√", True),
        ("ＯＫ", True),
        ("未通过", False),
        ("录入失败", False),
        ("不符合", False),
        ("退回", False),
        ("Invalid", False),
        ("No", False),
    ],
)
def test_results_are_understood_as_platforms_write_them(rows, result, is_taken):
    (answer,) = matched(rows, [1, "王秀英", result, "原因"]).answers
    assert answer.is_taken == is_taken


def test_a_reason_without_a_result_is_a_refusal(rows):
    (answer,) = matched(rows, [1, "王秀英", None, "时长超限"]).answers
    assert (answer.is_taken, answer.reason) == (False, "时长超限")
