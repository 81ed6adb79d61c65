"""Counts of people as the public may read them: under five is “<5”, and no sum gives away what that hides.

`tell()` hides a count under five; none at all is under five too, so a hidden count may be anything from 0 to 4.

What would give it away is an exact total beside it: total minus the parts that are shown. One may hide a second,
large part as well, or not tell the total exactly. We do the latter, everywhere and whenever a part is hidden: the
kinder way, because every branch and post with five people or more keeps its true number, and only the sum says
“at least”. It is also the safer way. `tell_total()` adds up what is *shown* and never what is hidden, so the hidden
counts do not go into it and no arithmetic finds them, not even with two hidden parts whose sum would leave one
possibility (0 and 0, or 4 and 4), nor for who knows these rules. Only where nothing below is shown does the total
speak for itself: “<5”, or “at least 5”, which leaves each part open as well.

It holds between pages because there is one door: every public page tells a post by `tell()` of that post's people
alone and a sum by `tell_total()` over the very parts that are told elsewhere. Do not cut the same people in another
way (by grid, by street, by kind) on a public page: two overlapping sums can be subtracted from each other.
Counts of things, and of times somebody came, are not told by this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEWEST = 5


@dataclass(frozen=True, slots=True)
class PublicCount:
    """What is told of a number of people: it itself, or that it is at least `number`; 0 tells “<5”."""

    number: int
    exact: bool

    @property
    def hidden(self) -> bool:
        return not self.exact and self.number == 0

    @property
    def words(self) -> str:
        if self.hidden:
            return _("<%(n)s people") % {"n": FEWEST}
        if self.exact:
            return ngettext("%(n)s person", "%(n)s people", self.number) % {"n": f"{self.number:,}"}
        return _("at least %(n)s people") % {"n": f"{self.number:,}"}

    def __str__(self) -> str:
        return self.words

    @classmethod
    def under(cls) -> Self:
        return cls(0, exact=False)


def tell(number: int) -> PublicCount:
    """A count that no other one is part of."""
    return PublicCount(number, exact=True) if number >= FEWEST else PublicCount.under()


def tell_total(parts: Sequence[PublicCount], number: int) -> PublicCount:
    """The count of all that `parts` tell of; `number` is used only where none of them shows anything."""
    if all(part.exact for part in parts):
        return PublicCount(sum(part.number for part in parts), exact=True)
    shown = sum(part.number for part in parts)
    if shown:
        return PublicCount(shown, exact=False)
    return PublicCount(FEWEST, exact=False) if number >= FEWEST else PublicCount.under()
