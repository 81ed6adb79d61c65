"""Care mode (关怀版): the large, calm skin of every page. DOMAIN.md §4 lists its checks."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

COOKIE = "care"
# Steps of text size on the page, smallest first; 24 to 36 CSS px in care mode (check 4).
SIZES = (0, 1, 2, 3)
YEAR = 365 * 24 * 3600
# What people type into a search when they look for it (check 1).
NAMES = frozenset({"关怀版", "长辈版", "老年版", "大字版", "care mode", "large view"})


@dataclass(frozen=True, slots=True)
class Care:
    on: bool = False
    size: int = 0

    @property
    def larger(self) -> int | None:
        return self.size + 1 if self.size < SIZES[-1] else None

    @property
    def smaller(self) -> int | None:
        return self.size - 1 if self.size > SIZES[0] else None


def from_cookies(cookies: Mapping[str, str]) -> Care:
    """Read the cookie `on-size`; anything malformed is the normal skin."""
    value = cookies.get(COOKIE, "")
    if len(value) == 3 and value[0] in "01" and value[1] == "-" and value[2] in "0123":
        return Care(on=value[0] == "1", size=int(value[2]))
    return Care()


def remember(response: HttpResponse, care: Care, *, secure: bool) -> None:
    """Keep the choice on this device for a year, renewed whenever it is changed."""
    response.set_cookie(
        COOKIE, f"{int(care.on)}-{care.size}", max_age=YEAR, httponly=True, secure=secure, samesite="Lax"
    )
