"""A person says in which building they live, says another one, or takes it back."""

from accounts.actions.consent import when_consent_is_withdrawn
from accounts.models import Person, User
from accounts.rules.consent import require_consent
from common.actions import action
from common.time import clock
from grid.models import Building, StatedHome
from grid.rules.homes import require_home_to_state, require_own_person


@action
def state_home(building: Building, *, by: User) -> StatedHome:
    """The user's own person lives in this building, by the user's own word; an earlier word is replaced.

    Raises Refused for a sign-in without a person, without consent, and where the office has recorded a residence:
    that one counts.
    """
    person = require_own_person(by)
    require_consent(person)
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


def register_home_forgetting() -> None:
    """What somebody has said of the own home goes with the consent. Called once, when the app is ready."""
    when_consent_is_withdrawn(_forget)


def _forget(person: Person) -> None:
    StatedHome.objects.filter(person=person).delete()
