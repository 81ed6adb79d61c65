"""What volunteers have learned (Order 67, art. 8), what they were given (art. 9), and who thanked them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed
from common.names import NameField
from common.time import clock
from volunteers.models.activities import Activity
from volunteers.models.assignments import Assignment
from volunteers.models.volunteers import Volunteer
from volunteers.querysets import ThankYouNoteQuerySet
from volunteers.validators import NO_IDENTITY_CARD, without_identity_card


@audited()
class Training(models.Model):
    """A training that a volunteer has taken (Order 67, art. 8). It is no service."""

    volunteer = models.ForeignKey(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="trainings"
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="trainings",
    )
    # The shift of the activity; without both it was entered by hand.
    assignment = models.ForeignKey(
        Assignment, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="trainings"
    )
    name = NameField(pgettext_lazy("of a place", "name"), max_length=60)
    content = models.CharField(_("main content"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("length (minutes)"))
    host = NameField(_("host"), max_length=60)
    day = models.DateField(_("day"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered at"), default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "training_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
    }

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "name", "day"],
                condition=Q(activity=None),
                name="training_once_a_day",
                violation_error_message=_("This training is already entered."),
            ),
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(assignment__isnull=False),
                name="training_once_an_assignment",
                violation_error_message=_("The time of this shift is already recorded."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(content="") & ~Q(host=""),
                name="training_complete",
                violation_error_message=_("Name, content and host belong to each training."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 6000)),
                name="training_minutes_sensible",
                violation_error_message=_("A training lasts 1 to 6,000 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(day__gte="2000-01-01")
                & Q(day__lte=models.functions.TruncDate("entered_at", tzinfo=clock.HERE)),
                name="training_not_in_future",
                violation_error_message=_("The day lies in the future. Please enter it once it is over."),
            ),
        ]
        triggers = [never_changed("volunteer_id", "entered_by_id", "entered_at", name="training_stays")]

    def __str__(self) -> str:
        return self.name


@audited()
class Award(models.Model):
    """An award that a volunteer has got: name, date, by whom (Order 67, art. 9)."""

    volunteer = models.ForeignKey(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="awards"
    )
    name = NameField(pgettext_lazy("of a place", "name"), max_length=60)
    day = models.DateField(_("day"))
    given_by = NameField(pgettext_lazy("of an award", "given by"), max_length=60)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered at"), default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "award_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
    }

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "name", "day"],
                name="award_once_a_day",
                violation_error_message=_("This award is already entered."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(given_by=""),
                name="award_complete",
                violation_error_message=_("Name and giver belong to each award."),
            ),
            models.CheckConstraint(
                condition=Q(day__gte="1950-01-01")
                & Q(day__lte=models.functions.TruncDate("entered_at", tzinfo=clock.HERE)),
                name="award_not_in_future",
                violation_error_message=_("The day lies in the future. Please enter it once it is over."),
            ),
        ]
        triggers = [never_changed("volunteer_id", "entered_by_id", "entered_at", name="award_stays")]

    def __str__(self) -> str:
        return self.name


@audited()
class ThankYouNote(models.Model):
    """Thanks from whom was helped, to the volunteers of an activity.

    They read it at once. It is public only where the writer agreed and the lead or the office has looked at it.
    """

    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), on_delete=models.PROTECT, related_name="thank_you_notes"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=pgettext_lazy("of a note", "from"),
        on_delete=models.PROTECT,
        related_name="thank_you_notes",
    )
    words = models.CharField(_("thanks"), max_length=300)
    may_be_public = models.BooleanField(_("may be shown to everybody, without my name"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+")
    created_at = models.DateTimeField(_("written at"), default=clock.now, editable=False)
    shown_at = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    # Taken away, also from the volunteers: an insult is no thanks.
    hidden_at = models.DateTimeField(_("hidden at"), null=True, blank=True, editable=False)

    objects = ThankYouNoteQuerySet.as_manager()

    database_messages: ClassVar = {
        "thank_you_note_stays": _("What somebody wrote is never rewritten."),
    }

    class Meta:
        verbose_name = _("thank-you note")
        verbose_name_plural = _("thank-you notes")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person"],
                name="thank_you_note_once_an_activity",
                violation_error_message=_("You have said thanks already."),
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="thank_you_note_has_words",
                violation_error_message=_("Please write a sentence."),
            ),
            models.CheckConstraint(
                condition=without_identity_card("words"),
                name="thank_you_note_without_identity_card",
                violation_error_message=NO_IDENTITY_CARD,
            ),
            models.CheckConstraint(
                condition=Q(shown_at=None) | Q(may_be_public=True, hidden_at=None),
                name="thank_you_note_public_by_consent",
                violation_error_message=_("The writer has not agreed that everybody reads it."),
            ),
        ]
        triggers = [
            never_changed("activity_id", "person_id", "words", "by_id", "created_at", name="thank_you_note_stays")
        ]

    def __str__(self) -> str:
        return self.words
