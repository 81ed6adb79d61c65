"""Invented neighbours: families of several kinds, each in a household, and who acts for whom.

Phone numbers begin with 154, a block that has never been given to any operator in China: they look right, pass the
form, and a message to one of them reaches nobody, even where a real SMS sender is set up.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from accounts.models import Consent, Guardianship, Person, PrivacyNotice, User
from common import clock
from common.ranges import since
from grid.models import Household, Residence
from portal.demo.logins import ELDER, OPERATOR, RESIDENT, RIDER, Login
from portal.demo.names import (
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

FAMILIES = 168
WORKERS = 16


@dataclass
class Neighbour:
    """A person to be, before there is a row. `login` names the sign-in of the demo; `signs_in` gives an own one."""

    name: str
    age: int
    signs_in: bool = False
    has_phone: bool = True
    ward_of: "Neighbour | None" = None
    login: Login | None = None


@dataclass
class People:
    """Everybody in the demo, by what events look for."""

    year: int
    adults: list[Person] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)
    elders: list[Person] = field(default_factory=list)
    workers: list[Person] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)
    # Who registers for a person: the own sign-in or a guardian's; nobody for a neighbour helped by staff.
    acting: dict[int, User] = field(default_factory=dict)
    by_login: dict[str, Person] = field(default_factory=dict)
    wards: dict[str, Person] = field(default_factory=dict)

    @property
    def operator(self) -> User:
        return self.acting[self.by_login[OPERATOR.key].pk]

    @property
    def everybody(self) -> list[Person]:
        return [*self.adults, *self.elders, *self.children, *self.workers]


class Names:
    """Draws names of a generation; nobody in the demo is called like somebody else."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.taken: set[str] = set()

    def surname(self) -> str:
        return self.rng.choices(SURNAMES, SURNAME_WEIGHTS)[0]

    def full(self, surname: str | None, given: list[str]) -> str:
        """A free name; where all of that surname are taken, another surname."""
        for _attempt in range(40):
            name = (surname or self.surname()) + self.rng.choice(given)
            if name not in self.taken:
                break
            surname = surname if _attempt < 20 else None
        self.taken.add(name)
        return name


def cast(rng: random.Random) -> list[list[Neighbour]]:
    """All households of the demo, the family that signs in first."""
    names = Names(rng)
    families = [_the_family(names), _the_elder(names)]
    makers = [_young_family, _three_generations, _old_couple, _middle_couple, _young_single]
    while len(families) < FAMILIES:
        families.append(rng.choices(makers, [40, 22, 24, 16, 12])[0](rng, names))
    return families


def _the_family(names: Names) -> list[Neighbour]:
    mother = Neighbour("沈佳宁", 36, signs_in=True, login=RESIDENT)
    family = [
        mother,
        Neighbour("顾明远", 38),
        Neighbour("顾一诺", 7, has_phone=False, ward_of=mother),
        Neighbour("周凤英", 71, has_phone=False, ward_of=mother),
    ]
    names.taken |= {person.name for person in family}
    return family


def _the_elder(names: Names) -> list[Neighbour]:
    family = [Neighbour("徐福根", 74, signs_in=True, login=ELDER), Neighbour("陆秀珍", 72, has_phone=False)]
    names.taken |= {person.name for person in family}
    return family


def _young_family(rng: random.Random, names: Names) -> list[Neighbour]:
    surname = names.surname()
    father = Neighbour(names.full(surname, YOUNG_MEN), rng.randint(29, 42))
    mother = Neighbour(names.full(None, YOUNG_WOMEN), father.age - rng.randint(-1, 4), signs_in=True)
    return [father, mother, *_children(rng, names, surname, mother)]


def _children(rng: random.Random, names: Names, surname: str, guardian: Neighbour) -> list[Neighbour]:
    oldest = min(14, max(1, guardian.age - 26))
    ages = sorted(rng.sample(range(1, oldest + 1), k=min(oldest, rng.choices([1, 2], [68, 32])[0])), reverse=True)
    return [
        Neighbour(names.full(surname, rng.choice([BOYS, GIRLS])), age, has_phone=False, ward_of=guardian)
        for age in ages
    ]


def _three_generations(rng: random.Random, names: Names) -> list[Neighbour]:
    family = _young_family(rng, names)
    mother = family[1]
    elder = Neighbour(
        names.full(None, OLD_WOMEN),
        mother.age + rng.randint(24, 31),
        has_phone=rng.random() < 0.4,
        ward_of=mother,
    )
    return [*family, elder]


def _old_couple(rng: random.Random, names: Names) -> list[Neighbour]:
    husband = Neighbour(names.full(None, OLD_MEN), rng.randint(62, 84), signs_in=rng.random() < 0.4)
    if rng.random() < 0.25:
        return [husband]
    return [husband, Neighbour(names.full(None, OLD_WOMEN), husband.age - rng.randint(0, 5), has_phone=False)]


def _middle_couple(rng: random.Random, names: Names) -> list[Neighbour]:
    husband = Neighbour(names.full(None, MIDDLE_MEN), rng.randint(46, 60))
    return [husband, Neighbour(names.full(None, MIDDLE_WOMEN), husband.age - rng.randint(0, 4), signs_in=True)]


def _young_single(rng: random.Random, names: Names) -> list[Neighbour]:
    given = rng.choice([YOUNG_MEN, YOUNG_WOMEN])
    return [Neighbour(names.full(None, given), rng.randint(23, 33), signs_in=True)]


def _workers(rng: random.Random, names: Names) -> list[Neighbour]:
    """Couriers and riders: known by name and phone, living elsewhere."""
    first = Neighbour("何志鹏", 28, signs_in=True, login=RIDER)
    names.taken.add(first.name)
    rest = [
        Neighbour(names.full(None, YOUNG_MEN), rng.randint(21, 44), signs_in=rng.random() < 0.5)
        for _n in range(WORKERS - 1)
    ]
    return [first, *rest]


def load_people(households: list[Household], *, rng: random.Random, today: dt.date) -> People:
    """Rows for everybody: persons, sign-ins, residences, guardianships and consents."""
    families = cast(rng)
    names = Names(rng)
    names.taken = {neighbour.name for family in families for neighbour in family}
    workers = _workers(rng, names)
    office = Neighbour("方晴", 41, signs_in=True, login=OPERATOR)
    neighbours = [neighbour for family in families for neighbour in family]
    everybody = [office, *neighbours, *workers]

    rows = _persons(everybody, today)
    users = _users(everybody, rows)
    _residences(families, rows, _homes(households, rng), today)
    _guardianships(neighbours, rows, today)
    _consents(everybody, rows, users)
    return _sorted(neighbours, workers, office, rows, users, rng, today)


def _persons(everybody: list[Neighbour], today: dt.date) -> dict[int, Person]:
    """Persons by the identity of their Neighbour. The sign-ins of the demo keep their own numbers."""
    numbers = (f"+8615400{n:06}" for n in range(1001, 9999))
    joined = clock.day_start(today - dt.timedelta(days=200))
    persons = [
        Person(
            name=neighbour.name,
            phone=_phone(neighbour, numbers),
            birth_year=today.year - neighbour.age,
            created_at=joined + dt.timedelta(days=n % 120, hours=9, minutes=n % 60),
        )
        for n, neighbour in enumerate(everybody)
    ]
    Person.objects.bulk_create(persons)
    return {id(neighbour): person for neighbour, person in zip(everybody, persons, strict=True)}


def _phone(neighbour: Neighbour, numbers: Iterator[str]) -> str:
    if neighbour.login:
        return neighbour.login.phone
    return next(numbers) if neighbour.has_phone and neighbour.age >= 16 else ""


def _users(everybody: list[Neighbour], rows: dict[int, Person]) -> dict[int, User]:
    """Sign-ins by person. Only those of the demo have a password; the others sign in by a code."""
    users = []
    for neighbour in everybody:
        person = rows[id(neighbour)]
        if not neighbour.signs_in:
            continue
        login = neighbour.login
        operator = login is OPERATOR
        users.append(
            User(
                person=person,
                phone=person.phone or None,
                phone_verified=bool(person.phone),
                email=login.sign_in if login and operator else None,
                password=make_password(login.password if login else None),
                is_staff=operator,
                date_joined=person.created_at,
            )
        )
    User.objects.bulk_create(users)
    return {user.person_id: user for user in users if user.person_id}


def _homes(households: list[Household], rng: random.Random) -> Iterator[Household]:
    """Households in no particular order, but the demo family and the demo elder always in the same building."""
    return iter(rng.sample(households, FAMILIES))


def _residences(
    families: list[list[Neighbour]], rows: dict[int, Person], homes: Iterator[Household], today: dt.date
) -> None:
    began = since(dt.date(today.year - 3, 9, 1))
    Residence.objects.bulk_create(
        Residence(person=rows[id(neighbour)], building=home.building, household=home, during=began)
        for family, home in zip(families, homes, strict=True)
        for neighbour in family
    )


def _guardianships(neighbours: list[Neighbour], rows: dict[int, Person], today: dt.date) -> None:
    Guardianship.objects.bulk_create(
        Guardianship(
            person=rows[id(neighbour)],
            by=rows[id(neighbour.ward_of)],
            kind=Guardianship.Kind.CHILD if neighbour.age < 18 else Guardianship.Kind.ELDER,
            during=since(today - dt.timedelta(days=150)),
        )
        for neighbour in neighbours
        if neighbour.ward_of
    )


def _consents(everybody: list[Neighbour], rows: dict[int, Person], users: dict[int, User]) -> None:
    """Who signs in has agreed to the notice, for oneself and for the wards."""
    notice = PrivacyNotice.objects.current()
    if notice is None:
        return
    consents = []
    for neighbour in everybody:
        giver = users.get(rows[id(neighbour.ward_of or neighbour)].pk)
        if giver:
            person = rows[id(neighbour)]
            consents.append(Consent(person=person, notice=notice, given_by=giver))
    Consent.objects.bulk_create(consents)


def _sorted(
    neighbours: list[Neighbour],
    workers: list[Neighbour],
    office: Neighbour,
    rows: dict[int, Person],
    users: dict[int, User],
    rng: random.Random,
    today: dt.date,
) -> People:
    people = People(year=today.year)
    for neighbour in neighbours:
        person = rows[id(neighbour)]
        group = people.children if neighbour.age < 16 else people.elders if neighbour.age >= 60 else people.adults
        group.append(person)
    people.workers = [rows[id(neighbour)] for neighbour in workers]
    # Who comes to a party-member day; nobody is marked as a member anywhere.
    grown = [*people.adults, *people.elders]
    people.members = rng.sample(grown, 60)
    for neighbour in [office, *neighbours, *workers]:
        person = rows[id(neighbour)]
        actor = users.get(person.pk) or (users.get(rows[id(neighbour.ward_of)].pk) if neighbour.ward_of else None)
        if actor:
            people.acting[person.pk] = actor
        if neighbour.login:
            people.by_login[neighbour.login.key] = person
        elif neighbour.ward_of and neighbour.ward_of.login:
            people.wards["child" if neighbour.age < 18 else "elder"] = person
    return people
