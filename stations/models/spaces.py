"""The rooms of a station, their booking policy, and the hours that the station reserves for itself."""

import secrets
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.constraints import known_days, valid_range
from common.db.triggers import never_changed
from common.names import NameField, NameOfFewField
from common.time.ranges import since
from stations.models.stations import Station
from stations.querysets import ReservedHoursQuerySet, SpaceQuerySet
from stations.validators import validate_lengths, validate_parts

# If parts changed, the occupancies of future holds would no longer match their spaces.
PARTS_STAY_UNDER_HOLDS = """
    PERFORM 1 FROM stations_space s
    WHERE s.id IN (NEW.id, NEW.part_of_id, OLD.part_of_id) OR s.part_of_id IN (NEW.part_of_id, OLD.part_of_id)
    ORDER BY s.id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM stations_occupancy o JOIN stations_space s ON s.id = o.space_id
        WHERE (s.id IN (NEW.id, NEW.part_of_id, OLD.part_of_id) OR s.part_of_id IN (NEW.part_of_id, OLD.part_of_id))
        AND upper(o.during) > now()
    ) THEN
        RAISE EXCEPTION 'space_parts_stay_under_holds'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'space_parts_stay_under_holds';
    END IF;
    RETURN NULL;
"""


def door_code() -> str:
    """The text in the QR code at a door.

    It opens nothing; it identifies the room in front of which somebody stands.
    """
    return secrets.token_urlsafe(9)


class Purpose(models.TextChoices):
    """What a booking is for, as the person chooses it."""

    GATHERING = "gathering", _("meeting friends and neighbours")
    FAMILY = "family", _("with the children")
    READING = "reading", _("reading and learning")
    GAMES = "games", _("chess and cards")
    HANDICRAFT = "handicraft", _("handicraft")
    REHEARSAL = "rehearsal", _("singing, dancing, rehearsing")
    MEETING = "meeting", _("talking something over")
    OTHER = "other", pgettext_lazy("purpose", "something else")


# What a room may suit: “something else” says nothing about a room.
PURPOSES_OF_ROOMS = [purpose for purpose in Purpose if purpose != Purpose.OTHER]


@audited(exclude=["is_part", "whole_is_part"])
class Space(models.Model):
    """A room. A large room may have parts (hall = left + right): one level deep, in the same station.

    Times are in minutes. `buffer` is kept free after each hold. A booking must be made `notice` before it begins.
    """

    class Kind(models.TextChoices):
        CHILDREN = "children", _("children's room")
        ELDERS = "elders", _("elders' room")
        LOUNGE = "lounge", _("lounge and meeting room")
        READING = "reading", _("reading room")
        MULTI = "multi", _("multi-purpose room")

    class Use(models.TextChoices):
        BOOKABLE = "bookable", _("to be booked")
        DROP_IN = "drop_in", _("just come in")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        RESIDENTS = "residents", _("residents of the community")
        ELDERS = "elders", _("people from 60 years")
        FAMILIES = "families", _("families with children")

    STEPS: ClassVar = (15, 30, 60)

    station = models.ForeignKey(Station, verbose_name=_("station"), on_delete=models.PROTECT, related_name="spaces")
    # Composite foreign keys: (part_of, whole_is_part): no part has parts; (part_of, station): all in one station.
    part_of = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The large room that this one is a part of, if it can be divided."),
    )
    is_part = models.GeneratedField(
        expression=Case(When(part_of__isnull=False, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    whole_is_part = models.GeneratedField(
        expression=Case(When(part_of__isnull=False, then=Value(False)), default=Value(None)),
        output_field=models.BooleanField(null=True),
        db_persist=True,
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    name = NameOfFewField(pgettext_lazy("of a place", "name"), max_length=50)
    about = NameField(_("about"), max_length=300, blank=True)
    use = models.CharField(_("how it is used"), max_length=10, choices=Use, default=Use.BOOKABLE)
    capacity = models.PositiveSmallIntegerField(
        _("how many people fit"), default=10, validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    step = models.PositiveSmallIntegerField(
        _("step (minutes)"), default=30, choices=[(minutes, minutes) for minutes in STEPS]
    )
    shortest = models.PositiveSmallIntegerField(_("shortest booking (minutes)"), default=60)
    longest = models.PositiveSmallIntegerField(_("longest booking (minutes)"), default=120)
    buffer = models.PositiveSmallIntegerField(
        _("free after each booking (minutes)"), default=0, validators=[MaxValueValidator(240)]
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("days ahead"), default=14, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    notice = models.PositiveSmallIntegerField(
        _("at the latest (minutes before)"),
        default=0,
        validators=[MaxValueValidator(7 * 24 * 60)],
        help_text=_("0: until it begins."),
    )
    weekly_limit = models.PositiveSmallIntegerField(
        _("bookings a person and week"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit."),
    )
    needs_approval = models.BooleanField(
        _("needs approval"), default=False, help_text=_("Off: who books a free hour has it at once.")
    )
    audience = models.CharField(_("for whom"), max_length=16, choices=Audience, default=Audience.EVERYONE)
    door_code = models.CharField(max_length=16, unique=True, default=door_code, editable=False)
    purposes = ArrayField(
        models.CharField(max_length=12, choices=Purpose),
        verbose_name=_("suited for"),
        default=list,
        blank=True,
        help_text=_("Residents choose what they would like to do and see the rooms that suit it."),
    )
    active = models.BooleanField(_("in use"), default=True, help_text=_("Off: it is shown no more and not booked."))
    number = models.PositiveSmallIntegerField(_("number"), default=0, help_text=_("Small numbers come first."))

    objects = SpaceQuerySet.as_manager()

    database_messages: ClassVar = {
        "space_whole_is_no_part": _("A part cannot be divided again, and what has parts is no part."),
        "space_parts_in_one_station": _("A room and its parts are in one station."),
        "space_stays_in_station": _("A room stays in its station."),
        "space_parts_stay_under_holds": _(
            "The room or its parts are booked. Parts can be changed when no booking is to come."
        ),
    }

    class Meta:
        verbose_name = _("space")
        verbose_name_plural = _("spaces")
        ordering = ["station", "number", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "name"],
                name="space_name_unique",
                violation_error_message=_("This station already has a room with this name."),
            ),
            models.UniqueConstraint(fields=["id", "is_part"], name="space_is_part_or_whole"),
            models.UniqueConstraint(fields=["id", "station"], name="space_in_station"),
            models.CheckConstraint(
                condition=Q(kind__in=["children", "elders", "lounge", "reading", "multi"]), name="space_kind_known"
            ),
            models.CheckConstraint(condition=Q(use__in=["bookable", "drop_in"]), name="space_use_known"),
            models.CheckConstraint(
                condition=Q(audience__in=["everyone", "residents", "elders", "families"]),
                name="space_audience_known",
            ),
            models.CheckConstraint(
                condition=Q(purposes__contained_by=[purpose.value for purpose in PURPOSES_OF_ROOMS]),
                name="space_purposes_known",
                violation_error_message=_("A room cannot be suited for that."),
            ),
            models.CheckConstraint(
                condition=Q(step__in=[15, 30, 60]),
                name="space_step_known",
                violation_error_message=_("A room is booked in steps of 15, 30 or 60 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(shortest__gte=F("step"), longest__gte=F("shortest"), longest__lte=24 * 60),
                name="space_lengths_in_order",
                violation_error_message=_("The longest booking is at least the shortest, and at most one day."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__range=(1, 2000), buffer__lte=240, days_ahead__range=(1, 365), notice__lte=10080)
                & (Q(weekly_limit=None) | Q(weekly_limit__gte=1)),
                name="space_policy_sensible",
                violation_error_message=_("One of these numbers is too small or too large."),
            ),
        ]
        triggers = [
            never_changed("station_id", name="space_stays_in_station"),
            pgtrigger.Trigger(
                name="space_parts_stay_under_holds",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("part_of_id"),
                condition=pgtrigger.Q(old__part_of__df=pgtrigger.F("new__part_of")),
                func=PARTS_STAY_UNDER_HOLDS,
            ),
            pgtrigger.Trigger(
                name="space_parts_come_before_holds",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__part_of__isnull=False),
                func=PARTS_STAY_UNDER_HOLDS,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stations:space", args=[self.pk])

    @property
    def full_name(self) -> str:
        """For example “幸福驿站·会客厅”."""
        return f"{self.station}·{self.name}"

    @property
    def is_bookable(self) -> bool:
        return self.active and self.use == self.Use.BOOKABLE

    def clean(self) -> None:
        validate_lengths(self)
        validate_parts(self)


@audited()
class ReservedHours(models.Model):
    """Hours of a weekday that the station reserves for itself: staff can book them, residents cannot.

    The hours of a hall apply to its parts, and the hours of a part to the hall: query with `at_same_place` or
    `by_space`.

    Staff open idle hours to residents with `stations.actions.reserved_hours.open_reserved_hours`. An end at 00:00 is
    midnight.
    """

    space = models.ForeignKey(Space, verbose_name=_("space"), on_delete=models.CASCADE, related_name="reserved_hours")
    day = models.PositiveSmallIntegerField(
        _("day"),
        choices=[
            (n, label)
            for n, label in enumerate(
                (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
            )
        ],
    )
    starts = models.TimeField(pgettext_lazy("of a time", "from"))
    ends = models.TimeField(pgettext_lazy("of a time", "until"), help_text=_("00:00 is midnight."))
    during = DateRangeField(_("during"), default=since)

    objects = ReservedHoursQuerySet.as_manager()

    database_messages: ClassVar = {"reserved_hours_stay": _("What a room has stays with it.")}

    class Meta:
        verbose_name = _("hours for own use")
        verbose_name_plural = _("hours for own use")
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")) | Q(ends="00:00"),
                name="reserved_hours_in_order",
                violation_error_message=_("The end must be later than the beginning."),
            ),
            models.CheckConstraint(condition=Q(day__range=(0, 6)), name="reserved_hours_day_known"),
            valid_range("during", name="reserved_hours_during_valid"),
            known_days("during", name="reserved_hours_in_known_years"),
        ]
        triggers = [never_changed("space_id", name="reserved_hours_stay")]

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.starts:%H:%M}–{self.ends:%H:%M}"
