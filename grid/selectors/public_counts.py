"""Counts of people as the public may read them: a count under five is “<5”, and no sum gives away what that hides.

`public_count()` hides a count under five. Nobody at all is under five too, so a hidden count may be anything from 0
to 4.

An exact total beside a hidden count would give it away: it is the total minus the parts that are shown. There are two
remedies: to hide a second, large part as well, or not to say the total exactly. The portal does the latter,
everywhere and whenever a part is hidden. Every branch and post with five people or more keeps its true number, and
only the sum says “at least”. This is also the safer way. `public_total()` adds up what is *shown* and never what is
hidden. So the hidden counts do not go into it, and no arithmetic finds them: not with two hidden parts whose sum
would leave one possibility (0 and 0, or 4 and 4), and not for a reader who knows these rules. Where nothing below is
shown, the total is counted by itself: “<5”, or “at least 5”, which leaves each part open as well.

This holds between pages because every public page uses these two functions: a post is counted by `public_count()` of
its own people, and a sum by `public_total()` of the very parts that are shown elsewhere. Do not divide the same
people in another way (by grid, by street, by kind) on a public page: two overlapping sums can be subtracted from each
other. Counts of things, and of times that somebody came, do not go through this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEWEST = 5


@dataclass(frozen=True, slots=True)
class PublicCount:
    """What the public reads of a number of people: the number, or “at least” it; 0 that is not exact is “<5”."""

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


def public_count(number: int) -> PublicCount:
    """A public count of people that no other count is part of."""
    return PublicCount(number, exact=True) if number >= FEWEST else PublicCount.under()


def public_total(parts: Sequence[PublicCount], number: int) -> PublicCount:
    """The public count of all that `parts` count; `number` is used only where none of them shows anything."""
    if all(part.exact for part in parts):
        return PublicCount(sum(part.number for part in parts), exact=True)
    shown = sum(part.number for part in parts)
    if shown:
        return PublicCount(shown, exact=False)
    return PublicCount(FEWEST, exact=False) if number >= FEWEST else PublicCount.under()
