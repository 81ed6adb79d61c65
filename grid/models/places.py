"""The places of a community: grids, estates, buildings with their households, and gates.

Positions are metres on the community's own plan: x to the east and y to the south of its corner. This is enough to
draw the plan and to measure walks, so no map service is needed.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed
from common.names import NameField, NameOfFewField
from grid.querysets import GridQuerySet, PlaceQuerySet
from grid.validators import validate_same_community


def validate_boundary(points: Any) -> None:
    """Raises ValidationError unless it is a list of at least three [x, y] pairs in metres."""
    fine = (
        isinstance(points, list)
        and len(points) >= 3
        and all(
            isinstance(point, list)
            and len(point) == 2
            and all(type(n) in (int, float) and 0 <= n <= 100_000 for n in point)
            for point in points
        )
    )
    if not fine:
        raise ValidationError(
            _("A boundary is a list of at least three points in metres, for example [[0, 0], [400, 0], [400, 300]]."),
            code="no_boundary",
        )


@audited()
class Community(models.Model):
    """One residential community (社区). Every record belongs to one through its parents."""

    name = NameField(pgettext_lazy("of a place", "name"), max_length=50, unique=True)
    programme = NameField(_("programme"), max_length=50, blank=True, help_text=_("For example 海棠红·幸福里."))
    subdistrict = NameField(_("subdistrict"), max_length=50, blank=True)
    address = NameField(_("address"), max_length=120, blank=True)
    phone = NameField(_("service phone"), max_length=30, blank=True)
    office_hours = NameField(_("office hours"), max_length=80, blank=True)
    plan_width = models.PositiveIntegerField(_("width of the plan (m)"), default=1200)
    plan_height = models.PositiveIntegerField(_("height of the plan (m)"), default=900)
    # Where the corner of the plan lies (WGS 84, as phones write it into photos); empty: photos offer no place.
    plan_latitude = models.FloatField(
        _("latitude of the north-west corner"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-85), MaxValueValidator(85)],
        help_text=_("As a phone shows it, for example 31.35720. A photo of a report then says where it was taken."),
    )
    plan_longitude = models.FloatField(
        _("longitude of the north-west corner"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    office_opens = models.TimeField(_("the office opens"), default=dt.time(8, 30))
    office_closes = models.TimeField(
        _("the office closes"),
        default=dt.time(17, 30),
        help_text=_("On working days. Within two hours of this time a report is received."),
    )
    visit_days = models.PositiveSmallIntegerField(
        _("days between visits"),
        default=90,
        validators=[MinValueValidator(7), MaxValueValidator(730)],
        help_text=_("A household that nobody has visited for so long is due."),
    )
    icp_record = NameField(_("ICP record number"), max_length=40, blank=True)
    police_record = NameField(_("public security record number"), max_length=40, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [
            models.CheckConstraint(
                condition=Q(plan_width__gte=100, plan_height__gte=100),
                name="community_plan_has_size",
                violation_error_message=_("The plan must be at least 100 m wide and high."),
            ),
            models.CheckConstraint(
                condition=Q(visit_days__range=(7, 730)),
                name="community_visit_days_plausible",
                violation_error_message=_("Households are visited every 7 to 730 days."),
            ),
            models.CheckConstraint(
                condition=Q(plan_latitude=None, plan_longitude=None)
                | Q(
                    plan_latitude__isnull=False,
                    plan_longitude__isnull=False,
                    plan_latitude__range=(-85, 85),
                    plan_longitude__range=(-180, 180),
                ),
                name="community_plan_on_earth",
                violation_error_message=_("Give both the latitude and the longitude of the corner, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(office_opens__lt=models.F("office_closes")),
                name="community_office_opens_first",
                violation_error_message=_("The office closes later than it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@audited()
class Grid(models.Model):
    """A grid (网格): an area of the community with its own grid workers."""

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="grids"
    )
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    name = NameOfFewField(pgettext_lazy("of a place", "name"), max_length=50)
    about = models.TextField(_("about"), blank=True)
    boundary = models.JSONField(
        _("boundary"),
        default=list,
        blank=True,
        validators=[validate_boundary],
        help_text=_("Points in metres."),
    )

    # Annotated by `with_counts()`.
    building_count: int
    household_count: int
    estate_count: int

    objects = GridQuerySet.as_manager()

    database_messages: ClassVar = {
        "grid_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("grid")
        verbose_name_plural = _("grids")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "number"],
                name="grid_number_unique",
                violation_error_message=_("There is already a grid with this number."),
            ),
            models.UniqueConstraint(fields=["id", "community"], name="grid_in_community"),
        ]
        triggers = [never_changed("community_id", name="grid_stays_in_community")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("grid", args=[self.pk])


@audited()
class Estate(models.Model):
    """A residential estate (小区). It may lie in several grids; each building names its grid."""

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="estates"
    )
    name = NameOfFewField(pgettext_lazy("of a place", "name"), max_length=50)
    address = NameOfFewField(_("address"), max_length=120, blank=True)

    objects = PlaceQuerySet.as_manager()

    database_messages: ClassVar = {
        "estate_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("estate")
        verbose_name_plural = _("estates")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                name="estate_name_unique",
                violation_error_message=_("There is already an estate with this name."),
            ),
            models.UniqueConstraint(fields=["id", "community"], name="estate_in_community"),
        ]
        triggers = [never_changed("community_id", name="estate_stays_in_community")]

    def __str__(self) -> str:
        return self.name


@audited()
class Building(models.Model):
    """A building (楼栋) of one estate in one grid; both belong to the same community."""

    # Composite foreign keys (estate, community) and (grid, community): both parents are of one community.
    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, editable=False, related_name="buildings"
    )
    estate = models.ForeignKey(Estate, verbose_name=_("estate"), on_delete=models.PROTECT, related_name="buildings")
    grid = models.ForeignKey(Grid, verbose_name=_("grid"), on_delete=models.PROTECT, related_name="buildings")
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    entrances = models.PositiveSmallIntegerField(_("entrances"), default=1, validators=[MinValueValidator(1)])
    floors = models.PositiveSmallIntegerField(_("floors"), default=6, validators=[MinValueValidator(1)])
    x = models.FloatField(_("metres east"), null=True, blank=True)
    y = models.FloatField(_("metres south"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    database_messages: ClassVar = {
        "building_estate_same_community": _("The estate and its buildings stay in one community."),
        "building_grid_same_community": _("The grid and its buildings stay in one community."),
        "building_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        ordering = ["estate", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "number"],
                name="building_number_unique",
                violation_error_message=_("This estate already has a building with this number."),
            ),
            models.CheckConstraint(
                condition=Q(entrances__gte=1, floors__gte=1),
                name="building_has_entrance",
                violation_error_message=_("A building has at least one entrance and one floor."),
            ),
            # Households are created for each floor and entrance: a typing error must not create a million.
            models.CheckConstraint(
                condition=Q(entrances__lte=20),
                name="building_entrances_at_most_20",
                violation_error_message=_("A building has at most 20 entrances."),
            ),
            models.CheckConstraint(
                condition=Q(floors__lte=99),
                name="building_floors_at_most_99",
                violation_error_message=_("A building has at most 99 floors."),
            ),
            models.CheckConstraint(
                # NULL is handled explicitly: a comparison with NULL is not false, so a CHECK would accept it.
                condition=Q(x=None, y=None)
                | Q(x__isnull=False, y__isnull=False, x__range=(0, 100_000), y__range=(0, 100_000)),
                name="building_position_whole",
                violation_error_message=_(
                    "Give both numbers of the position, in metres from the corner, or neither."
                ),
            ),
        ]
        triggers = [never_changed("community_id", name="building_stays_in_community")]

    def __str__(self) -> str:
        return _("%(estate)s building %(number)d") % {"estate": self.estate, "number": self.number}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.community_id = self.estate.community_id
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.estate_id and self.grid_id:
            validate_same_community(self.estate, self.grid)


@audited()
class Gate(models.Model):
    """A gate of an estate, for couriers."""

    estate = models.ForeignKey(Estate, verbose_name=_("estate"), on_delete=models.CASCADE, related_name="gates")
    name = NameOfFewField(pgettext_lazy("of a place", "name"), max_length=30)
    open_to_riders = models.BooleanField(_("riders may enter"), default=True)
    x = models.FloatField(_("metres east"))
    y = models.FloatField(_("metres south"))

    objects = PlaceQuerySet.as_manager()

    database_messages: ClassVar = {
        "gate_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("gate")
        verbose_name_plural = _("gates")
        ordering = ["estate", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["estate", "name"],
                name="gate_name_unique",
                violation_error_message=_("This estate already has a gate with this name."),
            ),
            models.CheckConstraint(
                condition=Q(x__gte=0, x__lte=100_000, y__gte=0, y__lte=100_000),
                name="gate_on_plan",
                violation_error_message=_("The position is in metres from the corner of the plan."),
            ),
        ]
        triggers = [
            never_changed(
                "estate_id",
                name="gate_stays_in_community",
                unless="(SELECT community_id FROM grid_estate WHERE id = OLD.estate_id) = "
                "(SELECT community_id FROM grid_estate WHERE id = NEW.estate_id)",
            )
        ]

    def __str__(self) -> str:
        return f"{self.estate} {self.name}"


@audited()
class Household(models.Model):
    """A household (户): only its code. It contains no names of people."""

    building = models.ForeignKey(
        Building, verbose_name=_("building"), on_delete=models.PROTECT, related_name="households"
    )
    entrance = models.PositiveSmallIntegerField(_("entrance"), default=1, validators=[MinValueValidator(1)])
    code = NameField(_("code"), max_length=12, help_text=_("For example 301."))

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "household_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["building", "entrance", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["building", "entrance", "code"],
                name="household_code_unique",
                violation_error_message=_("This entrance already has a household with this code."),
            ),
            models.UniqueConstraint(fields=["id", "building"], name="household_in_building"),
            models.CheckConstraint(
                condition=Q(entrance__gte=1) & ~Q(code=""),
                name="household_has_entrance_and_code",
                violation_error_message=_("A household has an entrance and a code."),
            ),
        ]
        triggers = [
            never_changed(
                "building_id",
                name="household_stays_in_community",
                unless="(SELECT community_id FROM grid_building WHERE id = OLD.building_id) = "
                "(SELECT community_id FROM grid_building WHERE id = NEW.building_id)",
            )
        ]

    def __str__(self) -> str:
        return f"{self.building} {self.entrance}-{self.code}"


def buildings_in_words(buildings: Iterable[Building]) -> list[str]:
    """One text for each estate, for example “海棠苑 1–3、7 幢”.

    `buildings` have their estates loaded and are ordered by estate and number.
    """
    numbers: dict[str, list[int]] = {}
    for building in buildings:
        numbers.setdefault(building.estate.name, []).append(building.number)
    return [
        ngettext("%(estate)s building %(numbers)s", "%(estate)s buildings %(numbers)s", len(own))
        % {"estate": estate, "numbers": _runs(own)}
        for estate, own in numbers.items()
    ]


def _runs(numbers: list[int]) -> str:
    """The numbers as ranges: [1, 2, 3, 7] becomes “1–3, 7”."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return pgettext("between names", ", ").join(shown)
