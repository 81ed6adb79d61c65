from grid.models.organisation import OrgUnit, PostBuilding, UnitEstate, UnitGrid
from grid.models.places import Building, Community, Estate, Gate, Grid, Household, Residence

__all__ = [
    "Building",
    "Community",
    "Estate",
    "Gate",
    "Grid",
    "Household",
    "OrgUnit",
    "PostBuilding",
    "Residence",
    "UnitEstate",
    "UnitGrid",
]
