"""Visits (走访) to households."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed, row_condition
from common.time import clock
from common.time.ranges import AFTER_LAST_DAY, FIRST_DAY
from grid.models.organisation import OrgUnit
from grid.models.places import Household


@audited(exclude=["post_level"])
class Visit(models.Model):
    """A visit (走访) to a household: by whom, when, what was heard and what is needed.

    It contains no names of residents.
    """

    household = models.ForeignKey(
        Household, verbose_name=_("household"), on_delete=models.PROTECT, related_name="visits"
    )
    post = models.ForeignKey(
        OrgUnit,
        verbose_name=_("pioneer post"),
        on_delete=models.PROTECT,
        related_name="visits",
        null=True,
        blank=True,
    )
    post_level = models.GeneratedField(
        expression=models.Value(3), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    visitor = models.ForeignKey(
        Person, verbose_name=_("visited by"), on_delete=models.PROTECT, related_name="visits_made"
    )
    on = models.DateField(_("visited on"), default=clock.today)
    summary = models.CharField(_("in short"), max_length=200, blank=True)
    needs = models.CharField(_("what is needed"), max_length=200, blank=True)
    met = models.BooleanField(_("somebody was at home"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recorded by"), on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "visit_of_post": _("Visits belong to a pioneer post."),
        "visit_post_same_community": _("The post and the household belong to different communities."),
        "visit_stays": _("Whose visit it was, and where, is never rewritten. Delete it, and record it anew."),
    }

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["household", "-on"], name="visit_household_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "visitor", "on"],
                name="visit_once_a_day",
                violation_error_message=_("This visit of today is already recorded."),
            ),
            models.CheckConstraint(
                condition=Q(met=True) | Q(needs=""),
                name="visit_needs_were_told",
                violation_error_message=_("Needs can only be heard when somebody was at home."),
            ),
            models.CheckConstraint(
                condition=Q(on__gte=FIRST_DAY, on__lt=AFTER_LAST_DAY),
                name="visit_in_known_years",
                violation_error_message=_("The days lie in the years 1900 to 2199."),
            ),
        ]
        triggers = [
            row_condition(
                "NEW.post_id IS NULL OR (SELECT community_id FROM grid_orgunit WHERE id = NEW.post_id) = "
                "(SELECT b.community_id FROM grid_household h JOIN grid_building b ON b.id = h.building_id "
                "WHERE h.id = NEW.household_id)",
                name="visit_post_same_community",
            ),
            never_changed("household_id", "visitor_id", "post_id", "by_id", "recorded_at", name="visit_stays"),
        ]

    def __str__(self) -> str:
        return f"{self.household} · {self.on}"
