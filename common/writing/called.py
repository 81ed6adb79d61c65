"""What is called as somebody types it, among a few things that are read for it: stations, rooms, grids, units."""

import functools
from collections.abc import Iterable

from common.writing.folding import folded
from common.writing.pinyin import title_search_keys


def called[K](named: Iterable[tuple[K, str]], word: str) -> list[K]:
    """The keys of those whose name has the word: in characters of any kind, in pinyin or as initials.

    `named` are pairs of a key and a name.
    """
    asked = folded(word)
    return [key for key, name in named if any(one.startswith(asked) for one in _keys_of(name))]


@functools.lru_cache(maxsize=4096)
def _keys_of(name: str) -> tuple[str, ...]:
    return tuple(title_search_keys(name).split())
