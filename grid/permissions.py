"""The roles at units and grids, and what they may do with places, people and the register.

The tables follow DOMAIN.md §7; everything that is not in them is denied.
"""

from django.utils.translation import gettext_lazy as _

from accounts.models.readings import ReadingKind, register_readings
from accounts.permissions import OPERATOR, Role, permit, register_roles
from accounts.scopes import register_people, register_people_kept
from grid import scopes
from grid.models import GridAppointment, PartyRelation, PioneerLink, Residence, UnitAppointment

ABOVE = frozenset({OPERATOR, "secretary"})
OFFICE = "secretary deputy office_worker"

VIEW, EDIT = "view", "view add change delete"
PLACES = ("grid", "estate", "building", "gate", "household", "orgunit", "postbuilding")


def register_grid_roles() -> None:
    """Register the roles at units and grids and their capabilities; called once, when the app is ready."""
    register_roles(
        # Only the operator grants it: a user cannot grant a role above or equal to their own.
        Role("secretary", _("secretary of the general branch"), UnitAppointment, frozenset({OPERATOR})),
        Role("deputy", _("deputy secretary"), UnitAppointment, ABOVE),
        Role("office_worker", _("office worker"), UnitAppointment, ABOVE),
        Role("branch_secretary", _("branch secretary"), UnitAppointment, ABOVE),
        Role("grid_worker", _("grid worker"), GridAppointment, ABOVE),
        Role("pioneer", _("pioneer"), UnitAppointment, ABOVE | {"branch_secretary"}, office=False),
    )
    _permit_places()
    _permit_party_register()
    _permit_people()
    _permit_matters()
    _permit_appointments()
    _register_readings()
    for scope in (
        scopes.residents_in_reach,
        scopes.linked_people_in_reach,
        scopes.members_in_reach,
        scopes.unplaced_people,
    ):
        register_people(scope)
    for scope in (scopes.appointed_people, scopes.members_left_for_outside):
        register_people(scope, view_only=True)
    register_people_kept(Residence.objects.current, person="person")
    register_people_kept(PioneerLink.objects.current, person="person")
    # A member who left for an organisation outside is kept by none of ours.
    register_people_kept(lambda: PartyRelation.objects.current().at_branch(), person="person")


def _register_readings() -> None:
    """Readings of the register are visible to the member, and to others who may read the register."""
    register_readings(
        ReadingKind("party register", _("party register"), "grid.view_partyrelation"),
        ReadingKind("party register export", _("party register, exported"), "grid.view_partyrelation"),
        ReadingKind("party transfer", _("transfer of the party relation"), "grid.view_partyrelation"),
        ReadingKind("survey", _("found in a survey"), "grid.view_partyrelation"),
        ReadingKind("survey export", _("found in a survey, exported"), "grid.view_partyrelation"),
    )


def _permit_places() -> None:
    permit(
        "grid",
        {
            f"{OPERATOR} {OFFICE}": dict.fromkeys(PLACES, EDIT)
            | {"community": "view change", "postbuilding": "view add change", "calendarday": EDIT},
            "branch_secretary": dict.fromkeys(PLACES, VIEW)
            | {"community": VIEW, "orgunit": "view add change", "postbuilding": "view add change"},
            "grid_worker pioneer": dict.fromkeys(PLACES, VIEW) | {"community": VIEW},
        },
    )


def _permit_party_register() -> None:
    edit = {
        "partyrelation": "view add change transfer",
        "partytransfer": "view add change",
        "survey": "view add change",
        "surveyanswer": EDIT,
    }
    permit(
        "grid",
        {
            "secretary branch_secretary": edit,
            "secretary": {"partyrelation": "export", "survey": "export"},
            "deputy office_worker": dict.fromkeys(edit, VIEW),
        },
    )


def _permit_people() -> None:
    """Residents, links and visits; and the records of the same people in `accounts`."""
    permit(
        "grid",
        {
            f"{OFFICE} branch_secretary grid_worker": {
                "residence": "view add change",
                "pioneerlink": "view add change",
                "visit": EDIT,
            },
            "secretary": {"residence": "export", "visit": "export", "pioneerlink": "export"},
            "pioneer": {"pioneerlink": "view add change", "visit": EDIT},
        },
    )
    permit(
        "accounts",
        {
            OFFICE: {"person": "view add change", "guardianship": "view add change", "consent": "view add"},
            "branch_secretary grid_worker": {"person": "view change", "guardianship": VIEW, "consent": "view add"},
            "pioneer": {"person": VIEW},
            f"{OFFICE} branch_secretary grid_worker pioneer": {"person": "call"},
        },
    )


def _permit_matters() -> None:
    """Matters: the office and grid workers receive them, branches resolve theirs; pioneers report and ask back."""
    report = "view add"
    permit(
        "grid",
        {
            f"{OPERATOR} secretary": {"matter": f"{report} accept assign resolve confirm exclude export"},
            "deputy office_worker": {"matter": f"{report} accept assign resolve confirm exclude"},
            "branch_secretary": {"matter": f"{report} assign resolve"},
            "grid_worker": {"matter": f"{report} accept resolve confirm"},
            "pioneer": {"matter": f"{report} confirm"},
            f"{OPERATOR} {OFFICE}": {"matterkind": "view add change"},
            "branch_secretary grid_worker pioneer": {"matterkind": VIEW},
        },
    )


def _permit_appointments() -> None:
    appointments = ("unitappointment", "gridappointment")
    permit(
        "grid",
        {
            f"{OPERATOR} secretary": dict.fromkeys(appointments, "view add change") | {"handover": "view add change"},
            "branch_secretary": {"unitappointment": "view add change", "handover": "view add change"},
            "deputy office_worker": dict.fromkeys(appointments, VIEW) | {"handover": VIEW},
            f"{OPERATOR} {OFFICE} branch_secretary": {"identitydisplay": VIEW},
        },
    )
    permit("accounts", {"secretary": {"accesslog": VIEW}})
    permit("pghistory", {"secretary": {"context": VIEW}})
