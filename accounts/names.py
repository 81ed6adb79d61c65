"""Names of people, masked for a page on which nobody has proven yet who they are."""

import re

from common.writing.folding import simplified

HIDDEN = "＊"
# Surnames of two characters; with one more they make a name of three. One too many hides more, never less.
SURNAMES_OF_TWO = re.compile(
    "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|长孙|宇文|端木|南宫|呼延|赫连|澹台|万俟|闻人|"
    "公羊|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|轩辕|钟离|鲜于|闾丘|司空|司寇|亓官|子车|颛孙|巫马|公西|漆雕|"
    "乐正|宰父|谷梁|拓跋|百里|东郭|南门|西门|北堂|羊舌|微生|梁丘|左丘|独孤|第五|太史|段干|夹谷|即墨|达奚|贺兰|"
    "完颜|富察|纳兰|叶赫|那拉|东里|南荣"
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
        surname = 2 if len(name) == 3 and SURNAMES_OF_TWO.match(simplified(name)) else 1
        return HIDDEN + name[surname:][-SHOWN:]
    if len(name) < SHOWN:
        return HIDDEN
    masked = re.sub(r"[^\W_][^\s·•・]*", lambda part: part[0][0] + HIDDEN, name)
    return masked if HIDDEN in masked else HIDDEN
