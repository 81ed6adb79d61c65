"""Use cases over places that touch several rows."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.exceptions import Refused
from grid.models import Building, Household

# More flats on one floor of one entrance than any building has; a slip of the finger, not a plan.
MOST_FLATS = 30
# More than any building of ours holds; so many rows are still written within one request.
MOST_AT_ONCE = 2_000


@action
def add_households(building: Building, *, flats: int, by: User) -> list[Household]:
    """Give the building its households: `flats` on every floor of every entrance, coded 101, 102, … 1101.

    Households that are already there stay as they are. Returns the new ones. Raises Refused.
    """
    require_permission(by, "grid.change_building", building)
    if not 1 <= flats <= MOST_FLATS:
        raise Refused(_("Please enter from 1 to 30 flats a floor."), code="flats")
    building = Building.objects.select_for_update(no_key=True, of=("self",)).get(pk=building.pk)
    if building.entrances * building.floors * flats > MOST_AT_ONCE:
        raise Refused(_("These would be more than 2,000 households. Please check the numbers."), code="too_many")
    existing = set(building.households.values_list("entrance", "code"))
    planned = [
        (entrance, f"{floor}{flat:02}")
        for entrance in range(1, building.entrances + 1)
        for floor in range(1, building.floors + 1)
        for flat in range(1, flats + 1)
    ]
    missing = [
        Household(building=building, entrance=e, code=code) for e, code in planned if (e, code) not in existing
    ]
    if not missing:
        raise Refused(_("All these households are there already."), code="nothing_to_add")
    return Household.objects.bulk_create(missing)
