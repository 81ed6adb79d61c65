"""Keys of rows as addresses and forms bring them: text from outside, which may be anything and must not fail."""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

# The largest number of 18 digits is below the largest key that the database knows.
DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)


def whole_number(text: object) -> int | None:
    """The key or count that `text` writes in at most 18 digits; None for everything else."""
    written = str(text)
    return int(written) if DIGITS.fullmatch(written) else None


def get_visible_or_404[Row: Any](rows: "QuerySet[Row]", key: object) -> Row:
    """The row of that key among `rows`, which are those that the reader may see; 404 for every other key."""
    number = whole_number(key)
    row = rows.filter(pk=number).first() if number is not None else None
    if row is None:
        raise Http404
    return row


def get_named_or_404[Row: Any](request: HttpRequest, name: str, rows: "QuerySet[Row]") -> Row | None:
    """The row that the query parameter `name` names; None when it is missing or empty, 404 when it names none."""
    key = request.GET.get(name, "")
    return get_visible_or_404(rows, key) if key else None
