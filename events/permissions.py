"""What roles may do with events and registrations (DOMAIN.md §7); everything that is not in the table is denied."""

from accounts.permissions import OPERATOR, permit
from accounts.scopes import register_people
from events.scopes import people_with_registrations

OFFICE = f"{OPERATOR} secretary deputy office_worker"


def declare() -> None:
    """Register what each role may do with events and registrations; called once, when the app is ready."""
    permit(
        "events",
        {
            # A branch edits only the events that it organises (events/scopes.py).
            f"{OFFICE} branch_secretary": {
                "event": "view add change delete",
                "eventseries": "view add change delete",
                "enrolment": "view",
                "registration": "view add change check_in",
            },
            # Whoever comes to an event at the own station, while its list is kept (events/scopes.py).
            "receptionist": {"registration": "view check_in"},
            # For their own people, at any published event.
            f"{OFFICE} branch_secretary grid_worker pioneer": {"others": "register"},
            "grid_worker pioneer": {"registration": "view", "enrolment": "view"},
        },
    )
    register_people(people_with_registrations, view_only=True)
