"""The posts that somebody holds, with the card that is public or that would be."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from grid.models import IdentityDisplay, PostBuilding, UnitAppointment
from grid.models.places import buildings_in_words


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post that the reader holds, with the identity display that is public, or that would be."""

    appointment: UnitAppointment
    display: IdentityDisplay
    buildings: list[str]

    @property
    def is_shown(self) -> bool:
        return self.display.pk is not None


def posts_held(user: User) -> QuerySet[UnitAppointment]:
    """The pioneer posts that the user holds today, at which an identity display is possible."""
    return UnitAppointment.objects.current().filter(user=user, role=UnitAppointment.Role.PIONEER)


def display_of(appointment: UnitAppointment) -> IdentityDisplay | None:
    """The identity display of an appointment that has not been withdrawn."""
    return IdentityDisplay.objects.filter(appointment=appointment, withdrawn_at=None).first()


def own_posts(user: User) -> list[OwnPost]:
    """The pioneer posts that the user holds today, by name, each with its identity display."""
    links = (
        PostBuilding.objects.current()
        .select_related("building__estate")
        .order_by("building__estate__name", "building__number")
    )
    held = (
        posts_held(user)
        .select_related("user__person", "unit")
        .prefetch_related(
            Prefetch("displays", IdentityDisplay.objects.filter(withdrawn_at=None), to_attr="shown"),
            Prefetch("unit__post_buildings", links, to_attr="current_buildings"),
        )
        .order_by("unit__name")
    )
    return [_own_post(appointment) for appointment in held]


def _own_post(appointment: UnitAppointment) -> OwnPost:
    shown: list[IdentityDisplay] = appointment.shown  # type: ignore[attr-defined]
    display = shown[0] if shown else IdentityDisplay()
    display.appointment = appointment
    return OwnPost(
        appointment,
        display,
        buildings_in_words(link.building for link in appointment.unit.current_buildings),  # type: ignore[attr-defined]
    )
