"""Validators of `Event.clean`. The database enforces the same rules; a validator gives the message in the form."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from events.models import Event, EventSeries


def validate_same_community(event: "Event | EventSeries") -> None:
    """The organiser, the grid and the room of an event, or of a series, are in its community."""
    if event.organiser_id and event.community_id and event.organiser.community_id != event.community_id:
        raise ValidationError({"organiser": gettext_lazy("The organiser belongs to another community.")})
    if event.grid and event.community_id and event.grid.community_id != event.community_id:
        raise ValidationError({"grid": gettext_lazy("The grid belongs to another community.")})
    if event.space and event.community_id and event.space.station.community_id != event.community_id:
        raise ValidationError({"space": gettext_lazy("The room belongs to another community.")})
