"""The answer of a platform to a list: a spreadsheet or text of rows, each taken or refused, with a reason.

The file comes from outside: it is read with limits, nothing in it is run, and what is not understood is said so.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from common.exceptions import Refused
from common.writing.folding import folded
from volunteers.models import HandInRow
from volunteers.selectors.handing_in import ListRow

MOST_BYTES = 2 * 1024 * 1024
# A spreadsheet is a packed archive: so large may it be unpacked, and of so many parts.
MOST_UNPACKED, MOST_PARTS = 40 * 1024 * 1024, 300
MOST_LINES, MOST_COLUMNS = 20_000, 40
# So far down the headings are looked for.
HEADINGS_WITHIN = 20

HEADINGS = {
    "number": {"序号", "行号", "no", "no.", "row", "number"},
    "name": {"姓名", "志愿者姓名", "name"},
    "remark": {"备注", "remark", "note"},
    "result": {"结果", "状态", "处理结果", "录入结果", "导入结果", "审核结果", "result", "status"},
    "reason": {"原因", "失败原因", "退回原因", "错误信息", "说明", "reason", "message", "error"},
}
# The refusals come first: “未通过” holds “通过”.
REFUSED = re.compile(r"不|未|失败|退回|驳回|拒|错误|无效|fail|error|refus|reject|invalid|^(no|false|n|否|×|x|0)$")
TAKEN = re.compile(r"成功|通过|收录|录入|完成|有效|success|taken|accept|valid|^(ok|yes|true|y|是|√|✓|1)$")
# What our own list writes at the end of a remark.
OWN_NUMBER = re.compile(r"#(\d{1,6})\s*$")


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A line of the file as it was read."""

    line: int
    number: int | None
    name: str
    result: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform says of a row of the list."""

    row: ListRow
    is_taken: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A line that belongs to no row, or says nothing that is understood."""

    line: ResultLine
    why: str


@dataclass(frozen=True, slots=True)
class ReadResults:
    """The answers of a file, in the order of the list, and the lines that were not understood."""

    answers: Sequence[Answer]
    puzzles: Sequence[Puzzle]


# --- Reading the file


def read_result_file(content: bytes, name: str) -> list[ResultLine]:
    """The lines of an .xlsx or .csv file. Raises Refused, in words, for every other file."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than 2 MB. Please send the result list alone."), code="file_too_large")
    rows = _rows_of_spreadsheet(content) if name.lower().endswith(".xlsx") else _rows_of_text(content)
    return list(_lines(rows))


def _rows_of_spreadsheet(content: bytes) -> Iterator[Sequence[Any]]:
    try:
        _require_harmless_archive(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    except Refused:
        raise
    except Exception as error:
        raise _not_read() from error


def _require_harmless_archive(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refused(_("The file unpacks to far too much. Please send the result list alone."), code="bomb")
        for part in parts:
            # Entities would unfold once more; no program for spreadsheets writes any.
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part)[:4096].upper():
                raise _not_read()


def _rows_of_text(content: bytes) -> Iterator[Sequence[str]]:
    """As programs save it here: UTF-8 with or without a mark, or GB 18030."""
    if b"\0" in content:
        raise _not_read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _not_read()
    try:
        yield from (row[:MOST_COLUMNS] for row in csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise _not_read() from error


def _not_read() -> Refused:
    return Refused(
        _("This file cannot be read. Please save it anew as .xlsx or .csv and send that."), code="not_readable"
    )


def _lines(rows: Iterable[Sequence[Any]]) -> Iterator[ResultLine]:
    columns: dict[str, int] = {}
    for at, row in enumerate(rows, start=1):
        if at > MOST_LINES:
            raise Refused(
                _("The file has more than %(n)d lines. Please send the result list alone.") % {"n": MOST_LINES},
                code="too_many_lines",
            )
        cells = [_text(cell) for cell in row]
        found = _headings(cells)
        if {"result"} <= found.keys() and found.keys() & {"number", "name", "remark"}:
            columns = found
        elif not columns and at > HEADINGS_WITHIN:
            break
        elif "name" in found:
            continue  # The headings of a further sheet without results.
        elif columns and any(cells):
            yield _line(at, {name: cells[place] for name, place in columns.items() if place < len(cells)})
    if not columns:
        raise Refused(
            _("The file has no headings for who and for the result: 姓名 or 序号, 结果, 原因."), code="no_headings"
        )


def _headings(cells: Sequence[str]) -> dict[str, int]:
    return {
        name: place
        for place, cell in reversed(list(enumerate(cells)))
        for name, words in HEADINGS.items()
        if cell.lower() in words
    }


def _text(cell: Any) -> str:
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()[:200]


def _line(at: int, cells: dict[str, str]) -> ResultLine:
    own = OWN_NUMBER.search(cells.get("remark", ""))
    digits = own[1] if own else re.sub(r"\.0$", "", cells.get("number", ""))
    number = int(digits) if re.fullmatch(r"[0-9]{1,6}", digits, re.ASCII) else None
    return ResultLine(at, number, cells.get("name", ""), cells.get("result", "").lower(), cells.get("reason", ""))


# --- Finding the rows


def match_results(rows: Sequence[ListRow], lines: Iterable[ResultLine]) -> ReadResults:
    """To which rows the lines belong: by the number of the row, else by a name that the list has once."""
    known = _KnownRows(rows)
    answers: dict[int, Answer] = {}
    puzzles = []
    for line in lines:
        try:
            answer = _answer(known, line)
            if answer.row.number in answers:
                raise Refused(_("This row is answered twice in the file."), code="twice")
        except Refused as refused:
            puzzles.append(Puzzle(line, str(refused)))
        else:
            answers[answer.row.number] = answer
    return ReadResults([answers[number] for number in sorted(answers)], puzzles)


class _KnownRows:
    """The rows of the list by number and by name; a name is folded once, however many lines the file has."""

    def __init__(self, rows: Sequence[ListRow]) -> None:
        self.by_number = {row.number: row for row in rows}
        self.by_name: dict[str, list[ListRow]] = defaultdict(list)
        for row in rows:
            self.by_name[folded(row.record.volunteer.person.name)].append(row)

    def named(self, name: str) -> list[ListRow]:
        key = folded(name)
        return self.by_name.get(key, []) if key else []


def _answer(known: _KnownRows, line: ResultLine) -> Answer:
    row = _row_of(known, line)
    if REFUSED.search(line.result) or (not line.result and line.reason):
        return Answer(row, is_taken=False, reason=line.reason)
    if TAKEN.search(line.result):
        return Answer(row, is_taken=True, reason="")
    raise Refused(_("It does not say whether the row was taken or refused."), code="unclear")


def _row_of(known: _KnownRows, line: ResultLine) -> ListRow:
    named = known.named(line.name)
    if line.number is not None:
        row = known.by_number.get(line.number)
        if row is None:
            raise Refused(_("The list has no row of this number."), code="no_such_row")
        if line.name and row not in named:
            raise Refused(_("The number of the row and the name do not go together."), code="other_name")
        return row
    if not named:
        raise Refused(_("The list has nobody of this name."), code="nobody")
    if len(named) > 1:
        raise Refused(_("The list has this name several times, and the file no number of the row."), code="several")
    return named[0]


def answer_of(is_taken: bool) -> HandInRow.Answer:
    """What is stored of it."""
    return HandInRow.Answer.TAKEN if is_taken else HandInRow.Answer.REFUSED
