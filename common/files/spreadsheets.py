"""Lists as spreadsheets (.xlsx) with headings in the reader's language. No cell is read as a formula.

Days are days for the spreadsheet too, so that it sorts and filters by them.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

CSV = "text/csv; charset=utf-8"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Text that begins with one of these is read as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

type Column = tuple[str | Promise, int]


# What a program for spreadsheets does not take in the name of a sheet, and the longest name that it takes.
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_NAME = 31


@dataclass(frozen=True)
class Sheet:
    """A sheet: `columns` (heading, width in characters), `rows`; `above` describes the list."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    above: Sequence[Sequence[str]] = ()


def workbook(
    title: str, *, columns: Sequence[Column], rows: Iterable[Sequence[Any]], above: Sequence[Sequence[str]] = ()
) -> bytes:
    """A spreadsheet of one sheet."""
    return workbook_of([Sheet(title, columns, rows, above)])


def workbook_of(sheets: Sequence[Sheet]) -> bytes:
    """A spreadsheet of these sheets, each under a name of its own; at least one."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _write(book.create_sheet(_free_name(sheet.title, book.sheetnames)), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _free_name(title: str, taken: Sequence[str]) -> str:
    """The title as the name of a sheet; a second one of that name is numbered. Capitals make no other name."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", title).translate(NOT_IN_NAMES).strip(" '")
    others, number, name = {one.lower() for one in taken}, 1, plain[:LONGEST_NAME]
    while name.lower() in others:
        number += 1
        name = f"{plain[: LONGEST_NAME - len(str(number)) - 1]} {number}"
    return name


def _write(sheet: Any, content: Sheet) -> None:
    for line in content.above:
        sheet.append([escape_text(text) for text in line])
    if content.above:
        sheet.append([])
    sheet.append([str(heading) for heading, _width in content.columns])
    head = sheet.max_row
    for row in content.rows:
        sheet.append([_cell(value) for value in row])
    for number in {1, head}:
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    for number, (_heading, width) in enumerate(content.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{head + 1}"


def csv_file(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A list as comma-separated text in UTF-8, with the mark by which spreadsheets know it. No cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([escape_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def spreadsheet_response(content: bytes, filename: str) -> HttpResponse:
    """The spreadsheet (.xlsx, .csv) as a file that no cache stores; its name may be in Chinese."""
    return HttpResponse(
        content,
        content_type=CSV if filename.endswith(".csv") else CONTENT_TYPE,
        headers={
            "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=filename)),
            "Cache-Control": "no-store",
        },
    )


def _cell(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return escape_text(str(value)) if isinstance(value, str | Promise) else value


def escape_text(text: str) -> str:
    """Text that people typed, without control characters, and marked as text if a spreadsheet would read it as a
    formula.
    """
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if text.startswith(FORMULA) else text
