"""Places, organisation, register and visits as the office keeps them: one module a subject."""

from grid.admin.appointments import GridAppointmentAdmin, UnitAppointmentAdmin
from grid.admin.calendar import CalendarDayAdmin
from grid.admin.handover import HandoverAdmin
from grid.admin.links import PioneerLinkAdmin
from grid.admin.matters import MatterAdmin, MatterKindAdmin
from grid.admin.organisation import OrgUnitAdmin
from grid.admin.people import PioneerLinkInline, ResidenceInline
from grid.admin.places import BuildingAdmin, CommunityAdmin, EstateAdmin, GridAdmin, HouseholdAdmin
from grid.admin.register import PartyRelationAdmin
from grid.admin.residents import ResidenceAdmin
from grid.admin.survey import SurveyAdmin
from grid.admin.transfers import PartyTransferAdmin
from grid.admin.visits import VisitAdmin

__all__ = [
    "BuildingAdmin",
    "CalendarDayAdmin",
    "CommunityAdmin",
    "EstateAdmin",
    "GridAdmin",
    "GridAppointmentAdmin",
    "HandoverAdmin",
    "HouseholdAdmin",
    "MatterAdmin",
    "MatterKindAdmin",
    "OrgUnitAdmin",
    "PartyRelationAdmin",
    "PartyTransferAdmin",
    "PioneerLinkAdmin",
    "PioneerLinkInline",
    "ResidenceAdmin",
    "ResidenceInline",
    "SurveyAdmin",
    "UnitAppointmentAdmin",
    "VisitAdmin",
]
