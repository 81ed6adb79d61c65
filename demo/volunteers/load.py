"""The volunteer team of the demo, part after part. Each has its own random generator, as in `demo.community`."""

import datetime as dt
import random
from collections.abc import Iterator

from demo.people import People
from demo.schedule import PlannedEvent
from demo.stations import Spaces
from demo.volunteers.enrolment import EnrolmentLoader
from demo.volunteers.papers import PaperLoader
from demo.volunteers.service import ServiceLoader
from demo.volunteers.shifts import ShiftLoader
from demo.volunteers.teams import load_teams
from events.models import Event
from grid.models import Community, OrgUnit
from volunteers.models import Volunteer


def load_volunteers(
    community: Community,
    units: dict[str, OrgUnit],
    people: People,
    planned: list[PlannedEvent],
    events: list[Event],
    spaces: Spaces,
    *,
    today: dt.date,
) -> Iterator[str]:
    """Load the team, its volunteers, what they have done and will do, and the papers; report the rows of each."""
    teams = load_teams(community, units, people, today=today)
    active = EnrolmentLoader(teams, people, rng=_drawn("volunteers"), today=today).load()
    yield f"Volunteers: {Volunteer.objects.members().count()} in a team with {len(teams.subs)} sub-teams"
    service = ServiceLoader(teams, active, people, rng=_drawn("service"), today=today)
    done, records = service.load()
    coming = ShiftLoader(teams, active, people, rng=_drawn("shifts"), today=today).load(planned, events, spaces)
    yield f"Volunteer activities: {done} done, {coming} to come; service records: {records}"
    papers = PaperLoader(teams, active, service.records, people, rng=_drawn("papers"), today=today)
    yield f"Papers of volunteers: {papers.load()}"


def _drawn(what: str) -> random.Random:
    return random.Random(f"1510 {what}")  # noqa: S311 - a demo, not a secret
