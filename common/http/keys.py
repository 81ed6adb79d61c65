"""Reading keys of rows from addresses and forms.

The text comes from outside, so malformed text must not cause an error.
"""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

# Every number of 18 digits fits into a bigint.
DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)


def whole_number(text: object) -> int | None:
    """The key or count in `text`, at most 18 digits; None for every other text."""
    digits = str(text)
    return int(digits) if DIGITS.fullmatch(digits) else None


def get_visible_or_404[Row: Any](rows: "QuerySet[Row]", key: object) -> Row:
    """The row with that key among `rows`, the rows that the reader may see. Raises Http404 for every other key."""
    number = whole_number(key)
    row = rows.filter(pk=number).first() if number is not None else None
    if row is None:
        raise Http404
    return row


def get_named_or_404[Row: Any](request: HttpRequest, name: str, rows: "QuerySet[Row]") -> Row | None:
    """The row whose key is the query parameter `name`; None without the parameter.

    Raises Http404 for every other key.
    """
    key = request.GET.get(name, "")
    return get_visible_or_404(rows, key) if key else None
