"""Pages of a long list without counting it: one row more than fits tells whether there is a next page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

# Nobody reads further; a huge number would only make the database skip rows.
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """One page of a long list, with its number and whether there is a next one."""

    rows: list[Row]
    number: int
    has_next: bool
    # False when the text from the address is no page number.
    understood: bool = True

    @property
    def previous_number(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next_number(self) -> int | None:
        return self.number + 1 if self.has_next and self.number < LAST_PAGE else None


def page_of(rows: QuerySet | Sequence[Any], asked: str, *, size: int = 20) -> Page:
    """The page of a list numbered `asked` (text from an address; empty or malformed: the first page). One query."""
    understood = not asked or (bool(re.fullmatch(r"[1-9][0-9]{0,3}", asked, re.ASCII)) and int(asked) <= LAST_PAGE)
    number = int(asked) if asked and understood else 1
    start = (number - 1) * size
    shown = list(rows[start : start + size + 1])
    return Page(shown[:size], number, len(shown) > size, understood)
