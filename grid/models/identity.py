"""Pioneers who show themselves publicly (亮身份)."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.triggers import never_changed, never_taken_back
from common.names import NameField
from common.time import clock
from grid.models.appointments import UnitAppointment
from grid.querysets import IdentityDisplayQuerySet


def portrait_path(display: "IdentityDisplay", filename: str) -> str:
    """A random file name that tells nothing about the person."""
    return f"grid/portraits/{uuid.uuid4().hex}.webp"


@audited(exclude=["photo", "post_level"])
class IdentityDisplay(models.Model):
    """A pioneer shows name, buildings and photo to the public, with their own consent and as long as it lasts.

    Withdrawing deletes the photo at once. The row stays as the record of consent and withdrawal.
    """

    appointment = models.ForeignKey(
        UnitAppointment, verbose_name=_("appointment"), on_delete=models.PROTECT, related_name="displays"
    )
    # A composite foreign key (appointment, post_level) allows only appointments of pioneers.
    post_level = models.GeneratedField(
        expression=models.Value(3), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    words = NameField(_("a sentence of one's own"), max_length=60, blank=True)
    photo = models.ImageField(_("photo"), upload_to=portrait_path, blank=True)
    consented_at = models.DateTimeField(_("consented at"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = IdentityDisplayQuerySet.as_manager()

    database_messages: ClassVar = {
        "identity_display_of_pioneer": _("Only a pioneer shows who they are."),
        "identity_display_stays": _("A consent is never rewritten to another appointment."),
        "identity_display_stays_withdrawn": _("A consent that was withdrawn stays withdrawn. Please agree anew."),
    }

    class Meta:
        verbose_name = _("identity display")
        verbose_name_plural = _("identity displays")
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(withdrawn_at=None),
                name="identity_display_one_live",
                violation_error_message=_("You already show who you are."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(photo=""),
                name="identity_display_withdrawn_has_no_photo",
                violation_error_message=_("After consent was withdrawn no photo is kept."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("consented_at")),
                name="identity_display_withdrawn_after_given",
                violation_error_message=_("A consent can only be withdrawn after it was given."),
            ),
        ]
        triggers = [
            never_changed("appointment_id", "consented_at", name="identity_display_stays"),
            never_taken_back("withdrawn_at", "words", name="identity_display_stays_withdrawn"),
        ]

    def __str__(self) -> str:
        return str(self.appointment)
