"""Stars: how many hours a volunteer has given. They are shown to the volunteer alone; nobody is compared."""

from dataclasses import dataclass

from django.conf import settings

from accounts.models import User
from volunteers.models import ServiceRecord, Volunteer
from volunteers.querysets import Minutes

HOUR = 60


@dataclass(frozen=True, slots=True)
class StarLevel:
    """The stars of a volunteer, the two sums that they rest on, and what is left to the next star."""

    stars: int
    minutes: Minutes
    # The hours at which the next star is given; None for who has all of them.
    next_hours: int | None

    @property
    def of(self) -> int:
        """How many stars there are."""
        return len(settings.VOLUNTEER_STAR_HOURS)

    @property
    def row(self) -> list[bool]:
        """Each star, and whether it is given."""
        return [number < self.stars for number in range(self.of)]

    @property
    def minutes_left(self) -> int:
        """The minutes that are missing for the next star; 0 for who has all of them."""
        return 0 if self.next_hours is None else self.next_hours * HOUR - self.minutes.total


def star_level_of(volunteer: Volunteer) -> StarLevel:
    """The stars of the volunteer by both kinds of minutes together, which whoever shows them says. One query."""
    return star_level(volunteer.records.counted().minutes())


def star_level(minutes: Minutes) -> StarLevel:
    """The stars for these minutes (settings.VOLUNTEER_STAR_HOURS)."""
    steps = sorted(settings.VOLUNTEER_STAR_HOURS)
    reached = [hours for hours in steps if minutes.total >= hours * HOUR]
    left = steps[len(reached) :]
    return StarLevel(stars=len(reached), minutes=minutes, next_hours=left[0] if left else None)


def own_stars(user: User) -> list[tuple[Volunteer, StarLevel]]:
    """The user and the wards of today who were in a team, each with the stars; one query for all their minutes."""
    own = list(Volunteer.objects.owned_by(user).filter(number__isnull=False).select_related("person", "team"))
    sums = ServiceRecord.objects.counted().filter(volunteer__in=own).minutes_by("volunteer")
    return [(one, star_level(sums.get(one.pk, Minutes(0, 0)))) for one in own]
