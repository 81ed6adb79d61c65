"""The public cards of volunteers: one's own, and those of a team."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from grid.models import Building
from grid.selectors.homes import home_of
from volunteers.models import Team, Volunteer, VolunteerCard


def card_of(volunteer: Volunteer) -> VolunteerCard | None:
    """The card of the volunteer that is not withdrawn."""
    return VolunteerCard.objects.filter(volunteer=volunteer, withdrawn_at=None).first()


def cards_of_team(team: Team) -> QuerySet[VolunteerCard]:
    """The cards that the public sees on the page of a team, in the order of the volunteers' numbers."""
    rows: QuerySet[VolunteerCard] = VolunteerCard.objects.live().filter(volunteer__team=team)
    return rows.select_related("volunteer__person", "building__estate").order_by("volunteer__number", "pk")


def buildings_to_show(user: User) -> QuerySet[Building]:
    """The building in which the user lives, by the office's record or the own word."""
    home = home_of(user)
    rows = Building.objects.select_related("estate")
    return rows.filter(pk=home.building.pk) if home else rows.none()


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A membership of the reader with its card: as it is shown, or as it would be."""

    volunteer: Volunteer
    card: VolunteerCard
    is_shown: bool


def own_cards(user: User) -> Sequence[OwnCard]:
    """The memberships of the user, each with its card. Two queries."""
    members = Volunteer.objects.members().filter(person=user.person_id).select_related("team", "person")
    shown = {
        card.volunteer_id: card
        for card in VolunteerCard.objects.live()
        .filter(volunteer__person=user.person_id)
        .select_related("volunteer__person", "building__estate")
    }
    return [
        OwnCard(one, shown.get(one.pk) or VolunteerCard(volunteer=one), one.pk in shown)
        for one in members.order_by("pk")
    ]
