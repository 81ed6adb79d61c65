"""What roles may do with stations and bookings (DOMAIN.md §7); everything that is not in the table is denied."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import OPERATOR, Role, permit, register_roles
from accounts.scopes import register_people
from grid.permissions import ABOVE, EDIT, OFFICE, VIEW
from stations import scopes
from stations.models import StationAppointment

STATION = ("station", "stationphoto", "openinghours", "openingexception", "space", "reservedhours")
CLERKS = "deputy office_worker"


def declare() -> None:
    """Register what roles may do with stations and bookings; called once, when the app is ready."""
    register_roles(
        Role("receptionist", _("receptionist"), StationAppointment, ABOVE, office=False),
    )
    permit(
        "stations",
        {
            f"{OPERATOR} {OFFICE}": dict.fromkeys(STATION, EDIT)
            | {
                "booking": "view add change check_in",
                "bookingseries": "view add change",
                "hold": EDIT,
                "dropin": "view add delete",
                "servicering": EDIT,
                "walldisplay": "view add change",
                "use": "view export",
            },
            "branch_secretary": dict.fromkeys(STATION, VIEW)
            | {"booking": VIEW, "bookingseries": VIEW, "hold": VIEW, "dropin": VIEW, "use": VIEW},
            "receptionist": dict.fromkeys(STATION, VIEW)
            | {"booking": "view check_in", "hold": VIEW, "dropin": "view add delete"},
            # For their own people, at any station of the community; a receptionist for anybody at the desk.
            f"{OPERATOR} {OFFICE} grid_worker pioneer receptionist": {"others": "book"},
            "grid_worker pioneer": {"booking": VIEW},
            f"{OPERATOR} secretary": {"stationappointment": "view add change"},
            CLERKS: {"stationappointment": VIEW},
        },
    )
    # Whoever sits at a desk writes down what a neighbour reports there.
    permit("grid", {"receptionist": {"matter": "add"}})
    # A receptionist sees the names of people who have booked before, to book for them again, and rings who comes.
    permit("accounts", {"receptionist": {"person": "view call"}})
    register_people(scopes.people_with_bookings, view_only=True)
    register_people(scopes.receptionists, view_only=True)
