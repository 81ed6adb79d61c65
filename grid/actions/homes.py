"""A person says in which building they live, says another one, or takes it back."""

from accounts.models import User
from common.actions import action
from common.time import clock
from grid.models import Building, StatedHome
from grid.rules.homes import require_home_to_state, require_own_person


@action
def state_home(building: Building, *, by: User) -> StatedHome:
    """The user's own person lives in this building, by the user's own word; an earlier word is replaced.

    Raises Refused for a sign-in without a person, and where the office has recorded a residence: that one counts.
    """
    person = require_own_person(by)
    require_home_to_state(by)
    home, _made = StatedHome.objects.update_or_create(
        person=person, defaults={"building": building, "stated_at": clock.now()}
    )
    return home


@action
def forget_home(*, by: User) -> int:
    """What the user has said of the own home is deleted; return how many rows there were: one, or none."""
    require_own_person(by)
    deleted, _kinds = StatedHome.objects.of(by).delete()
    return deleted
