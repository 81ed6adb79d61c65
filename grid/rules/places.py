"""Rules of places: one rule, one function, one message."""

from django.utils.translation import gettext as _

from common.exceptions import Refused
from grid.models import Building, Household

# More flats on one floor of one entrance than any building has; a slip of the finger, not a plan.
MOST_FLATS = 30
# More than any building of ours holds; so many rows are still written within one request.
MOST_AT_ONCE = 2_000


def require_plausible_flats(flats: int) -> None:
    """Of a building: at most 30 flats on each floor of each entrance."""
    if not 1 <= flats <= MOST_FLATS:
        raise Refused(_("Please enter from 1 to 30 flats a floor."), code="flats")


def require_plausible_household_count(building: Building, *, flats: int) -> None:
    """Of a building: at most 2,000 households, which one request can still write."""
    if building.entrances * building.floors * flats > MOST_AT_ONCE:
        raise Refused(_("These would be more than 2,000 households. Please check the numbers."), code="too_many")


def require_households_to_add(missing: list[Household]) -> None:
    """Of a building: at least one of the planned households is not there yet."""
    if not missing:
        raise Refused(_("All these households are there already."), code="nothing_to_add")
