"""Chinese names in pinyin: the key by which lists are sorted, and the keys by which a name is found.

A name is read character by character. Dictionaries know the usual readings of a character, but not that 单, 曾 or 仇
are read in another way as a surname.
"""

import functools
import re
from collections.abc import Iterator
from itertools import product
from math import prod
from string import ascii_lowercase

from pypinyin import Style, pinyin

from common.writing.folding import HAN, folded, simplified

# Surnames that are read otherwise than the character mostly is, with tones.
_READ_AS_SURNAME = """
尉迟 yu4 chi2, 万俟 mo4 qi2, 单于 chan2 yu2, 澹台 tan2 tai2, 令狐 ling2 hu2, 宰父 zai3 fu3, 长孙 zhang3 sun1,
单 shan4, 曾 zeng1, 仇 qiu2, 解 xie4, 查 zha1, 覃 qin2, 区 ou1, 朴 piao2, 任 ren2, 盖 ge3, 葛 ge3, 纪 ji3, 缪 miao4,
乐 yue4, 洗 xian3, 员 yun4, 种 chong2, 繁 po2, 秘 bi4, 折 she2, 黑 he4, 翟 zhai2, 祭 zhai4, 那 na1, 能 nai4, 哈 ha3,
阚 kan4, 隗 wei3, 华 hua4, 燕 yan1, 过 guo1, 召 shao4, 都 du1, 句 gou1, 卜 bu3, 郇 xun2, 佴 nai4, 乜 nie4, 藏 zang1,
薄 bo2, 干 gan1, 相 xiang4, 撒 sa4, 肖 xiao1, 占 zhan1, 少 shao4, 要 yao1, 炅 gui4, 曲 qu1, 尉 wei4, 长 chang2
"""
SURNAMES = {word: read for word, *read in (entry.split() for entry in _READ_AS_SURNAME.split(","))}
# The dictionary lists the readings of a character by how usual they are.
USUAL = 3
# Of a name with more ways to type it, initials are not mixed with whole syllables.
MOST_MIXED = 100
# Of a title so many characters next to each other may be typed as a mixture.
MIXED_IN_TITLES = 3
INITIALS = {*ascii_lowercase, "zh", "ch", "sh"}
ONE_CHARACTER = re.compile(f"[{HAN}]")
RUNS = re.compile(f"[{HAN}]+|[^{HAN}\\W_]+")
PIECES = re.compile(f"[{HAN}]|[^{HAN}\\W_]+")


def name_sort_key(name: str) -> str:
    """The key by which lists of names are in the order of pinyin, compared byte by byte.

    One surname stays together: 章 does not stand among 张. The key ends with the name, so that the database can tell
    a key of another name.
    """
    surname = _surname(pieces := _pieces(name))
    read = [
        surname[at] if at < len(surname) else _readings(piece)[0] if ONE_CHARACTER.match(piece) else piece
        for at, piece in enumerate(pieces)
    ]
    if pieces and ONE_CHARACTER.match(pieces[0]):
        read[0] += pieces[0]
    return " ".join([*read, name])


def name_search_keys(name: str) -> str:
    """The keys of a name, with blanks between: who types the beginning of one of them means this name.

    They are the characters from each one on, and the same in pinyin, each syllable whole or as its initial.
    """
    return " ".join(sorted(_longest({*_in_characters(name), *_in_pinyin(name)})))


def title_search_keys(title: str) -> str:
    """The keys of a title or of what a place is called, as `name_search_keys` has those of a name.

    Words are read as the dictionary has them (“音乐” is yinyue), and nothing is a surname. Only a few characters next
    to each other are also found in their other readings and as a mixture. The keys end with the title, without its
    blanks, so that the database can tell keys of another one.
    """
    ways = [_first(word, _ways(piece, [])) for piece, word in _pieces_in_words(title)]
    keys = set(_in_characters(title))
    for at in range(len(ways)):
        keys |= {"".join(one[0] for one in column) for column in zip(*ways[at:], strict=True)}
        keys.update(_mixed(ways[at : at + MIXED_IN_TITLES]))
    return " ".join(filter(None, [*_longest(keys), title.replace(" ", "")]))


def _pieces_in_words(title: str) -> Iterator[tuple[str, str]]:
    """The pieces of a title, each with its reading within the word that it belongs to."""
    for run in RUNS.findall(simplified(title)):
        if not ONE_CHARACTER.match(run):
            yield run, folded(run)
            continue
        # Characters that the dictionary does not know come back as one piece, or not at all.
        read = [one[0] for one in pinyin(run, style=Style.TONE3)]
        yield from zip(run, read if len(read) == len(run) else [_readings(one)[0] for one in run], strict=True)


def _first(read: str, ways: tuple[list[str], list[str]]) -> tuple[list[str], list[str]]:
    """The ways to type a character, that of this reading first."""
    plain = read.rstrip("12345")
    syllables, initials = ways
    first = [one for one in syllables if one == plain] or syllables[:1]
    starts = [one for one in initials if one == first[0][:1]] or initials[:1]
    return list(dict.fromkeys([*first, *syllables])), list(dict.fromkeys([*starts, *initials]))


def _in_characters(name: str) -> Iterator[str]:
    whole = folded(name)
    return (whole[at:] for at in range(len(whole)))


def _in_pinyin(name: str) -> Iterator[str]:
    ways = _ways_of(name)
    for at in range(len(ways)):
        if mixed := _mixed(ways[at:]):
            yield from mixed
        else:
            yield "".join(syllables[0] for syllables, _initials in ways[at:])
            yield "".join(initials[0] for _syllables, initials in ways[at:])


def _mixed(ways: list[tuple[list[str], list[str]]]) -> list[str]:
    """Each syllable whole or as its initial, in all readings; empty where that would be too many."""
    # The last syllable is typed whole: its initial alone is the beginning of it.
    mixed = [[*syllables, *initials] for syllables, initials in ways[:-1]] + [ways[-1][0]]
    return list(map("".join, product(*mixed))) if prod(map(len, mixed)) <= MOST_MIXED else []


def whole_spellings(name: str) -> set[str]:
    """The name whole: in characters, in pinyin, and in initials."""
    ways = _ways_of(name)
    return {
        folded(name),
        "".join(syllables[0] for syllables, _initials in ways),
        "".join(initials[0] for _syllables, initials in ways),
    }


def _ways_of(name: str) -> list[tuple[list[str], list[str]]]:
    pieces = _pieces(name)
    surname = _surname(pieces)
    return [_ways(piece, surname[at : at + 1]) for at, piece in enumerate(pieces)]


def _ways(piece: str, as_surname: list[str]) -> tuple[list[str], list[str]]:
    """The syllables of a character without tones, and their initials: one letter, and “zh” beside “z”."""
    if not ONE_CHARACTER.match(piece):
        return [folded(piece)], [folded(piece)[0]]
    plain = dict.fromkeys(one.rstrip("12345") for one in (*as_surname, *_readings(piece)))
    # 吕 is typed lv, lu, and lyu as in a passport.
    syllables = [spelt for one in plain for spelt in dict.fromkeys(one.replace("v", u) for u in ("v", "u", "yu"))]
    initials = (start for one in syllables for start in (one[0], one[:2]) if start in INITIALS)
    return syllables, list(dict.fromkeys(initials)) or [piece]


def _pieces(name: str) -> list[str]:
    """The characters and the words of other scripts in a name."""
    return PIECES.findall(simplified(name))


def _surname(pieces: list[str]) -> list[str]:
    """The readings of the surname that the name begins with, where it is read otherwise."""
    return SURNAMES.get("".join(pieces[:2])) or SURNAMES.get("".join(pieces[:1])) or []


@functools.lru_cache(maxsize=8192)
def _readings(character: str) -> tuple[str, ...]:
    """The usual readings of a character, with tones (“zhang1”), the most usual first; itself where none is known."""
    read = pinyin(character, style=Style.TONE3, heteronym=True)[0][:USUAL]
    return tuple(one for one in read if one.isascii()) or (character,)


def _longest(keys: set[str]) -> Iterator[str]:
    """The keys that are not the beginning of another."""
    ordered = sorted(keys)
    for key, following in zip(ordered, [*ordered, ""][1:], strict=True):
        if key and not following.startswith(key):
            yield key
