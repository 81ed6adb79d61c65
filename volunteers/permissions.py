"""What roles may do with the volunteer team (DOMAIN.md §7); everything that is not in the table is denied."""

from django.utils.translation import gettext_lazy as _

from accounts.models.readings import ReadingKind, register_readings
from accounts.permissions import OPERATOR, Role, permit, register_roles
from accounts.scopes import register_people
from grid.permissions import ABOVE, EDIT, OFFICE, VIEW
from volunteers import scopes
from volunteers.models import TeamAppointment

CLERKS = "deputy office_worker"
CORRECT = "view add change"  # nothing of it is ever deleted


def declare() -> None:
    """Register what roles may do with the volunteer team; called once, when the app is ready."""
    register_roles(Role("team_lead", _("team lead"), TeamAppointment, ABOVE, office=False))
    permit(
        "volunteers",
        {
            f"{OPERATOR} {OFFICE}": {
                "team": CORRECT,
                "volunteer": f"{CORRECT} approve",
                "teammembership": CORRECT,
                "volunteercard": VIEW,
                "activity": f"{EDIT} check_in",
                "shift": EDIT,
                "activityphoto": EDIT,
                "assignment": "view add change check_in",
                "servicerecord": f"{CORRECT} confirm",
                "evaluation": "view add",
                "correctionrequest": CORRECT,
                "training": EDIT,
                "award": EDIT,
                "thankyounote": "view change",
                "certificate": CORRECT,
                "handin": VIEW,
                "handinrow": VIEW,
            },
            "branch_secretary": {
                "team": VIEW,
                "volunteer": VIEW,
                "teammembership": VIEW,
                "activity": VIEW,
                "shift": VIEW,
                "activityphoto": VIEW,
                "assignment": VIEW,
                "servicerecord": VIEW,
                "evaluation": VIEW,
                "training": VIEW,
                "award": VIEW,
            },
            "grid_worker": {
                "team": VIEW,
                "volunteer": VIEW,
                "activity": VIEW,
                "shift": VIEW,
                "assignment": VIEW,
                "servicerecord": VIEW,
            },
            "receptionist": {
                "activity": "view check_in",
                "shift": VIEW,
                "assignment": "view check_in",
            },
            "team_lead": {
                "team": VIEW,
                "volunteer": VIEW,
                "teammembership": VIEW,
                "activity": "view check_in",
                "shift": VIEW,
                "activityphoto": "view add",
                "assignment": "view add change check_in",
                "servicerecord": "view add confirm",
                "evaluation": "view add",
                "correctionrequest": "view change",
                "training": "view add",
                "thankyounote": "view change",
            },
            # Sensitive: only who reads the party register; a branch secretary reads it there.
            OFFICE: {"membershipanswer": VIEW},
            f"{OPERATOR} secretary": {"teamappointment": CORRECT},
            CLERKS: {"teamappointment": VIEW},
            "secretary": {"record": "export", "handin": "add change"},
        },
    )
    # A lead sees the names of the own volunteers, and rings whoever is expected and not there.
    permit("accounts", {"team_lead": {"person": "view call"}})
    register_people(scopes.people_in_teams, view_only=True)
    register_people(scopes.team_leads, view_only=True)
    register_readings(
        ReadingKind("membership answer", _("party membership of a volunteer"), "volunteers.view_membershipanswer"),
        ReadingKind("guardian phone", _("whole phone number of the guardian")),
    )
