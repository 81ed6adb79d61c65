"""Privacy notices, consents, and the log of who read personal data."""

import re
from dataclasses import dataclass
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person
from accounts.models.readings import reading_label
from accounts.querysets import AccessLogQuerySet, ConsentQuerySet
from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import append_only, dated_by_database, kept_for, never_changed, never_taken_back, refused_when
from common.names import NameField
from common.time import clock
from common.time.formatting import local


@dataclass(frozen=True, slots=True)
class PrivacyNoticeBlock:
    """A part of the text of a privacy notice: a heading, a paragraph (one line each) or a list."""

    kind: str
    lines: list[str]

    @classmethod
    def read(cls, part: str) -> "PrivacyNoticeBlock":
        lines = part.strip().splitlines()
        if lines[0].startswith("# "):
            return cls("heading", [lines[0][2:]])
        if all(line.startswith("- ") for line in lines):
            return cls("list", [line[2:] for line in lines])
        return cls("paragraph", ["\n".join(lines)])


class PrivacyNoticeQuerySet(ScopedQuerySet):
    """Privacy notices; the newest published one is in force."""

    def current(self) -> "PrivacyNotice | None":
        """The notice in force: the newest published one; of two of the same moment the one entered last."""
        return self.filter(published_at__lte=clock.now()).order_by("-published_at", "-pk").first()  # type: ignore[return-value]


@audited()
class PrivacyNotice(models.Model):
    """One version of the text that says which data are stored, why and for how long (PIPL, art. 17)."""

    version = NameField(_("version"), max_length=20, unique=True)
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(_("in force since"), default=clock.now)

    objects = PrivacyNoticeQuerySet.as_manager()

    database_messages: ClassVar = {
        "privacy_notice_in_force_stays": _("People have agreed to this notice, so it stays. Please enter another."),
    }

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-published_at"]
        constraints = [
            models.CheckConstraint(
                condition=clock.known("published_at"),
                name="privacy_notice_in_known_years",
                violation_error_message=_("A notice comes into force in the years 2000 to 2100."),
            ),
        ]
        triggers = [
            # People have consented to this text, so a change needs a new version.
            refused_when(
                "OLD.published_at <= now()",
                name="privacy_notice_in_force_stays",
                on=pgtrigger.Update | pgtrigger.Delete,
            ),
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def blocks(self) -> list[PrivacyNoticeBlock]:
        """The parts of the text: a line that begins with “# ” is a heading, lines with “- ” are a list."""
        return [PrivacyNoticeBlock.read(part) for part in re.split(r"\n\s*\n", self.text.strip()) if part.strip()]


@audited()
class Consent(models.Model):
    """A person's consent to one version of the privacy notice. Withdrawing ends it; the row stays as a record."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="consents")
    notice = models.ForeignKey(PrivacyNotice, verbose_name=_("privacy notice"), on_delete=models.PROTECT)
    given_at = models.DateTimeField(_("given at"), default=clock.now)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("The sign-in that ticked the box: the person, a guardian, or staff who asked."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    database_messages: ClassVar = {
        "consent_stays": _("A consent is never rewritten. Withdraw it, and agree anew."),
        "consent_stays_withdrawn": _("A consent that was withdrawn stays withdrawn. Please agree anew."),
    }

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "notice"],
                condition=Q(withdrawn_at=None),
                name="consent_once_a_notice",
                violation_error_message=_("This person has already agreed to this notice."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
                violation_error_message=_("A consent can only be withdrawn after it was given."),
            ),
        ]
        triggers = [
            never_changed("person_id", "notice_id", "given_at", "given_by_id", name="consent_stays"),
            never_taken_back("withdrawn_at", name="consent_stays_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.notice}"


class AccessLog(models.Model):
    """One deliberate reading of somebody's personal data. Rows never change and are kept for at least 6 months."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who looked"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
    )
    # Empty for a search by a number that found nobody: it counts as a try all the same.
    person = models.ForeignKey(
        Person,
        verbose_name=_("whose data"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
    )
    what = models.CharField(_("what"), max_length=40)
    reason = models.CharField(_("why"), max_length=200)
    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)

    objects = AccessLogQuerySet.as_manager()

    database_messages: ClassVar = {
        "access_log_is_append_only": _("What is in a log is never rewritten."),
        "access_log_is_kept": _("What is in a log is kept for six months at least."),
    }

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="access_has_reason",
                violation_error_message=_("Please say why you need it."),
            ),
        ]
        triggers = [
            append_only(name="access_log_is_append_only"),
            dated_by_database("at", name="access_log_is_dated"),
            kept_for(6, since="at", name="access_log_is_kept"),
        ]

    def __str__(self) -> str:
        return f"{local(self.at):%Y-%m-%d %H:%M} {self.what_label}"

    @property
    def what_label(self) -> str:
        return reading_label(self.what)
