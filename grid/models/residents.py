"""Residences: the homes of people."""

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.triggers import never_changed
from common.time.ranges import since
from grid.models.places import Building, Household
from grid.querysets import CurrentQuerySet
from grid.validators import validate_household_in_building


@audited()
class Residence(models.Model):
    """A person lives in a building, and in a household if it is known, during some days."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="residences")
    building = models.ForeignKey(
        Building, verbose_name=_("building"), on_delete=models.PROTECT, related_name="residences"
    )
    # A composite foreign key (household, building): the household is in the building.
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="residences",
    )
    during = DateRangeField(_("during"), default=since)

    objects = CurrentQuerySet.as_manager()

    database_messages: ClassVar = {
        "residence_household_in_building": _("This household is not in the chosen building."),
        "residence_stays": _("A residence is never rewritten. End it, and enter another."),
    }

    class Meta:
        verbose_name = _("residence")
        verbose_name_plural = _("residences")
        constraints = [
            valid_range("during", name="residence_during_valid"),
            known_days("during", name="residence_in_known_years"),
            one_at_a_time(
                "person",
                "building",
                name="residence_once_a_building",
                message=_("This person is already recorded in this building for these days."),
            ),
        ]
        triggers = [never_changed("person_id", "building_id", "household_id", name="residence_stays")]

    def __str__(self) -> str:
        return f"{self.person} · {self.household or self.building}"

    def clean(self) -> None:
        if self.household and self.building_id:
            validate_household_in_building(self.household, self.building)
