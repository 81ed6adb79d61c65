"""The rings of the service circle (服务圈): how far people walk to a station."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed
from common.names import NameField, NameOfFewField
from grid.models import Community


@audited()
class ServiceRing(models.Model):
    """A ring of the service circle (“1510”): a walk of at most `metres` takes at most `minutes`.

    The length of the walk is the straight line times `detour`, because the plan has no footpaths (DOMAIN.md §3).
    """

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.CASCADE, related_name="service_rings"
    )
    name = NameOfFewField(pgettext_lazy("of a place", "name"), max_length=30)
    minutes = models.PositiveSmallIntegerField(_("minutes on foot"), validators=[MinValueValidator(1)])
    metres = models.PositiveIntegerField(_("metres on foot"), validators=[MinValueValidator(1)])
    detour = models.DecimalField(
        _("path ÷ straight line"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("1.30"),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(3))],
    )
    about = NameField(_("what the ring means"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "service_ring_stays_in_community": _("What a community has stays in it."),
    }

    class Meta:
        verbose_name = _("ring of the service circle")
        verbose_name_plural = _("rings of the service circle")
        ordering = ["minutes"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "minutes"],
                name="service_ring_once",
                violation_error_message=_("There is already a ring of so many minutes."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 120), metres__range=(1, 20_000), detour__range=(1, 3)),
                name="service_ring_sensible",
                violation_error_message=_("One of these numbers is too small or too large."),
            ),
        ]
        triggers = [never_changed("community_id", name="service_ring_stays_in_community")]

    def __str__(self) -> str:
        return self.name

    @property
    def straight(self) -> float:
        """The length of the straight line, in metres."""
        return self.metres / float(self.detour)
