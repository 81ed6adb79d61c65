"""The reader's applications and memberships, as the own page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from volunteers.models import ServiceKind, Skill, Slot, Volunteer
from volunteers.rules.volunteers import VolunteerAct, possible_volunteer_acts
from volunteers.selectors.volunteers import own_volunteers

PILLS = {"applied": "amber", "active": "leaf", "paused": "amber"}


@dataclass(frozen=True, slots=True)
class VolunteerPage:
    """One application or membership with its words, and what may be done with it now."""

    volunteer: Volunteer
    is_own: bool
    acts: frozenset[VolunteerAct]

    @property
    def pill(self) -> str:
        return PILLS.get(self.volunteer.status, "")

    @property
    def kinds(self) -> list[str]:
        return [str(ServiceKind(code).label) for code in self.volunteer.kinds]

    @property
    def skills(self) -> list[str]:
        return [str(Skill(code).label) for code in self.volunteer.skills]

    @property
    def slots(self) -> list[str]:
        return [str(Slot(code).label) for code in self.volunteer.slots]

    @property
    def sub_teams(self) -> list[str]:
        return [membership.team.name for membership in self.volunteer.memberships.all()]


def own_profiles(user: User) -> Sequence[VolunteerPage]:
    """The user's own rows and those of the wards, the own ones first."""
    return [
        VolunteerPage(one, one.person_id == user.person_id, possible_volunteer_acts(one, user, family=True))
        for one in own_volunteers(user)
    ]
