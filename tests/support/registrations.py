"""What tests of events and registrations do again and again."""

from accounts.models import Person, User
from events.actions.registrations import register
from events.models import Event, Registration
from tests.factories import ResidentFactory


def join(event: Event, *, seats: int = 1, by: User | None = None, person: Person | None = None) -> Registration:
    """A party registers: by default a resident of whom nothing else is known."""
    by = by or ResidentFactory()
    return register(event, person=person or by.person, seats=seats, by=by)


def fresh(registration: Registration) -> Registration:
    return Registration.objects.get(pk=registration.pk)


def heard(person: Person) -> list[str]:
    """The kinds of notices that the person got, oldest first."""
    return list(person.notifications.order_by("pk").values_list("kind", flat=True))
