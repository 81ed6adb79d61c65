"""Places as people type them: “海棠苑2幢1单元601室”, “2-1-601”, “hty 2 601”.

The estate counts: a building of another estate is not meant. A phone number or a part of it is no place.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from common.writing.folding import HAN, folded, simplified
from common.writing.pinyin import name_search_keys, whole_spellings
from grid.models import Estate

_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMERAL = re.compile(r"([一二三四五六七八九两]?)(十?)([一二三四五六七八九]?)(?=\s*(?:[幢栋座期区]|号楼|单元|号门))")
HAN_ONLY = re.compile(rf"[{HAN}][{HAN}0-9\s]*")
# Nothing, blanks or dashes between two parts of an address.
_GAP = r"[\s\-–—_·.]*"
_PLACE = re.compile(
    rf"""
    (?:(?P<building>[1-9][0-9]{{0,2}}(?![0-9])|[1-9][0-9]{{3}}(?={_GAP}[幢栋座\#号楼])){_GAP}(?P<of_building>号楼|[幢栋座\#号楼])?{_GAP})?
    (?:(?P<entrance>[1-9][0-9]?)(?![0-9]){_GAP}(?P<of_entrance>单元|[门梯])?{_GAP})?
    (?:(?P<door>[a-z]?0?[1-9][0-9]{{0,3}}(?![0-9])[a-z]?){_GAP}(?P<of_door>[室号户房])?)?
    (?P<rest>(?![幢栋座号楼单元门梯室户房])[{HAN}]{{0,8}})
    """,
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Place:
    """One way to read a text as a place; `name` is what stands before or after it and is no part of it.

    `estates` are the keys of those meant, None where none was named. A number without its unit may stand for two
    things: `or_door` says that it is the flat if it is not the building or the entrance.
    """

    estates: tuple[int, ...] | None = None
    building: int | None = None
    entrance: int | None = None
    door: str = ""
    or_door: str = ""
    name: str = ""

    def of_building(self, path: str = "") -> Q:
        """The condition for a building at this path, as far as the place names one."""
        met = Q()
        if self.estates is not None:
            met &= Q(**{f"{path}estate__in": self.estates})
        if self.building is not None:
            met &= Q(**{f"{path}number": self.building})
        return met

    def of_household(self, household: str, building: str) -> Q:
        """The condition for a household and its building at these paths."""
        doors = Q()
        if self.entrance is not None:
            doors &= Q(**{f"{household}entrance": self.entrance})
        if self.door:
            doors &= Q(**{f"{household}code__in": _codes(self.door)})
        met = self.of_building(building) & doors
        if self.or_door:
            other = Place(self.estates, self.building if self.entrance is not None else None, door=self.or_door)
            met |= other.of_household(household, building)
        return met


def _codes(door: str) -> list[str]:
    """A flat as it may be stored: “601” as 0601, and “12a” as 12A."""
    bare = door.lstrip("0")
    return list(dict.fromkeys(code for one in (bare, door, bare.zfill(4)) for code in (one, one.upper())))


class PlaceReader:
    """Reads places of certain estates; these are fetched once, when the first text has something of a place."""

    def __init__(self, estates: Callable[[], Iterable[Estate]]) -> None:
        self._fetch = estates

    @cached_property
    def _estates(self) -> list[tuple[int, set[str], list[str]]]:
        """Of each estate the key, what it is called whole, and what it is found by; “二期” is “2期” too."""
        return [
            (
                estate.pk,
                set().union(*(whole_spellings(name) for name in names)),
                [key for name in names for key in name_search_keys(name).split()],
            )
            for estate in self._fetch()
            for names in [{estate.name, _with_digits(simplified(estate.name))}]
        ]

    def read(self, typed: str, *, alone: bool = False) -> Iterator[Place]:
        """The ways to read the text as a place; `alone`: a part of the name of an estate is one.

        Elsewhere only its whole name in characters is, because anything else might be a person's name.
        """
        text = _with_digits(simplified(typed)).strip()
        if estates := self._named(text) if alone else self._called(folded(text)) if HAN_ONLY.fullmatch(text) else ():
            yield Place(estates)
        for at, character in enumerate(text):
            before = text[:at]
            if re.match("[a-z]?[0-9]", text[at:], re.ASCII) and not re.search("[0-9]$", before):
                if character.isalpha() and re.search("[a-z]$", before):
                    continue
                if match := _PLACE.fullmatch(text, at):
                    yield from self._places(before.strip(" -–—_·."), match)

    def _places(self, before: str, match: re.Match[str]) -> Iterator[Place]:
        parts = match.groupdict()
        estates = self._named(before) if before else None
        if place := _place(parts, estates):
            if estates or not before:
                yield place
            if before and not estates and re.fullmatch(r"[^\W0-9_]+", before) and (own := _place(parts, None)):
                yield Place(None, own.building, own.entrance, own.door, own.or_door, before + own.name)

    def _named(self, typed: str) -> tuple[int, ...]:
        """The keys of the estates that are meant: those of this name, or else those whose name begins like it."""
        if not (name := folded(typed)):
            return ()
        if called := self._called(name):
            return called
        # After a digit begins another number, and not the rest of a name.
        if name[-1].isdecimal():
            return ()
        return tuple(pk for pk, _whole, keys in self._estates if any(key.startswith(name) for key in keys))

    def _called(self, name: str) -> tuple[int, ...]:
        return tuple(pk for pk, whole, _keys in self._estates if name in whole)


def _place(parts: dict[str, str | None], estates: tuple[int, ...] | None) -> Place | None:
    """What the parts of an address stand for; None where they are no address."""
    building, entrance, door = parts["building"], parts["entrance"], parts["door"] or ""
    or_door = ""
    if not building and not (parts["of_entrance"] if entrance else parts["of_door"] or estates):
        return None
    if entrance and not door and not parts["of_entrance"]:
        or_door = entrance
    elif building and not entrance and not door and not parts["of_building"]:
        or_door = building
    if not (building or entrance or door):
        return None
    return Place(
        estates,
        int(building) if building else None,
        int(entrance) if entrance else None,
        door,
        or_door,
        parts["rest"] or "",
    )


def _with_digits(text: str) -> str:
    """“十二幢” as “12幢”, and “一期” as “1期”."""

    def number(match: re.Match[str]) -> str:
        tens, ten, ones = match.groups()
        if not match[0]:
            return ""
        if not ten:
            return "".join(str(_DIGITS[one]) for one in (tens, ones) if one)
        return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))

    return _NUMERAL.sub(number, text)
