"""Lists as spreadsheets (.xlsx) with headings in the reader's language. No cell is read as a formula."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Text that begins with one of these is read as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

type Column = tuple[str | Promise, int]


def workbook(
    title: str, *, columns: Sequence[Column], rows: Iterable[Sequence[Any]], above: Sequence[Sequence[str]] = ()
) -> bytes:
    """A spreadsheet of one sheet: `columns` (heading, width in characters), `rows`; `above` describes the list."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    for line in above:
        sheet.append([escape_text(text) for text in line])
    if above:
        sheet.append([])
    sheet.append([str(heading) for heading, _width in columns])
    head = sheet.max_row
    for row in rows:
        sheet.append([_cell(value) for value in row])
    for number in {1, head}:
        for cell in sheet[number]:
            cell.font = Font(bold=True)
    for number, (_heading, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{head + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def spreadsheet_response(content: bytes, filename: str) -> HttpResponse:
    """The spreadsheet as a file that no cache stores."""
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "no-store"},
    )


def _cell(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    return escape_text(str(value)) if isinstance(value, str | Promise) else value


def escape_text(text: str) -> str:
    """Text that people typed, without control characters, and marked as text if a spreadsheet would read it as a
    formula.
    """
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{text}" if text.startswith(FORMULA) else text
