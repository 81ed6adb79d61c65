"""What roles may do with events and registrations (DOMAIN.md §7)."""

from accounts.permissions import OPERATOR, permit, reach_people
from events.scopes import those_who_come

OFFICE = f"{OPERATOR} secretary deputy office_worker"


def declare() -> None:
    permit(
        "events",
        {
            # A branch edits the events that it organises itself: events/scopes.py.
            f"{OFFICE} branch_secretary": {"event": "view add change delete", "registration": "view add change"},
            # For the own people, at any published event.
            f"{OFFICE} branch_secretary grid_worker pioneer": {"others": "register"},
            "grid_worker pioneer": {"registration": "view"},
        },
    )
    reach_people(those_who_come, met=True)
