"""What joining a team depends on, and what its members look at: read for forms, pages and rules."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Consent, Guardianship, Person, User
from accounts.selectors.people import is_own, who_acts_for
from common.time import clock
from grid.selectors.residents import homes_of
from volunteers.models import Assignment, Team, TeamMembership, Volunteer


def shifts_to_come(volunteer: Volunteer) -> QuerySet[Assignment]:
    """The places of the volunteer, taken or waited for, in shifts that have not begun."""
    to_come = (Assignment.Status.ASSIGNED, Assignment.Status.WAITLISTED)
    rows: QuerySet[Assignment] = Assignment.objects.filter(
        volunteer=volunteer, status__in=to_come, starts_at__gt=clock.now()
    )
    return rows


def volunteer_made_by_form(team: Team, *, by: User, token: uuid.UUID | None) -> Volunteer | None:
    """The volunteer of this team whom the user's form of this token has entered."""
    if token is None:
        return None
    return Volunteer.objects.filter(team=team, by=by, token=token).select_related("team", "person").first()


def teams_to_join() -> QuerySet[Team]:
    """The teams that take applications, with their community."""
    rows: QuerySet[Team] = Team.objects.in_use().top().select_related("community").order_by("pk")
    return rows


def with_sub_teams(volunteers: Any) -> Any:
    """Prefetch the sub-teams of today of volunteers as `memberships.all`."""
    current = TeamMembership.objects.current().select_related("team").order_by("team__name", "pk")
    return volunteers.prefetch_related(Prefetch("memberships", current))


def own_volunteers(user: User) -> list[Volunteer]:
    """The user's own rows and those of the wards of today, the own ones first, with their sub-teams."""
    rows = Volunteer.objects.owned_by(user).select_related("team__community", "person", "grid", "membership_answer")
    return sorted(with_sub_teams(rows), key=lambda one: (one.person_id != user.person_id, one.pk))


def has_more_to_apply_for(user: User) -> bool:
    """Whether the user looks after somebody who is in no team and has not applied. One query."""
    known = Volunteer.objects.owned_by(user).order_by().values("person")
    return Guardianship.objects.current().filter(by__user=user).exclude(person__in=known).exists()


def has_applied(user: User | AnonymousUser) -> bool:
    """Whether the reader, or a ward, waits for the answer of a team. One query; none for a visitor."""
    return isinstance(user, User) and Volunteer.objects.owned_by(user).applicants().exists()


def for_call_list(volunteers: Any, *, reader: User) -> Any:
    """Volunteers by name, each with `person_is_own`, the homes that the reader may know, and who acts for them."""
    rows = volunteers.select_related("person", "team").annotate(person_is_own=is_own(reader, "person"))
    rows = rows.prefetch_related(homes_of(reader, "person__"), who_acts_for(reader, "person__"))
    return rows.order_by("person__name_sort", "pk")


def sub_teams_of(team: Team) -> QuerySet[Team]:
    """The sub-teams in use that volunteers of the team can be in."""
    rows: QuerySet[Team] = Team.objects.in_use().filter(parent=team).order_by("name", "pk")
    return rows


@dataclass(frozen=True, slots=True)
class JoinChoice:
    """For whom the reader may apply to this team: what the form, its page and its refusal all show.

    `people` are those in the reader's care, each with `has_agreed`, the reader first; `volunteers` are their rows in
    the team.
    """

    team: Team
    reader: User
    people: Sequence[Person]
    volunteers: Sequence[Volunteer]

    @classmethod
    def read(cls, team: Team, reader: User) -> "JoinChoice":
        agreed = Consent.objects.in_force().filter(person=OuterRef("pk"))
        people = list(Person.objects.in_care_of(reader).annotate(has_agreed=Exists(agreed)))
        people.sort(key=lambda person: (person.pk != reader.person_id, person.pk))
        rows = Volunteer.objects.filter(team=team, person__in=people).select_related("team", "person")
        return cls(team, reader, people, list(rows.order_by("pk")))

    @property
    def standing(self) -> list[Volunteer]:
        """Whose application waits, and who is in the team."""
        ended = (Volunteer.Status.REFUSED, Volunteer.Status.LEFT)
        return [one for one in self.volunteers if one.status not in ended]

    @property
    def free(self) -> list[Person]:
        """Who may apply: not yet, refused, or gone."""
        taken = {one.person_id for one in self.standing}
        return [person for person in self.people if person.pk not in taken]

    @property
    def reader_has_agreed(self) -> bool:
        own = [person for person in self.people if person.pk == self.reader.person_id]
        return any(getattr(person, "has_agreed", False) for person in own)


def members_by_team(teams: Any) -> Any:
    """Annotate `member_count`: how many volunteers are in the team, or in the sub-team, today."""
    members = Volunteer.objects.members().order_by()
    in_team = members.filter(team=OuterRef("pk")).values("team").annotate(n=Count("*")).values("n")
    in_sub_team = (
        TeamMembership.objects.current()
        .order_by()
        .filter(team=OuterRef("pk"), volunteer__in=members.values("pk"))
        .values("team")
        .annotate(n=Count("*"))
        .values("n")
    )
    return teams.annotate(member_count=Coalesce(Subquery(in_team), Subquery(in_sub_team), 0))
