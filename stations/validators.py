"""Validators of stations and spaces.

The database enforces most rules too; a validator gives the message in the form.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from stations.models import Space, Station


def validate_same_community(station: "Station") -> None:
    """A station's grid and estate belong to its community. Raises ValidationError by field."""
    if not station.community_id:
        return
    if station.grid and station.grid.community_id != station.community_id:
        raise ValidationError({"grid": gettext_lazy("The grid belongs to another community.")})
    if station.estate and station.estate.community_id != station.community_id:
        raise ValidationError({"estate": gettext_lazy("The estate belongs to another community.")})


def validate_lengths(space: "Space") -> None:
    """The shortest and the longest booking of a space are whole steps. Raises ValidationError by field."""
    not_whole = [name for name in ("shortest", "longest") if (getattr(space, name) or 0) % (space.step or 1)]
    if not_whole:
        raise ValidationError(dict.fromkeys(not_whole, gettext_lazy("Please enter whole steps.")))


def validate_parts(space: "Space") -> None:
    """The parts of a space are one level deep and in one station. Raises ValidationError."""
    whole = space.part_of
    if whole is None:
        return
    if whole.pk == space.pk or whole.part_of_id or (space.pk and space.parts.exists()):
        raise ValidationError(
            {"part_of": gettext_lazy("A part cannot be divided again, and what has parts is no part.")}
        )
    if space.station_id and whole.station_id != space.station_id:
        raise ValidationError({"part_of": gettext_lazy("A room and its parts are in one station.")})
