"""What was typed to find somebody, read as a name, a phone number, its last digits, or what other apps know.

Several words all have to match. A word, or some words together, may be read in several ways (“2 601” is a building
and a flat); then whoever matches one of the ways is found.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from django.db.models import Q, QuerySet

from accounts.models import Person, User
from accounts.phones import whole_phone
from common.db.querysets import any_of
from common.names import normalise_name
from common.writing.folding import HAN, MOST_WORDS, simplified, words_of

# An address in words is the longest that is read as one: estate, building, entrance, flat, and their units.
LONGEST_PIECE = 8
MOST_WAYS = 16
LAST_DIGITS = re.compile(r"[0-9]{4}", re.ASCII)
# “张13800138000” and “张138 0013 8000” are a name and a number, “1305室” is one word.
MOBILE = r"1[3-9][0-9]"
GLUED = re.compile(
    f"(?<=[{HAN}])(?=[0-9]{{4}}(?![0-9]*[室号户房])|{MOBILE}(?:[ -]?[0-9]{{4}}){{2}}(?![0-9]))"
    f"|(?<=[0-9]{{4}})(?=[{HAN}])(?![室号户房幢栋])"
)
# A number in the middle of other words, in any writing.
_NUMBER = re.compile(r"[+(（＋]*[0-9０-９][0-9０-９\s()（）.·+-]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a piece of what was typed: keys of the people meant, and a name that was left over."""

    people: QuerySet
    name: str = ""


class Way(NamedTuple):
    """One way to read all that was typed: the words that are a name, and keys of the people meant by the others."""

    names: tuple[str, ...] = ()
    people: tuple[QuerySet, ...] = ()


type Reader = Callable[[str], Iterable[Reading]]

_readers: list[Callable[[User], Reader]] = []


def register_reader(reader_for: Callable[[User], Reader]) -> None:
    """Register how an app reads a piece of what a user typed; called once, when the app is ready.

    What it finds are people whom that user may find in this way, and nobody else.
    """
    _readers.append(reader_for)


class Typed:
    """What was typed, taken apart. `phones` are the whole numbers in it (E.164), `words` the rest.

    A number may have blanks in it; it is a number then, and its parts are read as nothing else.
    """

    def __init__(self, text: str) -> None:
        words = words_of(GLUED.sub(" ", simplified(text)))
        self.phones: list[str] = []
        self.words: list[str] = []
        while words:
            for length in range(len(words), 0, -1):
                if phone := whole_phone(" ".join(words[:length])):
                    self.phones.append(phone)
                    break
            else:
                length = 1
                self.words.append(words[0])
            words = words[length:]
        self.words = self.words[:MOST_WORDS]


def name_in(typed: str) -> str:
    """What was typed, where it can be entered as a name: no digits, and neither initials nor pinyin; else nothing."""
    name = normalise_name(typed)
    return name if re.fullmatch(rf"[{HAN}][{HAN}·\s]*|[A-Z][^\W\d_]*([ '·-][^\W\d_]+)*", name) else ""


def new_person_in(typed: str) -> dict[str, str]:
    """What was typed, for whoever is found by it nowhere: the `name` and the `phone` of the form for somebody new.

    Each only where it can be entered as it is; a home and the last digits of a number are neither.
    """
    number = Typed(typed).phones[:1]
    name = name_in(_NUMBER.sub(" ", typed) if number else typed)
    known = {"name": name, "phone": _as_typed(number[0]) if number else ""}
    return {field: text for field, text in known.items() if text}


def _as_typed(phone: str) -> str:
    """A number (E.164) as people here write it."""
    return phone.removeprefix("+86")


def people_meant(typed: str, *, by: User) -> Q:
    """The condition for the people who match what was typed; the caller takes it among those whom `by` sees.

    Names find everybody. Numbers and what other apps know find the user's own people only: a search must not answer
    what lists mask. Of a number lists show the last four digits, so they are searched for as well.
    """
    text = Typed(typed)
    own = Person.objects.own_of(by).order_by()
    numbers = [own.filter(phone=phone).values("pk") for phone in text.phones]
    readers = [_last_digits(own), *(reader_for(by) for reader_for in _readers)]
    # The same words come in many ways; they are read once.
    read = cache(lambda piece: list(_read(piece, readers)))
    ways = list(_ways(text.words, read)) if text.words else [Way()] if numbers else []
    if not ways:
        return Q(pk__in=[])
    return Q(pk__in=any_of(*(_people(way, numbers) for way in ways)))


def _people(way: Way, numbers: list[QuerySet]) -> QuerySet:
    people = Person.objects.order_by()
    if way.names:
        people = people.filter(name_search__begins=way.names)
    for keys in (*way.people, *numbers):
        people = people.filter(pk__in=keys)
    return people.values("pk")


def _ways(words: list[str], read: Callable[[str], list[Way]]) -> Iterator[Way]:
    """The first ways to read the words in their order, each alone or in one piece with the next ones."""
    every = (
        Way(first.names + rest.names, first.people + rest.people)
        for length in range(min(len(words), LONGEST_PIECE), 0, -1)
        for first in read(" ".join(words[:length]))
        for rest in _ways(words[length:], read)
    )
    return islice(every if words else iter([Way()]), MOST_WAYS)


def _read(piece: str, readers: list[Reader]) -> Iterator[Way]:
    # Nobody is called by digits alone: a long run of them is a part of a number.
    if " " not in piece and not piece.isdecimal():
        yield Way((piece,))
    for reader in readers:
        for reading in reader(piece):
            yield Way((reading.name,) if reading.name else (), (reading.people,))


def _last_digits(own: QuerySet) -> Reader:
    """Of a Chinese number lists show the last four digits, of one from abroad only two."""

    def read(piece: str) -> Iterator[Reading]:
        if LAST_DIGITS.fullmatch(piece):
            yield Reading(own.filter(phone__startswith="+86", phone__endswith=piece).values("pk"))

    return read
