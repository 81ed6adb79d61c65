from grid.models.appointments import GridAppointment, UnitAppointment
from grid.models.calendar import CalendarDay
from grid.models.handover import Handover
from grid.models.homes import StatedHome
from grid.models.identity import IdentityDisplay
from grid.models.links import PioneerLink
from grid.models.matter_kinds import MatterKind
from grid.models.matter_records import MatterCall, MatterExclusion, MatterPhoto, MatterReporter, MatterStep
from grid.models.matters import Matter
from grid.models.organisation import OrgUnit, PostBuilding, UnitEstate, UnitGrid
from grid.models.places import Building, Community, Estate, Gate, Grid, Household
from grid.models.register import PartyRelation, PartyTransfer
from grid.models.residents import Residence
from grid.models.survey import Survey, SurveyAnswer
from grid.models.visits import Visit

__all__ = [
    "Building",
    "CalendarDay",
    "Community",
    "Estate",
    "Gate",
    "Grid",
    "GridAppointment",
    "Handover",
    "Household",
    "IdentityDisplay",
    "Matter",
    "MatterCall",
    "MatterExclusion",
    "MatterKind",
    "MatterPhoto",
    "MatterReporter",
    "MatterStep",
    "OrgUnit",
    "PartyRelation",
    "PartyTransfer",
    "PioneerLink",
    "PostBuilding",
    "Residence",
    "StatedHome",
    "Survey",
    "SurveyAnswer",
    "UnitAppointment",
    "UnitEstate",
    "UnitGrid",
    "Visit",
]
