"""What the desk reads from the query of an address: keys of rows, never names or numbers of people."""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest


def key(text: str) -> int | None:
    """The key that `text` names; None when it is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text, re.ASCII) else None


def chosen[Row: Any](request: HttpRequest, name: str, rows: "QuerySet[Row]") -> Row | None:
    """The row that the query names, None when it names none; 404 when that is not among `rows`."""
    text = request.GET.get(name, "")
    if not text:
        return None
    number = key(text)
    row = rows.filter(pk=number).first() if number is not None else None
    if row is None:
        raise Http404
    return row
