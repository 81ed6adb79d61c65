"""The people of the demo as rows: persons, sign-ins, homes, guardianships and consents.

Phone numbers begin with 154, a block that no operator in China has: they pass the form, and a message to one of them
reaches nobody, even with a real SMS sender.
"""

import datetime as dt
import functools
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Consent, Guardianship, Person, PrivacyNotice, User
from common.time import clock
from common.time.ranges import since
from demo.families import Family, HomeAddress, Neighbour, Population, draw_population
from demo.logins import OFFICE_WORKER, OPERATOR, SECRETARY
from grid.models import Household, Residence

# From this age a person of the demo has a phone and signs in alone.
OF_AGE = 16


@dataclass
class People:
    """All people of the demo as rows, in the groups that events and the organisation need."""

    year: int
    adults: list[Person] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)
    elders: list[Person] = field(default_factory=list)
    workers: list[Person] = field(default_factory=list)
    # Former residents who live elsewhere now.
    moved_away: list[Person] = field(default_factory=list)
    # They may come to a party-member day; filled from the register.
    members: list[Person] = field(default_factory=list)
    # The sign-in that acts for a person: their own or a guardian's. Without one, staff act for the person.
    acting: dict[int, User] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    by_login: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, Person] = field(default_factory=dict)
    homes: dict[int, Household] = field(default_factory=dict)
    wards: dict[str, Person] = field(default_factory=dict)

    @property
    def operator(self) -> User:
        return self.users[self.by_login[OPERATOR.key].pk]

    @property
    def secretary(self) -> User:
        return self.users[self.by_login[SECRETARY.key].pk]

    @property
    def office(self) -> User:
        """The office worker who enters what neighbours without a sign-in ask for at the desk."""
        return self.users[self.by_login[OFFICE_WORKER.key].pk]

    @property
    def everybody(self) -> list[Person]:
        return [*self.adults, *self.elders, *self.children, *self.workers, *self.moved_away]

    def user(self, name: str) -> User:
        return self.users[self.by_name[name].pk]


def load_people(households: list[Household], *, rng: random.Random, today: dt.date) -> People:
    """Write persons, sign-ins, residences, guardianships and consents of the demo."""
    population = draw_population(rng)
    rows = _persons(population.everybody, today)
    people = People(year=today.year, users=_users(population.everybody, rows, today))
    people.by_name = {person.name: person for person in rows.values()}
    _residences(population.families, rows, _homes(population.families, households, rng), people, today)
    _guardianships(population.neighbours, rows, today)
    _sort(population, rows, people)
    _consents(population.everybody, rows, people)
    return people


def _persons(everybody: list[Neighbour], today: dt.date) -> dict[int, Person]:
    """Persons by the `id()` of their Neighbour. The demo sign-ins have fixed numbers."""
    numbers = (f"+8615400{n:06}" for n in range(1001, 9999))
    joined = clock.day_start(today - dt.timedelta(days=760))
    persons = [
        Person(
            name=neighbour.name,
            phone=_phone(neighbour, numbers),
            birth_year=today.year - neighbour.age,
            created_at=joined + dt.timedelta(days=n % 640, hours=9, minutes=n % 60),
        )
        for n, neighbour in enumerate(everybody)
    ]
    Person.objects.bulk_create(persons)
    return {id(neighbour): person for neighbour, person in zip(everybody, persons, strict=True)}


def _phone(neighbour: Neighbour, numbers: Iterator[str]) -> str:
    if neighbour.login:
        return neighbour.login.phone
    return next(numbers) if neighbour.has_phone and neighbour.age >= OF_AGE else ""


def _users(everybody: list[Neighbour], rows: dict[int, Person], today: dt.date) -> dict[int, User]:
    """Sign-ins by person. Only the demo sign-ins have a password; the others sign in with a code.

    All were used in the last weeks, except every twentieth, which nobody has used for half a year.
    """
    users = [_user(neighbour, rows[id(neighbour)]) for neighbour in everybody if neighbour.signs_in]
    for number, user in enumerate(users):
        is_dormant = number % 20 == 19 and not user.has_usable_password()
        user.last_login = clock.day_start(today - dt.timedelta(days=180 if is_dormant else 1 + number % 40))
    User.objects.bulk_create(users)
    return {user.person_id: user for user in users if user.person_id}


def _user(neighbour: Neighbour, person: Person) -> User:
    login = neighbour.login
    operator = login is OPERATOR
    return User(
        person=person,
        phone=person.phone or None,
        phone_verified=bool(person.phone),
        email=login.sign_in if login and operator else None,
        password=_hashed(login.password) if login else make_password(None),
        is_staff=operator,
        date_joined=person.created_at,
    )


@functools.cache
def _hashed(password: str) -> str:
    """The hash of a password, computed once: hashing is slow, and the demo sign-ins share one public password."""
    return make_password(password)


def _homes(families: list[Family], households: list[Household], rng: random.Random) -> Iterator[Household]:
    """A household for each family, in its building if it names one, else a random one."""
    free: dict[HomeAddress, list[Household]] = defaultdict(list)
    for household in households:
        free[HomeAddress(household.building.estate.name, household.building.number)].append(household)
    taken = {id(family): rng.choice(free[family.home]) for family in families if family.home}
    while len({home.pk for home in taken.values()}) < len(taken):
        taken = {id(family): rng.choice(free[family.home]) for family in families if family.home}
    reserved = {home.pk for home in taken.values()}
    others = iter(rng.sample([home for home in households if home.pk not in reserved], len(families) - len(taken)))
    return (taken.get(id(family)) or next(others) for family in families)


def _residences(
    families: list[Family], rows: dict[int, Person], homes: Iterator[Household], people: People, today: dt.date
) -> None:
    began = dt.date(today.year - 3, 9, 1)
    residences = []
    for family, home in zip(families, homes, strict=True):
        during = DateRange(began, today - dt.timedelta(days=family.left)) if family.left else since(began)
        for neighbour in family.people:
            person = rows[id(neighbour)]
            people.homes[person.pk] = home
            residences.append(Residence(person=person, building=home.building, household=home, during=during))
    Residence.objects.bulk_create(residences)


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


def _consents(everybody: list[Neighbour], rows: dict[int, Person], people: People) -> None:
    """Everybody has consented: by their own sign-in, by a guardian's, or through the office."""
    notice = PrivacyNotice.objects.current()
    if notice is None:
        return
    Consent.objects.bulk_create(
        Consent(
            person=rows[id(neighbour)],
            notice=notice,
            given_by=people.acting.get(rows[id(neighbour)].pk, people.office),
            given_at=max(notice.published_at, rows[id(neighbour)].created_at),
        )
        for neighbour in everybody
    )


def _sort(population: Population, rows: dict[int, Person], people: People) -> None:
    for family in population.families:
        for neighbour in family.people:
            group = people.moved_away if family.left else _generation(neighbour, people)
            group.append(rows[id(neighbour)])
    people.workers = [rows[id(neighbour)] for neighbour in population.workers]
    for neighbour in population.everybody:
        person = rows[id(neighbour)]
        guardian = rows[id(neighbour.ward_of)] if neighbour.ward_of else None
        actor = people.users.get(person.pk) or (people.users.get(guardian.pk) if guardian else None)
        if actor:
            people.acting[person.pk] = actor
        if neighbour.login:
            people.by_login[neighbour.login.key] = person
        elif neighbour.ward_of and neighbour.ward_of.login:
            people.wards["child" if neighbour.age < 18 else "elder"] = person


def _generation(neighbour: Neighbour, people: People) -> list[Person]:
    if neighbour.age < OF_AGE:
        return people.children
    return people.elders if neighbour.age >= 60 else people.adults
