"""When a party of an event was there: one row for each day, or one for the whole event; and the taps that said so."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.triggers import append_only, never_changed, row_condition
from common.time import clock
from events.models.registrations import Registration
from events.models.triggers import CAME_AS_CHECKED_IN, CHECK_IN_OF_KIND


def _ticked_by(verbose_name: Any, **more: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=verbose_name, on_delete=models.PROTECT, related_name="+", **more
    )


@audited()
class CheckIn(models.Model):
    """`came` people of a party were there: on `day`, or at an event that is ticked once, where `day` is empty.

    Where people go in and out the party is inside until `left_at`; when it comes back, it is inside again.
    """

    registration = models.ForeignKey(
        Registration, verbose_name=_("registration"), on_delete=models.CASCADE, related_name="check_ins"
    )
    day = models.DateField(_("day"), null=True, blank=True)
    came = models.PositiveSmallIntegerField(_("how many came"))
    at = models.DateTimeField(_("checked in at"))
    # None where it was not written down.
    by = _ticked_by(_("checked in by"), null=True, blank=True)
    # The family has ticked itself off at the door: at the desk no name of a guardian is shown for it.
    at_door = models.BooleanField(_("by the family itself"), default=False, db_default=False)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    left_by = _ticked_by(_("ticked out by"), null=True, blank=True)

    database_messages: ClassVar = {
        "check_in_stays": _("Whose it is, and who ticked off when, is never rewritten. Please enter another."),
        "check_in_of_kind": _("This event is ticked off in another way."),
    }

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["registration", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "day"],
                nulls_distinct=False,
                name="check_in_once_a_day",
                violation_error_message=_("This party has been ticked off already; nobody is counted twice."),
            ),
            models.CheckConstraint(condition=Q(came__range=(1, 50)), name="check_in_has_people"),
            models.CheckConstraint(
                condition=Q(left_at=None, left_by=None) | Q(left_at__isnull=False, left_at__gte=F("at")),
                name="check_in_left_after_it_came",
                violation_error_message=_("A party leaves after it has come."),
            ),
        ]
        triggers = [
            row_condition(
                CHECK_IN_OF_KIND,
                name="check_in_of_kind",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("day", "left_at", "registration_id"),
            ),
            never_changed("registration_id", "day", "at", "by_id", "at_door", name="check_in_stays"),
            pgtrigger.Trigger(
                name="check_in_counts",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("came") | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=CAME_AS_CHECKED_IN.format(key="coalesce(NEW.registration_id, OLD.registration_id)"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {self.came}"

    @property
    def is_inside(self) -> bool:
        return self.left_at is None


class Tap(models.Model):
    """A tap on a device at the desk that has arrived and was counted. Sent again, it is answered and not counted.

    The device gives it its key; `at` is its moment as far as that made sense.
    """

    class Act(models.TextChoices):
        IN = "in", pgettext_lazy("at the door", "in")
        OUT = "out", pgettext_lazy("at the door", "out")

    id = models.UUIDField(primary_key=True)
    registration = models.ForeignKey(
        Registration, verbose_name=_("registration"), on_delete=models.CASCADE, related_name="taps"
    )
    act = models.CharField(_("act"), max_length=3, choices=Act)
    at = models.DateTimeField(_("tapped at"))
    arrived_at = models.DateTimeField(_("arrived at"), default=clock.now)
    by = _ticked_by(_("by"))

    database_messages: ClassVar = {"tap_stays": _("A tap that has arrived is never rewritten.")}

    class Meta:
        verbose_name = _("tap")
        verbose_name_plural = _("taps")
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=["in", "out"]), name="tap_act_known"),
            models.CheckConstraint(
                condition=Q(at__lte=F("arrived_at")),
                name="tap_before_it_arrived",
                violation_error_message=_("A tap arrives after it was made."),
            ),
        ]
        triggers = [append_only(name="tap_stays")]

    def __str__(self) -> str:
        return f"{self.registration} · {self.act}"
