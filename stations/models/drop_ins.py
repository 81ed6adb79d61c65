"""Visitors without a booking, for the figures of use."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed
from common.time import clock
from stations.models.spaces import Space


@audited()
class DropIn(models.Model):
    """`people` came into a space without a booking. Person-times are counted, without names."""

    space = models.ForeignKey(Space, verbose_name=_("space"), on_delete=models.PROTECT, related_name="drop_ins")
    at = models.DateTimeField(_("when"), default=clock.now)
    people = models.PositiveSmallIntegerField(_("person-times"), default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+")

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "drop_in_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
    }

    class Meta:
        verbose_name = _("visit without booking")
        verbose_name_plural = _("visits without booking")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__range=(1, 500)),
                name="drop_in_has_people",
                violation_error_message=_("1 to 500 people come at a time."),
            ),
            models.CheckConstraint(condition=clock.known("at"), name="drop_in_in_known_years"),
        ]
        indexes = [models.Index(fields=["space", "at"], name="drop_in_of_space")]
        triggers = [never_changed("by_id", name="drop_in_stays")]

    def __str__(self) -> str:
        return f"{self.space} · {self.people}"
