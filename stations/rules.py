"""What may be done with stations, spaces and bookings: one rule, one function, one message."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from stations.models import Space, Station


def parents_share_community(station: Station) -> None:
    if not station.community_id:
        return
    if station.grid and station.grid.community_id != station.community_id:
        raise ValidationError({"grid": gettext_lazy("The grid belongs to another community.")})
    if station.estate and station.estate.community_id != station.community_id:
        raise ValidationError({"estate": gettext_lazy("The estate belongs to another community.")})


def lengths_fit_the_step(space: Space) -> None:
    wrong = [name for name in ("shortest", "longest") if (getattr(space, name) or 0) % (space.step or 1)]
    if wrong:
        raise ValidationError(dict.fromkeys(wrong, gettext_lazy("Please enter whole steps.")))


def parts_are_one_level(space: Space) -> None:
    whole = space.part_of
    if whole is None:
        return
    if whole.pk == space.pk or whole.part_of_id or (space.pk and space.parts.exists()):
        raise ValidationError(
            {"part_of": gettext_lazy("A part cannot be divided again, and what has parts is no part.")}
        )
    if space.station_id and whole.station_id != space.station_id:
        raise ValidationError({"part_of": gettext_lazy("A room and its parts are in one station.")})
