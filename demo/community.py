"""The organisation of the demo: appointments, register, surveys, links, visits, handovers.

Each part has its own random generator, so that changing one part leaves the others unchanged.
"""

import datetime as dt
import random
from collections.abc import Iterator

from demo.appointments import load_appointments
from demo.handover import load_handovers
from demo.identity import load_displays
from demo.neighbours import load_links
from demo.people import People
from demo.register import RegisterLoader, choose_members
from demo.survey import SurveyLoader
from demo.visits import VisitLoader
from grid.models import Community, Grid, Household, OrgUnit


def load_community_life(
    community: Community,
    grids: dict[int, Grid],
    units: dict[str, OrgUnit],
    households: list[Household],
    people: People,
    *,
    today: dt.date,
) -> Iterator[str]:
    """Load appointments, register, surveys, links, visits, displays and handovers; report the rows of each."""
    posts = load_appointments(units, grids, people, today=today)
    yield f"Appointments: {len(posts.of_units)} at units, {len(posts.on_grids)} on grids"
    members = choose_members(people, rng=_drawn("members"))
    people.members = members.around
    surveys = SurveyLoader(households, units, posts, people, rng=_drawn("surveys"), today=today)
    yield f"Surveys: 2, with {surveys.load(members)} answers"
    register = RegisterLoader(members, surveys.found, people, units, posts, rng=_drawn("register"), today=today)
    relations, transfers = register.load()
    yield f"Party register: {relations} relations, {transfers} transfers"
    links = load_links(people, members, units, rng=_drawn("links"), today=today)
    yield f"Links: {sum(map(len, links.values()))} of neighbours to posts"
    visits = VisitLoader(
        households, units, posts, links, people, period=community.visit_days, rng=_drawn("visits"), today=today
    )
    yield f"Visits: {visits.load()} in a year"
    shown = load_displays(posts, rng=_drawn("displays"), today=today)
    load_handovers(posts, links, people, today=today)
    yield f"Pioneers who show who they are: {shown}; posts that change hands: 2"


def _drawn(what: str) -> random.Random:
    return random.Random(f"1510 {what}")  # noqa: S311 - a demo, not a secret
