"""The people whom the user registers for events, and their registrations."""

from django.db.models import QuerySet

from accounts.models import Person, User
from common.time import clock
from events.models import Event, Registration
from events.querysets import RegistrationQuerySet


def own_people_to_register(user: User) -> QuerySet[Person]:
    """For whom the user may register at the desk: the own people of the appointments that give that right."""
    return Person.objects.own_within(user.rights.holding("events.register_others"))


def events_to_register_for() -> QuerySet[Event]:
    """The events to come that take registrations, with what a card shows, the next first."""
    rows = Event.objects.filter(status=Event.Status.PUBLISHED, capacity__isnull=False)
    return rows.to_come().for_cards().order_by("starts_at", "pk")


def own_registrations(user: User) -> RegistrationQuerySet:
    """The registrations of the own people, and of the guests of the events that the user looks after."""
    people = Person.objects.within(user.rights.holding("events.register_others")).order_by().values("pk")
    return Registration.objects.visible_to(user).filter(person__in=people).select_related("event", "person")


def coming_registrations(user: User) -> RegistrationQuerySet:
    """The own people's registrations (holding seats or waiting) for what has not ended, the next first."""
    return (
        own_registrations(user)
        .live()
        .filter(event__ends_at__gt=clock.now())
        .with_position()
        .order_by("event__starts_at", "event_id", "pk")
    )
