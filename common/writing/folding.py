"""One spelling for the many in which people type a name: what is compared is folded, and never shown.

`variants.txt` has a line for each character that is written in several ways: the simplified one, and then its
traditional forms and variants. Most lines are from the table TSCharacters.txt of OpenCC (Apache License 2.0), as far
as the characters are common. Forms that stand in names, and surnames that registers mix up (萧 and 肖), were added.
"""

import functools
import re
import unicodedata
from pathlib import Path

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
# Blanks and what separates words. A middle dot or a hyphen does not: it stands inside of names and of addresses.
BETWEEN_WORDS = re.compile(r"[\s,，、;；|/]+")
# More words than anybody types to find something; the rest is not looked at.
MOST_WORDS = 10


@functools.cache
def _variants() -> dict[int, str]:
    lines = (Path(__file__).parent / "variants.txt").read_text(encoding="utf-8").split()
    return {ord(other): line[0] for line in lines for other in line[1:]}


def simplified(text: str) -> str:
    """The text in half width and lower case, without accents, each character in its simplified form."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_variants()).casefold())
    bare = "".join(one for one in decomposed if unicodedata.category(one) != "Mn")
    return unicodedata.normalize("NFKC", bare).translate(_variants())


def folded(text: str) -> str:
    """The letters and digits alone, simplified: “Zhāng Fāng-Yí” becomes “zhangfangyi”, and “張・芳怡” “张芳怡”.

    A text without any keeps its signs.
    """
    plain = simplified(text)
    return "".join(one for one in plain if one.isalnum()) or "".join(plain.replace("\0", "").split())


def compact(typed: str) -> str:
    """A code or a number as it was meant: in half width, and without blanks."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def words_of(typed: str) -> list[str]:
    """The words of what was typed, in half width and lower case, with simplified characters."""
    return [word for word in BETWEEN_WORDS.split(simplified(typed)) if word]
