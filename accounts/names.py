"""Names of people, masked for a page on which nobody has proven yet who they are."""

import re

HIDDEN = "＊"
# The commonest surnames of two characters; with one more they make a name of three.
SURNAMES_OF_TWO = frozenset(
    {
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "司徒",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "夏侯",
        "长孙",
        "宇文",
        "端木",
    }
)
SHOWN = 2
# A name written in the characters of Chinese, without a dot within: the surname comes first.
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]{2,4}")


def mask_name(name: str) -> str:
    """沈佳宁 → ＊佳宁: without the surname, and of long names the last two characters only.

    Of a foreign name nobody can tell which part is the surname: of each part the first letter is left, John Smith →
    J＊ S＊. A name of one character shows nothing.
    """
    name = name.strip()
    if CHINESE.fullmatch(name):
        surname = 2 if len(name) == 3 and name[:2] in SURNAMES_OF_TWO else 1
        return HIDDEN + name[surname:][-SHOWN:]
    if len(name) < SHOWN:
        return HIDDEN
    masked = re.sub(r"[^\W_][^\s·•・]*", lambda part: part[0][0] + HIDDEN, name)
    return masked if HIDDEN in masked else HIDDEN
