"""Holidays and working days that the statutory calendar of the library does not know, or that a community changes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed
from common.names import NameOfFewField
from grid.models.places import Community


@audited()
class CalendarDay(models.Model):
    """A statutory holiday or a make-up working day. It overrides the library's calendar."""

    class Kind(models.TextChoices):
        HOLIDAY = "off", _("statutory holiday")
        WORKDAY = "work", _("make-up working day")

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.CASCADE, related_name="calendar_days"
    )
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    name = NameOfFewField(pgettext_lazy("of a day", "name"), max_length=30, blank=True)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "calendar_day_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("holiday or working day")
        verbose_name_plural = _("holidays and working days")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "day"],
                name="calendar_day_once",
                violation_error_message=_("This day is already entered."),
            ),
            models.CheckConstraint(condition=Q(kind__in=["off", "work"]), name="calendar_day_kind_known"),
        ]
        triggers = [never_changed("community_id", name="calendar_day_stays_in_community")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.get_kind_display()}"
