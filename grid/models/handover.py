"""Handovers of posts (交接)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.triggers import never_changed, never_taken_back, row_condition
from common.time import clock
from grid.models.appointments import UnitAppointment
from grid.models.organisation import OrgUnit
from grid.querysets import HandoverQuerySet


@audited()
class Handover(models.Model):
    """A post changes hands: somebody who may appoint prepares it, and the new holder receives it in one transaction.

    `parts` is the receipt: what was handed over, as `[{"part": name, "label": text, "count": n}]`, counted in the
    transaction that moved it.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("waits for the new holder")
        RECEIVED = "received", pgettext_lazy("of a post", "received")
        CALLED_OFF = "called_off", _("called off")

    appointment = models.ForeignKey(
        UnitAppointment, verbose_name=_("appointment that ends"), on_delete=models.PROTECT, related_name="handovers"
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("new holder"), on_delete=models.PROTECT, related_name="handovers"
    )
    # The post itself; or, if it is given up, the post that receives everything.
    unit = models.ForeignKey(
        OrgUnit, verbose_name=_("post afterwards"), on_delete=models.PROTECT, related_name="handovers_in"
    )
    remarks = models.CharField(_("remarks"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PREPARED)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("prepared by"), on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField(_("prepared at"), default=clock.now)
    closed_at = models.DateTimeField(_("received or called off at"), null=True, blank=True)
    parts: Any = models.JSONField(_("what went over"), default=list, blank=True)
    opened = models.OneToOneField(
        UnitAppointment,
        verbose_name=_("appointment that begins"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opened_by",
    )

    objects = HandoverQuerySet.as_manager()

    OPEN: ClassVar = State.PREPARED

    database_messages: ClassVar = {
        "handover_to_unit_alike": _("What a post has goes to a unit of the same level in the same community."),
        "handover_opens_for_new_holder": _("A handover begins an appointment of the new holder at that unit."),
        "handover_stays_closed": _("A handover that was received or called off stays so."),
        "handover_stays": _("A handover is never rewritten. Call it off, and prepare another."),
    }

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["-prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(state="prepared"),
                name="handover_one_open",
                violation_error_message=_("A handover of this post already waits for the new holder."),
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", closed_at=None)
                | (Q(state__in=["received", "called_off"]) & Q(closed_at__isnull=False)),
                name="handover_closed_once",
                violation_error_message=_("A handover is received or called off at some time."),
            ),
            models.CheckConstraint(
                condition=~Q(to=F("prepared_by")),
                name="handover_to_somebody_else",
                violation_error_message=_("Nobody appoints themselves. Please ask whoever is above you."),
            ),
            models.CheckConstraint(
                condition=Q(opened=None) | Q(state="received"),
                name="handover_opens_when_received",
                violation_error_message=_("Only a handover that was received begins an appointment."),
            ),
        ]
        triggers = [
            row_condition(
                "EXISTS (SELECT FROM grid_unitappointment a JOIN grid_orgunit held ON held.id = a.unit_id "
                "JOIN grid_orgunit after ON after.level = held.level AND after.community_id = held.community_id "
                "WHERE a.id = NEW.appointment_id AND after.id = NEW.unit_id)",
                name="handover_to_unit_alike",
            ),
            row_condition(
                "NEW.opened_id IS NULL OR EXISTS (SELECT FROM grid_unitappointment a "
                "WHERE a.id = NEW.opened_id AND a.user_id = NEW.to_id AND a.unit_id = NEW.unit_id)",
                name="handover_opens_for_new_holder",
            ),
            never_changed(
                "appointment_id", "to_id", "unit_id", "prepared_by_id", "prepared_at", name="handover_stays"
            ),
            never_taken_back("closed_at", "state", "parts", "opened_id", name="handover_stays_closed"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment.unit} → {self.to}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PREPARED

    @property
    def has_expired(self) -> bool:
        """It is prepared, but the appointment has ended since then: it can only be called off."""
        return self.is_open and not self.appointment.is_current

    @property
    def gives_up_the_post(self) -> bool:
        return self.unit_id != self.appointment.unit_id
