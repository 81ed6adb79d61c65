"""The organisation: general branch → estate branch → pioneer post. Level 4 are people linked to a post."""

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.triggers import never_changed, row_condition
from common.names import NameOfFewField
from common.time.ranges import since
from grid.models.places import Building, Community, Estate, Grid, buildings_in_words
from grid.querysets import CurrentQuerySet, OrgUnitQuerySet
from grid.validators import validate_level_kept, validate_parent_level


@audited(exclude=["parent_level"])
class OrgUnit(models.Model):
    """A unit of the organisation. Its parent is exactly one level above it, also after every move.

    FOREIGN KEY (parent_id, parent_level) REFERENCES (id, level) ensures it and also refuses to change the level of a
    parent with children. Another foreign key does the same for the community.
    """

    class Level(models.IntegerChoices):
        GENERAL_BRANCH = 1, _("general branch")
        ESTATE_BRANCH = 2, _("estate branch")
        PIONEER_POST = 3, _("pioneer post")

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="org_units"
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("unit above"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    parent_level = models.GeneratedField(
        expression=F("level") - 1, output_field=models.SmallIntegerField(), db_persist=True
    )
    number = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Position among its neighbours."))
    name = NameOfFewField(pgettext_lazy("of a place", "name"), max_length=60)
    about = models.TextField(_("about"), blank=True)
    estates = models.ManyToManyField(Estate, verbose_name=_("estates served"), blank=True, related_name="branches")
    grids = models.ManyToManyField(Grid, verbose_name=_("grids"), blank=True, related_name="branches")

    objects = OrgUnitQuerySet.as_manager()

    # Messages of composite foreign keys (migration 0002): Django's validation does not know them.
    database_messages: ClassVar = {
        "org_unit_parent_one_level_up": _("A unit stands below one of the level right above its own."),
        "org_unit_parent_same_community": _("The unit above belongs to another community."),
        "org_unit_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("organisation unit")
        verbose_name_plural = _("organisation units")
        ordering = ["level", "number", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[1, 2, 3]),
                name="org_unit_level_known",
                violation_error_message=_("The organisation has three levels of units."),
            ),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False),
                name="org_unit_only_top_has_no_parent",
                violation_error_message=_("Only a general branch stands at the top; every other unit is below one."),
            ),
            models.UniqueConstraint(fields=["id", "level"], name="org_unit_at_level"),
            models.UniqueConstraint(fields=["id", "community"], name="org_unit_in_community"),
            models.UniqueConstraint(
                fields=["community", "parent", "name"],
                nulls_distinct=False,
                name="org_unit_name_unique",
                violation_error_message=_("There is already a unit with this name here."),
            ),
        ]
        triggers = [never_changed("community_id", name="org_unit_stays_in_community")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation") + f"#unit-{self.pk}"

    @property
    def buildings_in_words(self) -> list[str]:
        """The buildings of a post that `load_organisation_tree()` has loaded, one text for each estate."""
        return buildings_in_words(link.building for link in self.current_buildings)  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.level and self.community_id:
            validate_parent_level(self)
            validate_level_kept(self)


@audited(exclude=["post_level"])
class PostBuilding(models.Model):
    """A pioneer post looks after a building during some days (先锋进楼栋)."""

    post = models.ForeignKey(
        OrgUnit,
        verbose_name=_("pioneer post"),
        on_delete=models.CASCADE,
        related_name="post_buildings",
        limit_choices_to={"level": OrgUnit.Level.PIONEER_POST},
    )
    # A composite foreign key (post, post_level) allows only pioneer posts.
    post_level = models.GeneratedField(
        expression=models.Value(3), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    building = models.ForeignKey(
        Building, verbose_name=_("building"), on_delete=models.PROTECT, related_name="post_buildings"
    )
    during = DateRangeField(_("during"), default=since)

    objects = CurrentQuerySet.as_manager()

    database_messages: ClassVar = {
        "post_building_of_pioneer_post": _("Only a pioneer post looks after buildings."),
        "post_building_same_community": _("The post and the building belong to different communities."),
        "post_building_stays": _("This is never rewritten. End it with a last day, and enter the other building."),
    }

    class Meta:
        verbose_name = _("building of a post")
        verbose_name_plural = _("buildings of a post")
        constraints = [
            valid_range("during", name="post_building_during_valid"),
            known_days("during", name="post_building_in_known_years"),
            one_at_a_time(
                "post",
                "building",
                name="post_building_once",
                message=_("This post already looks after this building in these days."),
            ),
        ]
        triggers = [
            never_changed("post_id", "building_id", name="post_building_stays"),
            # A post has rights over its buildings, so they must be of its own community.
            row_condition(
                "(SELECT community_id FROM grid_orgunit WHERE id = NEW.post_id) = "
                "(SELECT community_id FROM grid_building WHERE id = NEW.building_id)",
                name="post_building_same_community",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} · {self.building}"


@audited()
class UnitEstate(OrgUnit.estates.through):  # type: ignore[name-defined]
    """A unit serves an estate. The through table is a named model so that it has an audit trail and a trigger."""

    database_messages: ClassVar = {
        "unit_estate_stays": _("What a unit has is entered and removed, and never rewritten."),
        "unit_estate_same_community": _("The unit and the estate belong to different communities."),
    }

    class Meta:
        proxy = True
        verbose_name = _("estate of a unit")
        verbose_name_plural = _("estates of units")
        triggers = [
            row_condition(
                "(SELECT community_id FROM grid_orgunit WHERE id = NEW.orgunit_id) = "
                "(SELECT community_id FROM grid_estate WHERE id = NEW.estate_id)",
                name="unit_estate_same_community",
            ),
            never_changed("orgunit_id", "estate_id", name="unit_estate_stays"),
        ]


@audited()
class UnitGrid(OrgUnit.grids.through):  # type: ignore[name-defined]
    """A unit belongs to a grid. The through table is a named model so that it has an audit trail and a trigger."""

    database_messages: ClassVar = {
        "unit_grid_stays": _("What a unit has is entered and removed, and never rewritten."),
        "unit_grid_same_community": _("The unit and the grid belong to different communities."),
    }

    class Meta:
        proxy = True
        verbose_name = _("grid of a unit")
        verbose_name_plural = _("grids of units")
        triggers = [
            row_condition(
                "(SELECT community_id FROM grid_orgunit WHERE id = NEW.orgunit_id) = "
                "(SELECT community_id FROM grid_grid WHERE id = NEW.grid_id)",
                name="unit_grid_same_community",
            ),
            never_changed("orgunit_id", "grid_id", name="unit_grid_stays"),
        ]
