"""What roles may do with events and registrations (DOMAIN.md §7)."""

from django.db.models import QuerySet

from accounts.permissions import OPERATOR, Reach, permit, reach_people

OFFICE = f"{OPERATOR} secretary deputy office_worker"


def declare() -> None:
    permit(
        "events",
        {
            # A branch edits the events that it organises itself: EventQuerySet.in_scope_of.
            f"{OFFICE} branch_secretary": {"event": "view add change delete", "registration": "view add change"},
            # For the own people, at any published event.
            f"{OFFICE} branch_secretary grid_worker pioneer": {"others": "register"},
            "grid_worker pioneer": {"registration": "view"},
        },
    )
    reach_people(those_who_come, met=True)


def those_who_come(reach: Reach) -> QuerySet:
    """Whoever is registered for the events that are run there."""
    from events.models import Registration

    return Registration.objects.to_events_within(reach).order_by().values("person")
