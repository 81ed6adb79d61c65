"""What volunteers want corrected in their records (Order 67, art. 13)."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed, row_condition
from common.time import clock
from volunteers.models.records import MOST_A_DAY, ServiceRecord
from volunteers.models.volunteers import Volunteer


@audited()
class CorrectionRequest(models.Model):
    """A volunteer asks that a record be put right, or that a missing one be entered (Order 67, art. 13)."""

    class State(models.TextChoices):
        OPEN = "open", _("not answered yet")
        ENTERED = "entered", _("entered, waits for a second person")
        ACCEPTED = "accepted", _("put right")
        REFUSED = "refused", _("stays as it is")

    volunteer = models.ForeignKey(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="correction_requests"
    )
    # Empty where a record is missing.
    record = models.ForeignKey(
        ServiceRecord,
        verbose_name=_("service record"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="correction_requests",
    )
    words = models.CharField(_("what is not right"), max_length=300)
    minutes = models.PositiveSmallIntegerField(
        _("minutes as I remember them"), null=True, blank=True, validators=[MaxValueValidator(MOST_A_DAY)]
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("asked at"), default=clock.now, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)
    answer = models.CharField(_("answer"), max_length=300, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    # What was entered in answer. It is put right once that record is confirmed, and open again if it is refused.
    entered = models.OneToOneField(
        ServiceRecord, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="asked_for"
    )

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "correction_request_stays": _("What was asked is never rewritten."),
        "correction_request_stays_answered": _("What was answered stays."),
        "correction_request_of_own_record": _("The record belongs to another volunteer."),
        "correction_request_put_right_for_volunteer": _("The record belongs to another volunteer."),
    }

    class Meta:
        verbose_name = _("request for correction")
        verbose_name_plural = _("requests for correction")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state__in=["open", "entered"]),
                name="correction_request_one_open",
                violation_error_message=_("You have asked already; the answer is still to come."),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="correction_request_has_words",
                violation_error_message=_("Please say what is not right."),
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=MOST_A_DAY), name="correction_request_minutes_sensible"
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None, answered_by=None, answer="")
                | Q(
                    state__in=["entered", "accepted", "refused"], answered_at__isnull=False, answered_by__isnull=False
                ),
                name="correction_request_answered_with_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="correction_request_refused_with_answer",
                violation_error_message=_("Please say why."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "refused"], entered=None)
                | Q(state__in=["entered", "accepted"], entered__isnull=False),
                name="correction_request_put_right_by_record",
                violation_error_message=_("What is put right is put right by a record."),
            ),
        ]
        triggers = [
            never_changed(
                "volunteer_id",
                "record_id",
                "words",
                "minutes",
                "by_id",
                "created_at",
                name="correction_request_stays",
            ),
            # While a second person has not decided, the answer may still be taken back.
            never_changed(
                "state",
                "answer",
                "answered_by_id",
                "answered_at",
                "entered_id",
                name="correction_request_stays_answered",
                unless="OLD.state IN ('open', 'entered')",
            ),
            row_condition(
                "NEW.state NOT IN ('entered', 'accepted') OR (SELECT r.volunteer_id FROM volunteers_servicerecord r"
                " WHERE r.id = NEW.entered_id) = NEW.volunteer_id",
                name="correction_request_put_right_for_volunteer",
            ),
            row_condition(
                "NEW.record_id IS NULL OR (SELECT r.volunteer_id FROM volunteers_servicerecord r"
                " WHERE r.id = NEW.record_id) = NEW.volunteer_id",
                name="correction_request_of_own_record",
                on=pgtrigger.Insert,
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to answer."""
        return self.state == self.State.OPEN

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to come: it is put right and confirmed, or stays as it is."""
        return self.state in (self.State.ACCEPTED, self.State.REFUSED)
