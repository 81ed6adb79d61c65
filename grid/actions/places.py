"""Use cases over places that touch several rows."""

from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from grid.models import Building, Household
from grid.rules.places import require_households_to_add, require_plausible_flats, require_plausible_household_count


@action
def add_households(building: Building, *, flats: int, by: User) -> list[Household]:
    """Give the building its households: `flats` on every floor of every entrance, coded 101, 102, … 1101.

    Households that are already there stay as they are. Returns the new ones. Raises Refused.
    """
    require_permission(by, "grid.change_building", building)
    require_plausible_flats(flats)
    building = Building.objects.select_for_update(no_key=True, of=("self",)).get(pk=building.pk)
    require_plausible_household_count(building, flats=flats)
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
    require_households_to_add(missing)
    return Household.objects.bulk_create(missing)
