"""What belongs to a matter: who is told of it, its steps, its photos, the calls, and what leaves the rates."""

import secrets
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.phones import E164, validate_phone
from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import append_only, never_changed
from common.names import NameField
from common.time import clock
from grid.models.matters import Matter
from grid.querysets import MatterReporterQuerySet


def tracking_code() -> str:
    """The secret of a reporter's own page: 32 hexadecimal digits that nobody guesses."""
    return secrets.token_hex(16)


@audited(exclude=["code", "name", "phone", "answer_words"])
class MatterReporter(models.Model):
    """Who is told what becomes of a matter: whoever reported it, and whoever follows it.

    A person whom the portal knows; or a name and a number that somebody has left; or nobody but the page of the code.
    """

    class Answer(models.TextChoices):
        CONTENT = "content", _("mended, and I am content")
        MENDED = "mended", _("mended, but I am not content")
        NOT_MENDED = "not_mended", _("not mended")

    SAYS_MENDED: ClassVar = (Answer.CONTENT, Answer.MENDED)

    matter = models.ForeignKey(Matter, verbose_name=_("matter"), on_delete=models.CASCADE, related_name="reporters")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="matters_reported",
    )
    name = NameField(_("name"), max_length=50, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True, validators=[validate_phone])
    code = models.CharField(max_length=32, unique=True, default=tracking_code, editable=False)
    follows = models.BooleanField(_("follows it"), default=False, help_text=_("Somebody else reported it."))
    answer = models.CharField(_("what the reporter says"), max_length=10, choices=Answer, blank=True)
    answer_words = models.CharField(_("in their words"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"), default=clock.now, editable=False)

    objects = MatterReporterQuerySet.as_manager()

    database_messages: ClassVar = {
        "matter_reporter_stays": _("Who is told of a matter, and since when, is never rewritten."),
    }

    class Meta:
        verbose_name = _("who is told of a matter")
        verbose_name_plural = _("who is told of matters")
        ordering = ["follows", "created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "person"],
                condition=Q(person__isnull=False),
                name="matter_reporter_once",
                violation_error_message=_("You are told of this matter already."),
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(follows=False),
                name="matter_reported_once",
                violation_error_message=_("Somebody has reported it already."),
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(name="", phone=""),
                name="matter_reporter_person_or_words",
                violation_error_message=_("A person whom we know needs no second name or number."),
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=E164),
                name="matter_reporter_phone_e164",
                violation_error_message=_("Please enter a phone number, for example 138 0013 8000."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answer_words="")
                | Q(answer__in=["content", "mended", "not_mended"], answered_at__isnull=False),
                name="matter_reporter_answered_at",
            ),
        ]
        triggers = [
            # After a while name and number of who has no account are forgotten.
            never_changed("matter_id", "follows", "created_at", "code", name="matter_reporter_stays")
        ]

    def __str__(self) -> str:
        return str(self.person or self.name or _("somebody without a name"))

    def get_absolute_url(self) -> str:
        """The reporter's own page; who follows a matter has the page of everybody."""
        return self.matter.get_absolute_url() if self.follows else reverse("matters:own", args=[self.code])


@audited()
class MatterStep(models.Model):
    """A step on the way of a matter, as its page shows it. `words` of a public step are written for the reporter."""

    class Kind(models.TextChoices):
        REPORTED = "reported", _("sent in")
        RECEIVED = "received", _("received")
        HANDED_ON = "handed_on", _("handed on")
        IN_HAND = "in_hand", _("in hand")
        PLANNED = "planned", _("planned")
        NOTE = "note", _("news")
        EXTENDED = "extended", _("takes longer")
        DONE = "done", _("mended")
        IMPOSSIBLE = "impossible", _("cannot be done")
        ELSEWHERE = "elsewhere", _("with somebody else")
        DUPLICATE = "duplicate", _("same as another")
        MERGED_IN = "merged_in", _("another report of it")
        REJECTED = "rejected", _("not taken up")
        CONFIRMED = "confirmed", _("confirmed")
        REOPENED = "reopened", _("not mended: back again")
        HELP = "help", _("volunteers help")

    matter = models.ForeignKey(Matter, verbose_name=_("matter"), on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=10, choices=Kind)
    words = models.CharField(_("words"), max_length=300, blank=True)
    is_public = models.BooleanField(_("shown"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=clock.now)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {"matter_step_stays": _("A step that was made stays as it was written.")}

    class Meta:
        verbose_name = _("step of a matter")
        verbose_name_plural = _("steps of matters")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["handed_on", "extended", "impossible", "elsewhere", "rejected"])
                | ~Q(words=""),
                name="matter_step_with_reason",
                violation_error_message=_("Please say why."),
            ),
        ]
        indexes = [models.Index(fields=["matter", "at"], name="matter_step_of_matter")]
        triggers = [append_only(name="matter_step_stays")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.words}" if self.words else self.get_kind_display()


def matter_photo_path(photo: "MatterPhoto", filename: str) -> str:
    """A random file name: a photo of a report that is not public is found by nobody."""
    return f"grid/matters/{uuid.uuid4().hex}.webp"


@audited(exclude=["photo", "key"])
class MatterPhoto(models.Model):
    """A photo of a matter, before or after. Until the report is sent it belongs to none: its `key` is the reporter's.

    `x` and `y`: where it was taken, in metres on the plan, as the photo said before that was taken out of the file;
    kept only until the report is sent.
    """

    class Stage(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    matter = models.ForeignKey(
        Matter, verbose_name=_("matter"), on_delete=models.CASCADE, null=True, blank=True, related_name="photos"
    )
    stage = models.CharField(_("when"), max_length=6, choices=Stage, default=Stage.BEFORE)
    photo = models.ImageField(_("photo"), upload_to=matter_photo_path)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    x = models.FloatField(null=True, blank=True, editable=False)
    y = models.FloatField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {"matter_photo_stays": _("A photo stays with its matter.")}

    class Meta:
        verbose_name = _("photo of a matter")
        verbose_name_plural = _("photos of matters")
        ordering = ["-stage", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=["before", "after"]), name="matter_photo_stage_known"),
            models.CheckConstraint(condition=~Q(photo=""), name="matter_photo_has_photo"),
            models.CheckConstraint(
                condition=Q(matter=None, x=None, y=None)
                | Q(matter=None, x__isnull=False, y__isnull=False)
                | Q(matter__isnull=False, x=None, y=None),
                name="matter_photo_without_position",
            ),
        ]
        triggers = [
            never_changed("matter_id", "created_at", name="matter_photo_stays", unless="OLD.matter_id IS NULL"),
        ]

    def __str__(self) -> str:
        return self.get_stage_display()


@audited()
class MatterCall(models.Model):
    """A call back to a reporter who has no smartphone, and what came of it."""

    class Result(models.TextChoices):
        CONTENT = "content", _("mended, and content")
        MENDED = "mended", _("mended, but not content")
        NOT_MENDED = "not_mended", _("not mended")
        NOT_REACHED = "not_reached", _("nobody answered")
        NO_WORDS = "no_words", _("does not want to say")

    reporter = models.ForeignKey(
        MatterReporter, verbose_name=_("reporter"), on_delete=models.CASCADE, related_name="calls"
    )
    result = models.CharField(_("what came of it"), max_length=11, choices=Result)
    words = models.CharField(_("in their words"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("called by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("called at"), default=clock.now)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {"matter_call_stays": _("What came of a call stays as it was written.")}

    class Meta:
        verbose_name = _("call back")
        verbose_name_plural = _("calls back to reporters")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["content", "mended", "not_mended", "not_reached", "no_words"]),
                name="matter_call_result_known",
            ),
        ]
        triggers = [append_only(name="matter_call_stays")]

    def __str__(self) -> str:
        return self.get_result_display()


@audited()
class MatterExclusion(models.Model):
    """A matter that does not count in the rates of solved and content: why, and which second person agrees."""

    class Kind(models.TextChoices):
        UNREASONABLE = "unreasonable", _("cannot reasonably be asked for")
        REPEATED = "repeated", _("the same asked again and again")
        BEYOND = "beyond", _("beyond what a community may do")

    matter = models.OneToOneField(
        Matter, verbose_name=_("matter"), on_delete=models.CASCADE, related_name="exclusion"
    )
    kind = models.CharField(_("why it does not count"), max_length=12, choices=Kind)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("asked at"), default=clock.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("agreed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "matter_exclusion_stays": _(
            "Why a matter does not count stays as it was written. Take it back, and ask anew."
        ),
    }

    class Meta:
        verbose_name = _("matter that does not count")
        verbose_name_plural = _("matters that do not count")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="matter_exclusion_with_reason",
                violation_error_message=_("Please say why."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("by"))),
                name="matter_exclusion_by_two",
                violation_error_message=_("A second person has to agree."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["unreasonable", "repeated", "beyond"]), name="matter_exclusion_kind_known"
            ),
        ]
        triggers = [never_changed("matter_id", "kind", "reason", "by_id", "at", name="matter_exclusion_stays")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def counts(self) -> bool:
        """Whether it leaves the rates: a second person has agreed."""
        return self.agreed_at is not None
