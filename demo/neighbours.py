"""Links of people to pioneer posts, current and past."""

import datetime as dt
import random
from collections import defaultdict

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Person
from common.time.ranges import since
from demo.logins import ELDER, RESIDENT
from demo.officers import SUCCESSOR, TERMS
from demo.organisation import POSTS
from demo.people import People
from demo.register import DemoMembers
from grid.models import OrgUnit, PioneerLink

# The share of adults with a link; nearly all members have one.
SHARE, SHARE_OF_MEMBERS = 0.5, 0.92
MOVED = 14

type Links = dict[int, list[PioneerLink]]


def load_links(
    people: People, members: DemoMembers, units: dict[str, OrgUnit], *, rng: random.Random, today: dt.date
) -> Links:
    """The demo's links of people to each post. People with an earlier link have moved within the branch."""
    at = {(plan.estate, number): units[plan.name] for plan in POSTS for number in plan.buildings}
    links = []
    for person in _linked(people, members, rng):
        building = people.homes[person.pk].building
        post = at[building.estate.name, building.number]
        began = today - dt.timedelta(days=rng.randint(30, 620))
        links.append(PioneerLink(person=person, post=post, during=since(began)))
    for link in rng.sample([link for link in links if link.post.parent], MOVED):
        others = [unit for unit in at.values() if unit.parent_id == link.post.parent_id and unit != link.post]
        began = link.during.lower - dt.timedelta(days=rng.randint(60, 400))
        links.append(
            PioneerLink(person=link.person, post=rng.choice(others), during=DateRange(began, link.during.lower))
        )
    of: Links = defaultdict(list)
    for link in PioneerLink.objects.bulk_create(links):
        of[link.post_id].append(link)
    return of


def _linked(people: People, members: DemoMembers, rng: random.Random) -> list[Person]:
    """The people to link: the demo sign-ins and successors always, holders of a post never."""
    leading = {term.who for term in TERMS}
    always = {people.by_login[RESIDENT.key].pk, people.by_login[ELDER.key].pk, people.by_name[SUCCESSOR.who].pk}
    of_the_party = {person.pk for person in members.around}
    return [
        person
        for person in [*people.adults, *people.elders]
        if person.name not in leading
        and (person.pk in always or rng.random() < (SHARE_OF_MEMBERS if person.pk in of_the_party else SHARE))
    ]
