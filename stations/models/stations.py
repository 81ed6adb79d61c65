"""Happiness stations (幸福驿站), warm stations (暖心驿站) and party-service stations: places, opening hours,
displays.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pictures.models import PictureField

from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed, never_taken_back
from common.names import NameField, NameOfFewField
from common.time import clock
from common.time.ranges import since
from grid.models import Community, Estate, Grid
from stations.querysets import StationQuerySet
from stations.validators import validate_same_community


def photo_path(photo: "StationPhoto", filename: str) -> str:
    """A random name for a station's photo: the name of the uploaded file may tell something about a person."""
    return f"stations/{clock.now():%Y%m%d%H%M%S%f}.webp"


@audited()
class Station(models.Model):
    """A place of the community with rooms or for a rest, at a point (in metres) of the community's plan."""

    class Kind(models.TextChoices):
        HAPPINESS = "happiness", _("happiness station")
        WARM = "warm", _("warm station")
        PARTY_SERVICE = "party_service", _("party-service station")

    class Facility(models.TextChoices):
        WATER = "water", _("drinking water")
        CHARGING = "charging", _("charging")
        MICROWAVE = "microwave", _("microwave")
        FRIDGE = "fridge", _("fridge")
        REST = "rest", _("seats to rest")
        WIFI = "wifi", _("Wi-Fi")
        UMBRELLA = "umbrella", _("umbrellas to borrow")
        FIRST_AID = "first_aid", _("first-aid box")
        AED = "aed", _("AED")
        TOILET = "toilet", _("toilet")
        NURSING_ROOM = "nursing_room", _("nursing room")
        GLASSES = "glasses", _("reading glasses")
        PROJECTOR = "projector", _("projector")

    class Access(models.TextChoices):
        STEP_FREE = "step_free", _("no steps at the entrance")
        RAMP = "ramp", _("ramp")
        LIFT = "lift", _("lift")
        WIDE_DOORS = "wide_doors", _("wide doors")
        ACCESSIBLE_TOILET = "accessible_toilet", _("accessible toilet")
        HANDRAILS = "handrails", _("handrails")
        WHEELCHAIR = "wheelchair", _("wheelchair to borrow")
        HEARING_LOOP = "hearing_loop", _("hearing loop")

    # Accessible with a wheelchair or a pram.
    STEP_FREE: ClassVar = (Access.STEP_FREE, Access.RAMP)

    # Composite foreign keys (grid, community) and (estate, community): all are of one community.
    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="stations"
    )
    grid = models.ForeignKey(
        Grid, verbose_name=_("grid"), on_delete=models.PROTECT, null=True, blank=True, related_name="stations"
    )
    estate = models.ForeignKey(
        Estate,
        verbose_name=_("estate"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stations",
        help_text=_("Empty: it stands outside the estates."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    name = NameOfFewField(pgettext_lazy("of a place", "name"), max_length=50)
    about = models.TextField(_("about"), max_length=2000, blank=True)
    address = NameOfFewField(_("where to find it"), max_length=120)
    phone = NameField(_("service phone"), max_length=30, blank=True)
    x = models.FloatField(_("metres east"), null=True, blank=True)
    y = models.FloatField(_("metres south"), null=True, blank=True)
    facilities = ArrayField(
        models.CharField(max_length=16, choices=Facility), verbose_name=_("facilities"), default=list, blank=True
    )
    access = ArrayField(
        models.CharField(max_length=20, choices=Access), verbose_name=_("accessibility"), default=list, blank=True
    )
    access_note = NameField(_("more on accessibility"), max_length=200, blank=True)
    own_holiday_hours = models.BooleanField(
        _("own hours on statutory holidays"),
        default=False,
        help_text=_("On: only the hours entered for holidays count on them; without any it is closed."),
    )
    listed = models.BooleanField(_("shown to the public"), default=True)

    objects = StationQuerySet.as_manager()

    database_messages: ClassVar = {
        "station_grid_same_community": _("The grid and the station must be of one community."),
        "station_estate_same_community": _("The estate and the station must be of one community."),
        "station_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                name="station_name_unique",
                violation_error_message=_("There is already a station with this name."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["happiness", "warm", "party_service"]), name="station_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(x=None, y=None) | Q(x__isnull=False, y__isnull=False),
                name="station_position_whole",
                violation_error_message=_("A position has two numbers: fill in both, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(x=None) | Q(x__range=(0, 100_000), y__range=(0, 100_000)),
                name="station_position_on_plan",
                violation_error_message=_("A position is given in metres, from 0 to 100,000."),
            ),
        ]
        triggers = [never_changed("community_id", name="station_stays_in_community")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("station", args=[self.pk])

    def clean(self) -> None:
        validate_same_community(self)


@audited()
class StationPhoto(models.Model):
    """A photo of a station with a text alternative."""

    station = models.ForeignKey(Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="photos")
    photo = PictureField(
        _("photo"),
        upload_to=photo_path,
        aspect_ratios=["16/9"],
        grid_columns=4,
        width_field="width",
        height_field="height",
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    alt = NameField(_("what the photo shows"), max_length=100)
    number = models.PositiveSmallIntegerField(_("number"), default=0)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {"station_photo_stays": _("What a station has stays with it.")}

    class Meta:
        verbose_name = _("photo of a station")
        verbose_name_plural = _("photos of stations")
        ordering = ["number", "pk"]
        triggers = [never_changed("station_id", name="station_photo_stays")]

    def __str__(self) -> str:
        return self.alt


HOLIDAY = 7


@audited()
class OpeningHours(models.Model):
    """A station is open from `opens` to `closes` on one day of the week or on statutory holidays.

    If `closes` is not later than `opens`, it is on the next day; 00:00 to 00:00 is the whole day. A day may have
    several rows; the station is open in their union.
    """

    class Day(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")
        HOLIDAY = HOLIDAY, _("statutory holidays")

    station = models.ForeignKey(Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="hours")
    day = models.PositiveSmallIntegerField(_("day"), choices=Day)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("00:00 is midnight. An earlier time is on the next day."))

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {"opening_hours_stay": _("What a station has stays with it.")}

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ["day", "opens"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "day", "opens"],
                name="opening_hours_once",
                violation_error_message=_("These hours are already entered for that day."),
            ),
            models.CheckConstraint(condition=Q(day__range=(0, 7)), name="opening_hours_day_known"),
        ]
        triggers = [never_changed("station_id", name="opening_hours_stay")]

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


@audited()
class OpeningException(models.Model):
    """On these days the station is closed or has other hours. It overrides weekdays and holidays."""

    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="exceptions"
    )
    during = DateRangeField(_("during"), default=since)
    opens = models.TimeField(_("opens"), null=True, blank=True, help_text=_("Empty: closed in these days."))
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reason = NameField(_("what neighbours read"), max_length=100)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {"opening_exception_stays": _("What a station has stays with it.")}

    class Meta:
        verbose_name = _("other opening hours")
        verbose_name_plural = _("other opening hours")
        ordering = ["-during"]
        constraints = [
            valid_range("during", name="opening_exception_during_valid", bounded=True),
            known_days("during", name="opening_exception_in_known_years"),
            one_at_a_time(
                "station",
                name="opening_exception_one_at_a_time",
                message=_("Other hours are already entered for some of these days."),
            ),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                name="opening_exception_hours_whole",
                violation_error_message=_("Fill in both times, or neither."),
            ),
        ]
        triggers = [never_changed("station_id", name="opening_exception_stays")]

    def __str__(self) -> str:
        return self.reason

    @property
    def is_closed(self) -> bool:
        return self.opens is None


@audited(exclude=["token_digest"])
class WallDisplay(models.Model):
    """A device on a station's wall that shows the board of the day at a secret address. It has no other rights."""

    station = models.ForeignKey(Station, verbose_name=_("station"), on_delete=models.CASCADE, related_name="displays")
    name = NameOfFewField(_("which device"), max_length=50)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)
    revoked_at = models.DateTimeField(_("switched off at"), null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "wall_display_stays": _("What a station has stays with it."),
        "wall_display_stays_revoked": _("A display that was switched off stays off. Please add another."),
    }

    class Meta:
        verbose_name = _("wall display")
        verbose_name_plural = _("wall displays")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")), name="wall_display_revoked_later"
            ),
        ]
        triggers = [
            never_changed("station_id", "token_digest", "created_by_id", "created_at", name="wall_display_stays"),
            never_taken_back("revoked_at", name="wall_display_stays_revoked"),
        ]

    def __str__(self) -> str:
        return self.name
