"""Validators of places and units. The database enforces the same rules; a validator gives the message in the form."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from grid.models import Building, Estate, Grid, Household, OrgUnit

# A number as people write it and a phone dials it: 0512-6666 1510, +86 138 0013 8000. PostgreSQL reads it alike.
CALLABLE = r"^[0-9+][0-9 ()-]*[0-9]$"
validate_callable = RegexValidator(
    CALLABLE, _("Please enter a number that can be called, for example 0512-6666 1510."), code="not_callable"
)


def validate_same_community(estate: "Estate", grid: "Grid") -> None:
    """Of a building: the estate and the grid belong to one community. Raises ValidationError on `grid`."""
    if estate.community_id != grid.community_id:
        raise ValidationError(
            {
                "grid": ValidationError(
                    _("The estate and the grid belong to different communities."), code="other_community"
                )
            }
        )


def validate_household_in_building(household: "Household", building: "Building") -> None:
    """Of a residence: the household is in the building. Raises ValidationError on `household`."""
    if household.building_id != building.pk:
        raise ValidationError(
            {"household": ValidationError(_("This household is not in the chosen building."), code="other_building")}
        )


def validate_parent_level(unit: "OrgUnit") -> None:
    """General branch → estate branch → pioneer post, in one community (DOMAIN.md §1). Raises ValidationError."""
    if unit.level == unit.Level.GENERAL_BRANCH:
        if unit.parent_id:
            raise ValidationError({"parent": _("A general branch stands at the top: leave this empty.")})
        return
    if not unit.parent or unit.parent.level != unit.level - 1:
        level_above = unit.Level(unit.level - 1).label
        raise ValidationError(
            {"parent": _("Please choose a unit of the level above: %(level)s.") % {"level": level_above}}
        )
    if unit.parent.community_id != unit.community_id:
        raise ValidationError({"parent": _("The unit above belongs to another community.")})


def validate_level_kept(unit: "OrgUnit") -> None:
    """A unit with units below keeps its level. Raises ValidationError on `level`."""
    if unit.pk and unit.children.exclude(level=unit.level + 1).exists():
        raise ValidationError({"level": _("Units below this one depend on its level. Move them first.")})
