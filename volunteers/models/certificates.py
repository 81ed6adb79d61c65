"""Certificates of service (Order 67, arts. 14, 15, 17), and what was handed in to a platform (art. 4)."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import append_only, never_changed, never_deleted, never_taken_back
from common.names import NameField
from common.time import clock
from volunteers.models.records import ServiceRecord
from volunteers.models.teams import Team
from volunteers.models.volunteers import Volunteer


def verification_code() -> str:
    """The code of the verify page: 128 bits, so nobody guesses another certificate."""
    return secrets.token_hex(16)


@audited(exclude=["code"])
class Certificate(models.Model):
    """A snapshot of confirmed records of a period, on paper. A later correction voids it and does not change it.

    Minutes are kept whole; the page floors them to half hours. `lines` has the records as they stood:
    `[{"day": "2026-05-01", "activity": "…", "content": "…", "minutes": 120, "source": "scanned"}, …]`.
    """

    class Extra(models.TextChoices):
        """What the volunteer may have on the certificate beside what the law wants (Order 67, art. 15)."""

        NUMBER = "number", _("volunteer number")
        NATIONAL_NUMBER = "national_number", _("national volunteer number")
        SUB_TEAMS = "sub_teams", _("sub-teams")
        STARS = "stars", _("stars")
        TRAININGS = "trainings", _("trainings")
        AWARDS = "awards", _("awards")
        RECORDS = "records", _("each service, on sheets of its own")

    team = models.ForeignKey(Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="certificates")
    volunteer = models.ForeignKey(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="certificates"
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    serial = models.PositiveIntegerField(_("serial number"), editable=False)
    code = models.CharField(max_length=32, unique=True, default=verification_code, editable=False)
    name = NameField(_("name"), max_length=50)
    first_day = models.DateField(pgettext_lazy("of days", "from"))
    last_day = models.DateField(pgettext_lazy("of days", "to"))
    minutes_checked = models.PositiveIntegerField(_("minutes checked in"))
    minutes_by_hand = models.PositiveIntegerField(_("minutes entered by hand"))
    content = models.TextField(_("content of the service"))
    unit = NameField(_("recording unit"), max_length=60)
    contact = models.CharField(_("contact"), max_length=80)
    issuer = NameField(_("issued by"), max_length=60)
    issued_at = models.DateTimeField(_("issued at"), default=clock.now, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    lines = models.JSONField(default=list, encoder=DjangoJSONEncoder, editable=False)
    # Optional lines that the volunteer has chosen (`Extra`): line → text, as it stands on the paper.
    extra = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    records: "models.ManyToManyField[ServiceRecord, CertificateRecord]" = models.ManyToManyField(
        ServiceRecord, through="CertificateRecord", related_name="certificates"
    )
    voided_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    void_reason = models.CharField(_("why it was revoked"), max_length=200, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "certificate_stays": _("A certificate is never rewritten. Revoke it, and issue another."),
        "certificate_stays_void": _("A certificate that was revoked stays revoked."),
        "certificate_of_team": _("The certificate is of another team than the volunteer."),
    }

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "year", "serial"], name="certificate_number_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="certificate_days_in_order"),
            models.CheckConstraint(
                condition=Q(minutes_checked__gt=0) | Q(minutes_by_hand__gt=0),
                name="certificate_of_some_service",
                violation_error_message=_("There are no confirmed minutes in these days."),
            ),
            models.CheckConstraint(
                condition=~Q(content="") & ~Q(unit="") & ~Q(name=""),
                name="certificate_says_what_the_law_wants",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="certificate_revoked_with_reason",
                violation_error_message=_("Please say why."),
            ),
        ]
        indexes = [models.Index(fields=["volunteer", "-issued_at"], name="certificate_of_volunteer")]
        triggers = [
            never_changed(
                "team_id",
                "volunteer_id",
                "year",
                "serial",
                "code",
                "name",
                "first_day",
                "last_day",
                "minutes_checked",
                "minutes_by_hand",
                "content",
                "unit",
                "contact",
                "issuer",
                "issued_at",
                "issued_by_id",
                "lines",
                "extra",
                name="certificate_stays",
            ),
            never_taken_back("voided_at", "voided_by_id", "void_reason", name="certificate_stays_void"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """“PY-2026-0007”, as it stands on the paper."""
        return f"{self.team.prefix}-{self.year}-{self.serial:04d}"

    @property
    def is_valid(self) -> bool:
        return self.voided_at is None


@audited()
class CertificateRecord(models.Model):
    """A record that a certificate rests on: when the record is corrected, the certificate is revoked."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(ServiceRecord, on_delete=models.PROTECT, related_name="+")

    database_messages: ClassVar = {
        "certificate_record_is_append_only": _("A certificate is never rewritten. Revoke it, and issue another."),
        "certificate_record_stays": _("A certificate is never rewritten. Revoke it, and issue another."),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "record"], name="certificate_record_once"),
        ]
        triggers = [
            append_only(name="certificate_record_is_append_only"),
            never_deleted(name="certificate_record_stays"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.record_id}"


@audited()
class HandIn(models.Model):
    """A list of records that was made for a platform or an office; later its answer can be read back."""

    class Kind(models.TextChoices):
        ORDER_67 = "order_67", _("Order 67, complete")
        BEIJING = "beijing", _("five columns (志愿北京)")
        FREE = "free", _("own choice of columns")

    class Column(models.TextChoices):
        """What a list of one's own choice may have; its order is theirs."""

        NAME = "name", _("name")
        NUMBER = "number", _("volunteer number")
        NATIONAL_NUMBER = "national_number", _("national volunteer number")
        ACTIVITY = "activity", _("name of the activity")
        SERVICE = "service", _("kind of service")
        ROLE = "role", pgettext_lazy("of a shift", "role")
        DAY = "day", _("day")
        PLACE = "place", _("place")
        CONTENT = "content", _("what was done")
        HOURS = "hours", _("hours")
        MINUTES = "minutes", _("minutes")
        SOURCE = "source", _("source")
        UNIT = "unit", _("organising unit")
        PERSON_IN_CHARGE = "person_in_charge", _("person in charge")
        CONFIRMED_BY = "confirmed_by", _("confirmed by")
        EVALUATION = "evaluation", _("evaluation")

    team = models.ForeignKey(Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="hand_ins")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    first_day = models.DateField(pgettext_lazy("of days", "from"))
    last_day = models.DateField(pgettext_lazy("of days", "to"))
    columns = ArrayField(models.CharField(max_length=32), verbose_name=_("columns"), default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"), default=clock.now, editable=False)
    answered_at = models.DateTimeField(_("answer read at"), null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {"hand_in_stays": _("What was handed in is never rewritten. Please make another.")}

    class Meta:
        verbose_name = _("list handed in")
        verbose_name_plural = _("lists handed in")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["order_67", "beijing", "free"]), name="hand_in_kind_known"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="hand_in_days_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
        ]
        triggers = [
            never_changed(
                "team_id", "kind", "first_day", "last_day", "columns", "made_by_id", "made_at", name="hand_in_stays"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.first_day}–{self.last_day}"


@audited()
class HandInRow(models.Model):
    """A row of such a list: the record, the minutes written, and what the platform answered."""

    class Answer(models.TextChoices):
        NONE = "", _("no answer yet")
        TAKEN = "taken", _("taken")
        REFUSED = "refused", _("refused")

    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    record = models.ForeignKey(
        ServiceRecord, verbose_name=_("service record"), on_delete=models.PROTECT, related_name="hand_in_rows"
    )
    minutes = models.PositiveIntegerField(_("minutes"))
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, default=Answer.NONE, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "hand_in_row_stays": _("What was handed in is never rewritten. Please make another."),
    }

    class Meta:
        verbose_name = _("row handed in")
        verbose_name_plural = _("rows handed in")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["hand_in", "number", "record"], name="hand_in_row_once"),
            models.CheckConstraint(condition=Q(answer__in=["", "taken", "refused"]), name="hand_in_row_answer_known"),
            models.CheckConstraint(condition=Q(reason="") | ~Q(answer=""), name="hand_in_row_reason_with_answer"),
        ]
        triggers = [never_changed("hand_in_id", "number", "record_id", "minutes", name="hand_in_row_stays")]

    def __str__(self) -> str:
        return f"{self.hand_in} · {self.number}"
