"""What somebody who comes to an event wants to know before."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.sms import LONGEST_VARIABLE
from common.names import NameField
from stations.models import Station


class Access(models.TextChoices):
    """What makes it easier to come and to take part, in the order in which pages show it."""

    STEP_FREE = "step_free", _("no steps at the entrance")
    TOILET = "toilet", _("toilet")
    SEATS = "seats", _("a seat for everybody")
    LARGE_PRINT = "large_print", _("large print")
    HEARING = "hearing", _("hearing loop or subtitles")
    DIALECT = "dialect", _("spoken in dialect")
    MANDARIN = "mandarin", _("spoken in Mandarin")
    COMPANION = "companion", _("companions are welcome")


# Where the station of the room says the same: it is entered once, there.
STATION_SAYS: dict[str, tuple[str, ...]] = {
    Access.STEP_FREE: Station.STEP_FREE,
    Access.TOILET: (Station.Facility.TOILET, Station.Access.ACCESSIBLE_TOILET),
    Access.HEARING: (Station.Access.HEARING_LOOP,),
}


class Practical(models.Model):
    """The part of an event, and of a series, that says how one comes to it."""

    access = ArrayField(
        models.CharField(max_length=16, choices=Access), verbose_name=_("accessibility"), default=list, blank=True
    )

    # Each is one variable of the carrier's template, so that a text message says it whole.
    bring = NameField(
        _("what to bring"),
        max_length=LONGEST_VARIABLE,
        blank=True,
        help_text=_("In a few words. Page, confirmation, reminder, text message, poster and chat text all say it."),
    )
    meeting_point = NameField(
        _("where we meet"),
        max_length=LONGEST_VARIABLE,
        blank=True,
        help_text=_("In a few words, where the place alone does not tell: at the east gate."),
    )

    station_has: list[str]  # annotated by `with_station_has()`: facilities and accessibility of the room's station

    class Meta:
        abstract = True

    STATION_SAYS: ClassVar = STATION_SAYS

    @property
    def offers(self) -> list[Access]:
        """What makes it easier to come: what the office has ticked, and what the station of the room has anyway."""
        station = self._station_has()
        return [
            one for one in Access if one in self.access or not station.isdisjoint(STATION_SAYS.get(one.value, ()))
        ]

    def _station_has(self) -> set[str]:
        annotated: list[str] | None = self.__dict__.get("station_has")
        if annotated is not None:
            return set(annotated)
        space = getattr(self, "space", None)
        return {*space.station.access, *space.station.facilities} if space else set()


def access_known(*, name: str) -> models.CheckConstraint:
    """Only what pages can show is ticked; `name` of the constraint is the table's own."""
    return models.CheckConstraint(
        condition=Q(access__contained_by=Access.values),
        name=name,
        violation_error_message=_("Please choose from the list what makes it easier to come."),
    )
