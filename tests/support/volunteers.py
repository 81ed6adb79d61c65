"""Applications to a team, as tests send them."""

from typing import Any

from accounts.models import User
from tests.factories import NeighbourFactory, ResidentFactory, TeamFactory, officer
from volunteers.actions.join import apply_to_team
from volunteers.models import Team, Volunteer

PROFILE: dict[str, Any] = {"kinds": ["environment"], "slots": ["weekend_morning"]}


def grown_up(**fields: Any) -> User:
    """A resident of 1980 who has agreed to the privacy notice, with a sign-in."""
    return ResidentFactory(person=NeighbourFactory(birth_year=1980, **fields))


def apply(team: Team | None = None, *, by: User | None = None, **fields: Any) -> Volunteer:
    """Somebody applies for themselves, or for `person`."""
    by = by or grown_up()
    fields = {"person": by.person, **PROFILE, **fields}
    return apply_to_team(team or TeamFactory(), by=by, **fields)


def office_of(team: Team, role: str = "office_worker") -> User:
    """Somebody of the community office that looks after the team."""
    return officer(role, team.unit)
