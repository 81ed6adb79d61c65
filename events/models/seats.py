"""The seats of an event: how many are free, for whom, and how long they go to the waitlist by themselves."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.time import clock


class Seats(models.Model):
    """The part of an event that says who may have its seats."""

    seats_for_elders = models.PositiveSmallIntegerField(
        _("seats kept for elders"),
        null=True,
        blank=True,
        help_text=_("So many seats are for neighbours of 60 and older, until the moment below. Empty: none."),
    )
    elders_until = models.DateTimeField(
        _("kept for them until"), null=True, blank=True, help_text=_("Then they are everybody's.")
    )
    # Since when they are everybody's: the first act after that moment, or the clock, says so.
    elders_released_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Only triggers write it: how many of the seats taken are of parties of nobody who is 60 or older.
    seats_of_others = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # Of the event itself.
    capacity: int | None
    seats_taken: int
    starts_at: dt.datetime

    class Meta:
        abstract = True

    @property
    def seats_left(self) -> int:
        """Free seats. A free seat may still be promised to the waitlist (see
        `events.actions.registrations.register`).
        """
        return max(0, (self.capacity or 0) - self.seats_taken)

    @property
    def keeps_for_elders(self) -> bool:
        """Whether seats are kept for elders now."""
        released = self.elders_until is None or self.elders_released_at or self.elders_until <= clock.now()
        return not released

    @property
    def seats_for_all(self) -> int:
        """Free seats that anybody may have: without those that are kept for elders."""
        if not self.keeps_for_elders:
            return self.seats_left
        of_others = (self.capacity or 0) - (self.seats_for_elders or 0) - self.seats_of_others
        return max(0, min(self.seats_left, of_others))

    @property
    def kept_for_elders(self) -> int:
        """Free seats that only the party of an elder may have."""
        return self.seats_left - self.seats_for_all

    def seats_for(self, *, elder: bool) -> int:
        """Free seats for the party of an elder, or of somebody else."""
        return self.seats_left if elder else self.seats_for_all

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.seats_for_all == 0

    @property
    def calls_from(self) -> dt.datetime:
        """From when on a free seat goes to nobody by itself: so shortly before, who waits is rung up first."""
        return self.starts_at - dt.timedelta(minutes=settings.EVENT_CUT_OFF_MINUTES)

    @property
    def is_called(self) -> bool:
        """Whether those who wait are rung up now, in their order."""
        return self.calls_from <= clock.now() < self.starts_at

    @property
    def is_late_for_seat(self) -> bool:
        """Whether somebody who gets a seat now cannot be expected to have heard of it in time."""
        late = dt.timedelta(hours=settings.EVENT_LATE_SEAT_HOURS)
        return clock.now() >= min(self.calls_from, self.starts_at - late)


SEATS_FOR_ELDERS = [
    models.CheckConstraint(
        condition=Q(seats_for_elders=None, elders_until=None, elders_released_at=None)
        | Q(
            seats_for_elders__isnull=False,
            seats_for_elders__gte=1,
            seats_for_elders__lte=F("capacity"),
            capacity__isnull=False,
            elders_until__isnull=False,
            elders_until__lte=F("starts_at"),
        ),
        name="event_elders_have_seats_until",
        violation_error_message=_(
            "Seats for elders need both: how many of the capacity, and until when before the beginning."
        ),
    ),
    models.CheckConstraint(
        condition=Q(elders_released_at=None) | Q(elders_released_at__gte=F("elders_until")),
        name="event_elders_seats_released_in_time",
        violation_error_message=_("The seats for elders are kept until the moment that was said."),
    ),
    models.CheckConstraint(
        condition=Q(seats_for_elders=None)
        | Q(elders_released_at__isnull=False)
        | Q(seats_of_others__lte=F("capacity") - F("seats_for_elders")),
        name="event_keeps_seats_for_elders",
        violation_error_message=_("The seats that are left are kept for neighbours of 60 and older for now."),
    ),
]
