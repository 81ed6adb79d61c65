"""What those who came say of an event."""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed, row_condition
from events.models.events import Event
from events.models.triggers import FEEDBACK_FROM_WHO_CAME

LONGEST_SENTENCE = 200


class Feedback(models.Model):
    """A face and a sentence about an event; from paper also a sentence alone, whose face is counted apart.

    It knows neither who said it nor when, its key is random, and no audit trail follows it: nobody is to find out
    whose it is. That each party says it once is kept at its registration.
    """

    class Face(models.TextChoices):
        HAPPY = "happy", _("happy")
        SO_SO = "so_so", _("so-so")
        UNHAPPY = "unhappy", _("unhappy")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="feedback")
    face = models.CharField(_("How was the event?"), max_length=7, choices=Face, blank=True)
    words = models.CharField(_("In a sentence"), max_length=LONGEST_SENTENCE, blank=True)
    on_paper = models.BooleanField(_("on paper"), default=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "feedback_stays": _("What somebody said is never rewritten."),
        "feedback_from_who_came": _("Feedback comes only from who was there, once."),
    }

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(face__in=["happy", "so_so", "unhappy"]) | (Q(face="", on_paper=True) & ~Q(words="")),
                name="feedback_has_a_face",
                violation_error_message=_("Please choose a face."),
            ),
        ]
        triggers = [
            never_changed("event_id", "face", "words", "on_paper", name="feedback_stays"),
            row_condition(FEEDBACK_FROM_WHO_CAME, name="feedback_from_who_came", on=pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return f"{self.get_face_display()} · {self.event}"
