"""The kinds of matters that a community looks after, each with its clock."""

import datetime as dt
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from common.db.audit import audited
from common.db.triggers import never_changed
from common.names import NameField
from grid.models.places import Community
from grid.querysets import MatterKindQuerySet


@audited()
class MatterKind(models.Model):
    """A kind of matter (民情类别): what it is called, and how soon it is answered.

    Either a number of hours by the clock (emergencies 2, utilities 24), or of working days (3, 7, 15).
    """

    class Icon(models.TextChoices):
        """Names of drawings of the icon set."""

        EMERGENCY = "siren", _("emergency")
        UTILITIES = "plug-zap", _("water, power, gas")
        REFUSE = "trash-2", _("refuse and cleaning")
        REPAIR = "wrench", _("something broken")
        GREEN = "trees", _("green")
        PARKING = "car", _("parking and traffic")
        NOISE = "volume-2", _("noise and neighbours")
        SAFETY = "shield-alert", _("safety")
        PERSON = "hand-heart", _("help for a person")
        OTHER = "message-circle", _("anything else")

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="matter_kinds"
    )
    name = NameField(pgettext_lazy("of a kind", "name"), max_length=20)
    icon = models.CharField(_("drawing"), max_length=16, choices=Icon, default=Icon.OTHER)
    hours = models.PositiveSmallIntegerField(
        _("hours by the clock"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(72)],
        help_text=_("For emergencies and utilities. Nights and holidays count."),
    )
    working_days = models.PositiveSmallIntegerField(
        _("working days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("By the statutory calendar. Either hours or working days."),
    )
    of_visits = models.BooleanField(
        _("what is needed at visits"),
        default=False,
        help_text=_("What households need, as told at a visit, becomes a matter of this kind, seen by staff alone."),
    )
    in_use = models.BooleanField(_("in use"), default=True, help_text=_("Otherwise it is not offered any more."))
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = MatterKindQuerySet.as_manager()

    database_messages: ClassVar = {
        "matter_kind_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("kind of matter")
        verbose_name_plural = _("kinds of matters")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                name="matter_kind_name_unique",
                violation_error_message=_("There is already a kind with this name."),
            ),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(of_visits=True),
                name="matter_kind_of_visits_once",
                violation_error_message=_("What is needed at visits is of one kind."),
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=False, hours__range=(1, 72), working_days=None)
                | Q(hours=None, working_days__isnull=False, working_days__range=(1, 60)),
                name="matter_kind_has_one_clock",
                violation_error_message=_("Either 1 to 72 hours, or 1 to 60 working days."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="matter_kind_has_name", violation_error_message=_("Please enter a name.")
            ),
        ]
        triggers = [never_changed("community_id", name="matter_kind_stays_in_community")]

    def __str__(self) -> str:
        return self.name

    @property
    def span(self) -> dt.timedelta | None:
        """The hours by the clock; None where working days count."""
        return dt.timedelta(hours=self.hours) if self.hours else None

    @property
    def clock_in_words(self) -> str:
        """“within 2 hours”, “within 7 working days”."""
        if self.hours:
            return ngettext("within %(n)d hour", "within %(n)d hours", self.hours) % {"n": self.hours}
        days = self.working_days or 0
        return ngettext("within %(n)d working day", "within %(n)d working days", days) % {"n": days}
