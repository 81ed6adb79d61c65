"""The one ledger of rooms: which space is held when, by bookings, events, activities and maintenance.

A `Hold` is one entry: a space, a time, and the minutes kept free after it. Only a trigger writes its `Occupancy`
rows, one for each leaf of the space, so the exclusion constraint applies to every way of writing a hold. A booking,
an event or an activity repeats the space and the time of its hold and refers to them by a composite foreign key, so
neither can change alone (`hold_foreign_key`). When it drops its hold or is deleted, the space is free again
(`release_hold`).
"""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.constraints import composite_foreign_key, one_at_a_time, valid_range
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed
from common.names import NameField
from common.time import clock
from stations.models.spaces import Space
from stations.querysets import LONGEST, OccupancyQuerySet

# How much of a room's name the place of an event or an activity keeps.
PLACE_LENGTH = 80

# Locks the whole and its parts in the order of their keys: holds that share a leaf wait and cannot deadlock.
# The statement after the lock has a new snapshot, so it sees parts that were added while it waited.
OCCUPY = """
    DELETE FROM stations_occupancy WHERE hold_id = NEW.id;
    PERFORM 1 FROM stations_space s WHERE s.id = NEW.space_id OR s.part_of_id = NEW.space_id
    ORDER BY s.id FOR NO KEY UPDATE;
    INSERT INTO stations_occupancy (hold_id, space_id, during)
    SELECT NEW.id, leaf.id, tstzrange(NEW.starts_at, NEW.ends_at + make_interval(mins => NEW.buffer), '[)')
    FROM stations_space leaf
    WHERE leaf.part_of_id = NEW.space_id
    OR (leaf.id = NEW.space_id AND NOT EXISTS (SELECT 1 FROM stations_space p WHERE p.part_of_id = leaf.id))
    ORDER BY leaf.id;
    RETURN NULL;
"""
# Runs before the row is deleted, so that the foreign key of the occupancies is not violated.
FREE = "DELETE FROM stations_occupancy WHERE hold_id = OLD.id; RETURN OLD;"

ONLY_BY_HOLDS = """
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'occupancy_only_by_holds'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'occupancy_only_by_holds';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@audited()
class Hold(models.Model):
    """A space is held from `starts_at` to `ends_at`; `buffer` minutes after it are kept free."""

    class Kind(models.TextChoices):
        BOOKING = "booking", _("booking")
        EVENT = "event", _("event")
        ACTIVITY = "activity", _("volunteer activity")
        MAINTENANCE = "maintenance", _("maintenance")

    # What is on in a room, by the names of the relations: each app above has a model of that name with a `hold`.
    PROGRAMME: ClassVar = (Kind.EVENT, Kind.ACTIVITY)

    space = models.ForeignKey(Space, verbose_name=_("space"), on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    buffer = models.PositiveSmallIntegerField(_("free after it (minutes)"), default=0)
    note = NameField(
        _("why"), max_length=100, blank=True, help_text=_("For maintenance: what neighbours read on the day's page.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "hold_of_booking_has_one": _("A booking's hold goes with its booking."),
        "hold_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
        "occupancy_only_by_holds": _("Rooms are held through the ledger only."),
    }

    class Meta:
        verbose_name = _("hold of a space")
        verbose_name_plural = _("holds of spaces")
        ordering = ["starts_at", "pk"]
        constraints = [
            # Bookings and events refer to all of these columns at once.
            models.UniqueConstraint(fields=["id", "kind", "space", "starts_at", "ends_at"], name="hold_as_said"),
            models.CheckConstraint(
                condition=Q(kind__in=["booking", "event", "activity", "maintenance"]), name="hold_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) & Q(ends_at__lte=F("starts_at") + LONGEST),
                name="hold_ends_after_start",
                violation_error_message=_("The end must be later than the beginning, by 31 days at most."),
            ),
            models.CheckConstraint(
                condition=clock.known("starts_at") & clock.known("ends_at"),
                name="hold_in_known_years",
                violation_error_message=_("The times lie in the years 2000 to 2100."),
            ),
            models.CheckConstraint(condition=Q(buffer__lte=240), name="hold_buffer_sensible"),
            models.CheckConstraint(
                condition=~Q(kind="maintenance") | ~Q(note=""),
                name="hold_for_maintenance_says_why",
                violation_error_message=_("Please say why the room is closed."),
            ),
        ]
        indexes = [models.Index(fields=["space", "starts_at"], name="hold_of_space")]
        triggers = [
            pgtrigger.Trigger(
                name="hold_occupies",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("space_id", "starts_at", "ends_at", "buffer"),
                func=OCCUPY,
            ),
            never_changed("kind", "by_id", name="hold_stays"),
            pgtrigger.Trigger(name="hold_frees", when=pgtrigger.Before, operation=pgtrigger.Delete, func=FREE),
            pgtrigger.Trigger(
                name="hold_of_booking_has_one",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("kind"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__kind="booking"),
                func="""
                    IF EXISTS (SELECT 1 FROM stations_hold h WHERE h.id = NEW.id AND h.kind = 'booking')
                    AND NOT EXISTS (SELECT 1 FROM stations_booking b WHERE b.hold_id = NEW.id) THEN
                        RAISE EXCEPTION 'hold_of_booking_has_one'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_of_booking_has_one';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.space} · {self.get_kind_display()}"

    @property
    def programme(self) -> Any:
        """The event or activity that has the room; None for a booking and for maintenance."""
        return getattr(self, self.kind) if self.kind in self.PROGRAMME else None


class Occupancy(models.Model):
    """A leaf of a held space is taken during `[)`, including the buffer. Only the triggers of Hold write it."""

    hold = models.ForeignKey(Hold, on_delete=models.DO_NOTHING, related_name="occupancies")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="occupancies")
    during = DateTimeRangeField()

    objects = OccupancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("occupancy")
        verbose_name_plural = _("occupancies")
        constraints = [
            valid_range("during", name="occupancy_during_valid", bounded=True),
            one_at_a_time(
                "space", name="occupancy_never_twice", message=_("Somebody else has just taken this time.")
            ),
        ]
        indexes = [models.Index(fields=["hold"], name="occupancy_of_hold")]
        triggers = [
            pgtrigger.Trigger(
                name="occupancy_only_by_holds",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=ONLY_BY_HOLDS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.space_id} {self.during}"


def hold_field() -> models.OneToOneField:
    """The foreign key of a booking, an event or an activity to its hold."""
    return models.OneToOneField(
        Hold, on_delete=models.DO_NOTHING, null=True, blank=True, editable=False, related_name="%(class)s"
    )


def hold_kind_field(kind: str) -> models.GeneratedField:
    """The kind that the hold must have; a column of the composite foreign key."""
    return models.GeneratedField(
        expression=models.Value(kind, output_field=models.CharField(max_length=12)),
        output_field=models.CharField(max_length=12),
        db_persist=True,
    )


def hold_foreign_key(*, table: str, name: str) -> Any:
    """Migration operation: the hold has the same kind, space and time as the row."""
    own = ("hold_id", "hold_kind", "space_id", "starts_at", "ends_at")
    return composite_foreign_key(
        table=table, name=name, columns=own, references="stations_hold", referenced=("id", "kind", *own[2:])
    )


def release_hold(*, name: str) -> pgtrigger.Trigger:
    """A row that drops its hold or is deleted also deletes the hold, in the same statement."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Delete | pgtrigger.UpdateOf("hold_id"),
        func="""
            IF OLD.hold_id IS NOT NULL AND (TG_OP = 'DELETE' OR OLD.hold_id IS DISTINCT FROM NEW.hold_id) THEN
                DELETE FROM stations_hold WHERE id = OLD.hold_id;
            END IF;
            RETURN NULL;
        """,
    )
