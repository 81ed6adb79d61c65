"""Care mode (关怀版): a second design of every page with large text and few elements.

DOMAIN.md §4 lists its checks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

COOKIE = "care"
# Steps of the text size, smallest first; 24 to 36 CSS px in care mode (check 4).
SIZES = (0, 1, 2, 3)
YEAR = 365 * 24 * 3600
# People who look for the care mode type one of these into a search field (check 1).
SEARCH_TERMS = frozenset(
    {
        *(
            "关怀",
            "关怀版",
            "关怀模式",
            "长辈",
            "长辈版",
            "长辈模式",
            "老人",
            "老年",
            "老年版",
            "老年模式",
            "适老",
            "适老版",
        ),
        *("大字", "大字版", "大字体", "大字号", "大号字", "字大", "放大", "无障碍"),
        *("care mode", "large view", "large text", "large print"),
    }
)


def is_search_for_care(words: str) -> bool:
    """Whether somebody who searches for these words looks for the care mode: in any case, spacing and quotes."""
    return "".join(words.split()).strip("“”\"'").lower() in {term.replace(" ", "") for term in SEARCH_TERMS}


@dataclass(frozen=True, slots=True)
class Care:
    """Whether the reader uses the care mode, and the step of the text size (one of SIZES)."""

    on: bool = False
    size: int = 0

    @property
    def larger(self) -> int | None:
        return self.size + 1 if self.size < SIZES[-1] else None

    @property
    def smaller(self) -> int | None:
        return self.size - 1 if self.size > SIZES[0] else None


def care_from_cookies(cookies: Mapping[str, str]) -> Care:
    """Read the care mode from its cookie `on-size`. A malformed cookie means the standard design."""
    value = cookies.get(COOKIE, "")
    if len(value) == 3 and value[0] in "01" and value[1] == "-" and value[2] in "0123":
        return Care(on=value[0] == "1", size=int(value[2]))
    return Care()


def set_care_cookie(response: HttpResponse, care: Care, *, secure: bool) -> None:
    """Store the choice of the care mode on this device for a year; every change renews it."""
    response.set_cookie(
        COOKIE, f"{int(care.on)}-{care.size}", max_age=YEAR, httponly=True, secure=secure, samesite="Lax"
    )
