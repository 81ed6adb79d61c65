"""The invented people of the demo before they are rows: families, and people in office."""

import random
from dataclasses import dataclass
from typing import NamedTuple

from demo.logins import ELDER, RESIDENT, RIDER, TEAM_LEAD, VOLUNTEER, DemoLogin
from demo.names import (
    BOYS,
    GIRLS,
    MIDDLE_MEN,
    MIDDLE_WOMEN,
    OLD_MEN,
    OLD_WOMEN,
    SURNAME_WEIGHTS,
    SURNAMES,
    YOUNG_MEN,
    YOUNG_WOMEN,
)
from demo.officers import SUCCESSOR, TERMS, OfficerTerm

FAMILIES = 236
WORKERS = 16
# Former residents who live elsewhere now.
MOVED_AWAY = 18


@dataclass
class Neighbour:
    """A person of the demo before there is a row. `login`: a sign-in of the demo; `signs_in`: another sign-in."""

    name: str
    age: int
    signs_in: bool = False
    has_phone: bool = True
    ward_of: "Neighbour | None" = None
    login: DemoLogin | None = None


class HomeAddress(NamedTuple):
    """The building of a demo family: its estate and its number."""

    estate: str
    building: int


@dataclass
class Family:
    """People of the demo who live together, in any building unless `home` names one. `left`: days since they left."""

    people: list[Neighbour]
    home: HomeAddress | None = None
    left: int | None = None


@dataclass
class Population:
    """All invented people of the demo: families, officers who live elsewhere, and couriers."""

    families: list[Family]
    office: list[Neighbour]
    workers: list[Neighbour]

    @property
    def neighbours(self) -> list[Neighbour]:
        return [neighbour for family in self.families for neighbour in family.people]

    @property
    def everybody(self) -> list[Neighbour]:
        return [*self.office, *self.neighbours, *self.workers]


class NameDraw:
    """Draws names by generation. No two people of the demo have the same name."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.taken: set[str] = set()

    def surname(self) -> str:
        return self.rng.choices(SURNAMES, SURNAME_WEIGHTS)[0]

    def full(self, surname: str | None, given: list[str]) -> str:
        """A free full name; another surname if all names with this one are taken."""
        for _attempt in range(40):
            name = (surname or self.surname()) + self.rng.choice(given)
            if name not in self.taken:
                break
            surname = surname if _attempt < 20 else None
        self.taken.add(name)
        return name


def draw_population(rng: random.Random) -> Population:
    """Draw all people of the demo before they are rows, beginning with the family of the demo sign-in."""
    names = NameDraw(rng)
    names.taken |= {term.who for term in TERMS} | {SUCCESSOR.who}
    families = [_the_family(names), _the_elder(names), *_the_team(names)]
    makers = [_young_family, _three_generations, _old_couple, _middle_couple, _young_single]
    while len(families) < FAMILIES:
        families.append(Family(rng.choices(makers, [40, 22, 24, 16, 12])[0](rng, names)))
    officers = [term for term in (*TERMS, SUCCESSOR) if term.home]
    families += [_officer(rng, names, term) for term in officers]
    families += [Family(_young_single(rng, names), left=rng.randint(120, 520)) for _n in range(MOVED_AWAY)]
    office = [_in_office(term) for term in TERMS if not term.home]
    return Population(families, office, _workers(rng, names))


def _in_office(term: OfficerTerm) -> Neighbour:
    return Neighbour(term.who, term.age, signs_in=True, login=term.login)


def _officer(rng: random.Random, names: NameDraw, term: OfficerTerm) -> Family:
    """The family of an officer who lives here; most older ones live with wife or husband."""
    assert term.home
    people = [_in_office(term)]
    if term.age >= 60 and rng.random() < 0.7:
        given = OLD_MEN if term.who[1:] in OLD_WOMEN else OLD_WOMEN
        people.append(Neighbour(names.full(None, given), term.age + rng.randint(-3, 3), has_phone=False))
    return Family(people, home=HomeAddress(*term.home), left=term.left)


def _the_family(names: NameDraw) -> Family:
    mother = Neighbour("沈佳宁", 36, signs_in=True, login=RESIDENT)
    family = [
        mother,
        Neighbour("顾明远", 38),
        Neighbour("顾一诺", 7, has_phone=False, ward_of=mother),
        Neighbour("周凤英", 71, has_phone=False, ward_of=mother),
    ]
    names.taken |= {person.name for person in family}
    return Family(family, home=HomeAddress("海棠苑", 2))


def _the_elder(names: NameDraw) -> Family:
    family = [Neighbour("徐福根", 74, signs_in=True, login=ELDER), Neighbour("陆秀珍", 72, has_phone=False)]
    names.taken |= {person.name for person in family}
    return Family(family, home=HomeAddress("海棠苑", 3))


def _the_team(names: NameDraw) -> list[Family]:
    """The lead of the volunteer team, and a volunteer of many years; both are retired."""
    lead = [Neighbour("王秀兰", 64, signs_in=True, login=TEAM_LEAD), Neighbour("李建国", 66)]
    volunteer = [Neighbour("高素珍", 67, signs_in=True, login=VOLUNTEER), Neighbour("林德明", 70, has_phone=False)]
    names.taken |= {person.name for person in [*lead, *volunteer]}
    return [Family(lead, home=HomeAddress("海棠苑", 7)), Family(volunteer, home=HomeAddress("海棠苑", 6))]


def _young_family(rng: random.Random, names: NameDraw) -> list[Neighbour]:
    surname = names.surname()
    father = Neighbour(names.full(surname, YOUNG_MEN), rng.randint(29, 42))
    mother = Neighbour(names.full(None, YOUNG_WOMEN), father.age - rng.randint(-1, 4), signs_in=True)
    return [father, mother, *_children(rng, names, surname, mother)]


def _children(rng: random.Random, names: NameDraw, surname: str, guardian: Neighbour) -> list[Neighbour]:
    oldest = min(14, max(1, guardian.age - 26))
    ages = sorted(rng.sample(range(1, oldest + 1), k=min(oldest, rng.choices([1, 2], [68, 32])[0])), reverse=True)
    return [
        Neighbour(names.full(surname, rng.choice([BOYS, GIRLS])), age, has_phone=False, ward_of=guardian)
        for age in ages
    ]


def _three_generations(rng: random.Random, names: NameDraw) -> list[Neighbour]:
    family = _young_family(rng, names)
    mother = family[1]
    elder = Neighbour(
        names.full(None, OLD_WOMEN),
        mother.age + rng.randint(24, 31),
        has_phone=rng.random() < 0.4,
        ward_of=mother,
    )
    return [*family, elder]


def _old_couple(rng: random.Random, names: NameDraw) -> list[Neighbour]:
    husband = Neighbour(names.full(None, OLD_MEN), rng.randint(62, 84), signs_in=rng.random() < 0.4)
    if rng.random() < 0.25:
        return [husband]
    return [husband, Neighbour(names.full(None, OLD_WOMEN), husband.age - rng.randint(0, 5), has_phone=False)]


def _middle_couple(rng: random.Random, names: NameDraw) -> list[Neighbour]:
    husband = Neighbour(names.full(None, MIDDLE_MEN), rng.randint(46, 60))
    return [husband, Neighbour(names.full(None, MIDDLE_WOMEN), husband.age - rng.randint(0, 4), signs_in=True)]


def _young_single(rng: random.Random, names: NameDraw) -> list[Neighbour]:
    given = rng.choice([YOUNG_MEN, YOUNG_WOMEN])
    return [Neighbour(names.full(None, given), rng.randint(23, 33), signs_in=True)]


def _workers(rng: random.Random, names: NameDraw) -> list[Neighbour]:
    """Couriers and riders: name and phone are known, and they live elsewhere."""
    first = Neighbour("何志鹏", 28, signs_in=True, login=RIDER)
    names.taken.add(first.name)
    rest = [
        Neighbour(names.full(None, YOUNG_MEN), rng.randint(21, 44), signs_in=rng.random() < 0.5)
        for _n in range(WORKERS - 1)
    ]
    return [first, *rest]
