from grid.models.appointments import GridAppointment, UnitAppointment
from grid.models.calendar import CalendarDay
from grid.models.neighbours import PioneerLink, Visit
from grid.models.organisation import OrgUnit, PostBuilding, UnitEstate, UnitGrid
from grid.models.party import PartyRelation, PartyTransfer, Survey, SurveyAnswer
from grid.models.places import Building, Community, Estate, Gate, Grid, Household, Residence
from grid.models.posts import Handover, IdentityDisplay

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
    "OrgUnit",
    "PartyRelation",
    "PartyTransfer",
    "PioneerLink",
    "PostBuilding",
    "Residence",
    "Survey",
    "SurveyAnswer",
    "UnitAppointment",
    "UnitEstate",
    "UnitGrid",
    "Visit",
]
