"""What volunteers show of themselves to the public."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.triggers import never_changed, never_taken_back
from common.names import NameField
from common.time import clock
from grid.models import Building
from volunteers.models.volunteers import Volunteer
from volunteers.querysets import VolunteerCardQuerySet


def card_photo_path(card: "VolunteerCard", filename: str) -> str:
    """A random file name that tells nothing about the person."""
    return f"volunteers/cards/{uuid.uuid4().hex}.webp"


# The trail tells that a card was shown, and when, but not what stood on it: withdrawn, it is gone.
@audited(exclude=["photo", "role", "building"])
class VolunteerCard(models.Model):
    """A volunteer shows name, role, building and photo to the public, by the own consent and as long as it lasts.

    Withdrawing deletes the photo at once. The row stays as the record of consent and withdrawal.
    """

    volunteer = models.ForeignKey(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="cards"
    )
    role = NameField(_("what I do in the team"), max_length=30, blank=True)
    building = models.ForeignKey(
        Building, verbose_name=_("building"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    photo = models.ImageField(_("photo"), upload_to=card_photo_path, blank=True)
    consented_at = models.DateTimeField(_("consented at"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = VolunteerCardQuerySet.as_manager()

    database_messages: ClassVar = {
        "volunteer_card_stays": _("A consent is never rewritten to another person."),
        "volunteer_card_stays_withdrawn": _("A consent that was withdrawn stays withdrawn. Please agree anew."),
    }

    class Meta:
        verbose_name = _("public card of a volunteer")
        verbose_name_plural = _("public cards of volunteers")
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(withdrawn_at=None),
                name="volunteer_card_one_live",
                violation_error_message=_("You already show your card."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(photo="", role="", building=None),
                name="volunteer_card_withdrawn_is_empty",
                violation_error_message=_("After consent was withdrawn nothing of the card is kept."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("consented_at")),
                name="volunteer_card_withdrawn_after_given",
                violation_error_message=_("A consent can only be withdrawn after it was given."),
            ),
        ]
        triggers = [
            never_changed("volunteer_id", "consented_at", name="volunteer_card_stays"),
            never_taken_back("withdrawn_at", "role", "building_id", name="volunteer_card_stays_withdrawn"),
        ]

    def __str__(self) -> str:
        return str(self.volunteer)
