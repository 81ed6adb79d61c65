"""Which members of the office are told of something about a person."""

from collections import defaultdict

from accounts.models import Person, User
from accounts.permissions import HeldRole, Reach, appointment_models, capabilities_of_role, roles
from common.time import clock

# The office enters people; whoever may do that also meets or calls them.
ENTERS_PEOPLE = "accounts.add_person"


def office_of(person: Person) -> list[User]:
    """Who holds an office today that keeps the person; the operators when no office does."""
    holders: dict[HeldRole, list[int]] = defaultdict(list)
    codes = [code for code in roles() if ENTERS_PEOPLE in capabilities_of_role(code)]
    for kind in appointment_models():
        current = kind._default_manager.filter(during__contains=clock.today(), role__in=codes)
        for user, role, scope in current.values_list("user_id", "role", kind.SCOPE):
            holders[HeldRole(role, kind._meta.label, scope)].append(user)
    keepers = {user for held, users in holders.items() if _keeps(held, person) for user in users}
    active = User.objects.filter(is_active=True, person__isnull=False).select_related("person").order_by("pk")
    return list(active.filter(pk__in=keepers)) or list(active.filter(is_staff=True))


def _keeps(held: HeldRole, person: Person) -> bool:
    return Person.objects.own_within(Reach.of([held])).filter(pk=person.pk).exists()
