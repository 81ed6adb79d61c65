"""What volunteers have given (Order 67, art. 7), and how it was evaluated (art. 10)."""

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import append_only, never_changed, never_deleted, never_taken_back, row_condition
from common.names import NameField
from common.time import clock
from volunteers.models.activities import Activity
from volunteers.models.assignments import Assignment
from volunteers.models.choices import ServiceKind
from volunteers.models.volunteers import Volunteer
from volunteers.querysets import ServiceRecordQuerySet

if TYPE_CHECKING:
    from volunteers.models.corrections import CorrectionRequest

# Over a day: more than WARNED needs a reason, more than MOST is refused (FIELD.md A2).
WARNED_A_DAY, MOST_A_DAY = 8 * 60, 12 * 60

# A day is that of the person, in all teams. The person's volunteer rows are locked, in the order of their keys, so
# that two records of one day wait for each other; the sum is read after that.
# A correction that is refused gives its day back to the record that it was to replace.
DAY_WITHIN_BOUNDS = f"""
    IF NEW.state = 'refused' AND NEW.corrects_id IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM volunteers_volunteer v
    WHERE v.person_id = (SELECT o.person_id FROM volunteers_volunteer o WHERE o.id = NEW.volunteer_id)
    ORDER BY v.id FOR NO KEY UPDATE;
    SELECT coalesce(sum(r.minutes), 0), coalesce(bool_or(r.long_day_reason <> ''), false) INTO given, has_reason
    FROM volunteers_servicerecord r
    WHERE r.volunteer_id IN (
        SELECT v.id FROM volunteers_volunteer v JOIN volunteers_volunteer o ON o.person_id = v.person_id
        WHERE o.id = NEW.volunteer_id
    ) AND r.state <> 'refused' AND r.day = CASE NEW.state
        WHEN 'refused' THEN (SELECT o.day FROM volunteers_servicerecord o WHERE o.id = NEW.corrects_id)
        ELSE NEW.day END
    AND NOT EXISTS (SELECT 1 FROM volunteers_servicerecord c WHERE c.corrects_id = r.id AND c.state <> 'refused');
    IF given > {MOST_A_DAY} THEN
        RAISE EXCEPTION 'service_record_at_most_12_hours_a_day'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_at_most_12_hours_a_day';
    END IF;
    IF given > {WARNED_A_DAY} AND NOT has_reason THEN
        RAISE EXCEPTION 'service_record_over_8_hours_with_reason'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'service_record_over_8_hours_with_reason';
    END IF;
    RETURN NULL;
"""  # noqa: S608 - our own constant

# A sign-in never changes its person, and a volunteer neither.
NOT_OWN_MINUTES = """
    NEW.state <> 'confirmed' OR (
        SELECT u.person_id FROM accounts_user u WHERE u.id = NEW.decided_by_id
    ) IS DISTINCT FROM (SELECT v.person_id FROM volunteers_volunteer v WHERE v.id = NEW.volunteer_id)
"""


@audited()
class ServiceRecord(models.Model):
    """What a volunteer gave on a day: the fields of Order 67, art. 7, as words, so that it outlives a deleted shift.

    A record counts once it is confirmed. It is never rewritten: a correction is a new row that `corrects` it.
    """

    class Source(models.TextChoices):
        SCANNED = "scanned", _("checked in and out")
        LIST = "list", _("lead's list")
        HAND = "hand", _("entered by hand")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("not confirmed")

    # The two sums that stand side by side and are never added silently.
    CHECKED_IN: ClassVar = (Source.SCANNED, Source.LIST)

    volunteer = models.ForeignKey(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="records"
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="records",
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="records"
    )
    activity_name = NameField(_("name of the activity"), max_length=60)
    service = models.CharField(_("kind of service"), max_length=16, choices=ServiceKind)
    role = NameField(pgettext_lazy("of a shift", "role"), max_length=30, blank=True)
    day = models.DateField(_("day"))
    place = NameField(_("place"), max_length=80)
    content = models.TextField(_("what was done"), max_length=1000)
    # When the time was given; empty where only its length is known.
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MaxValueValidator(MOST_A_DAY)])
    organising_unit = NameField(_("organising unit"), max_length=60)
    person_in_charge = NameField(_("person in charge"), max_length=50)
    source = models.CharField(_("source"), max_length=8, choices=Source)
    # What shows that it is true: a list with signatures, a photo in the group, who saw it.
    evidence = models.CharField(_("evidence"), max_length=200, blank=True)
    # Why more than eight hours a day.
    long_day_reason = models.CharField(_("why more than eight hours"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered at"), default=clock.now, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    decision = models.CharField(_("why not confirmed"), max_length=200, blank=True, editable=False)
    # At most one that was not refused: whoever asks again after a refusal is answered by another row.
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="corrected_by"
    )
    correction_reason = models.CharField(_("why it was corrected"), max_length=200, blank=True, editable=False)

    objects = ServiceRecordQuerySet.as_manager()

    database_messages: ClassVar = {
        "service_record_stays": _("A service record is never rewritten. Please enter a correction."),
        "service_record_stays_decided": _("What was decided about a record stays. Please enter a correction."),
        "service_record_at_most_12_hours_a_day": _("Nobody gives more than 12 hours on one day."),
        "service_record_over_8_hours_with_reason": _(
            "That makes more than eight hours on one day, and no record of the day says why. Please say why in one "
            "of them."
        ),
        "service_record_not_own_minutes": _(
            "Nobody confirms the own minutes. Please ask another lead or the office."
        ),
        "service_record_of_service": _("A training is no service: it has no minutes."),
        "service_record_corrects_own": _("A correction is of a record of the same volunteer."),
    }

    class Meta:
        verbose_name = _("service record")
        verbose_name_plural = _("service records")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(assignment__isnull=False, corrects=None) & ~Q(state="refused"),
                name="service_record_once_an_assignment",
                violation_error_message=_("The minutes of this shift are already recorded."),
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                condition=Q(corrects__isnull=False) & ~Q(state="refused"),
                name="service_record_corrected_once",
                violation_error_message=_("There is already a correction of this record."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=MOST_A_DAY),
                name="service_record_minutes_sensible",
                violation_error_message=_("Nobody gives more than 12 hours on one day."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1) | Q(corrects__isnull=False),
                name="service_record_has_minutes",
                violation_error_message=_("A record has one minute at least."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=WARNED_A_DAY) | ~Q(long_day_reason=""),
                name="service_record_long_day_with_reason",
                violation_error_message=_("More than eight hours on one day: please say why."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="service_record_ends_after_start",
                violation_error_message=_("The end must be later than the beginning."),
            ),
            models.CheckConstraint(
                condition=(Q(ends_at=None) | Q(ends_at__lte=F("entered_at")))
                & Q(day__lte=models.functions.TruncDate("entered_at", tzinfo=clock.HERE))
                & Q(day__gte="2000-01-01"),
                name="service_record_not_in_future",
                violation_error_message=_("The time lies in the future. Please enter it once it is over."),
            ),
            models.CheckConstraint(
                condition=Q(source__in=["scanned", "list", "hand"]), name="service_record_source_known"
            ),
            models.CheckConstraint(
                condition=~Q(source="hand") | ~Q(evidence=""),
                name="service_record_by_hand_with_evidence",
                violation_error_message=_("Please say what shows it: a signed list, a photo, who saw it."),
            ),
            models.CheckConstraint(condition=Q(service__in=ServiceKind.values), name="service_record_kind_known"),
            models.CheckConstraint(
                condition=~Q(activity_name="")
                & ~Q(place="")
                & ~Q(content="")
                & ~Q(organising_unit="")
                & ~Q(person_in_charge=""),
                name="service_record_complete",
                violation_error_message=_("Name, place, content, unit and person in charge belong to each record."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(state__in=["confirmed", "refused"], decided_at__isnull=False, decided_by__isnull=False),
                name="service_record_decided_with_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(decision=""),
                name="service_record_refused_with_reason",
                violation_error_message=_("Please say why."),
            ),
            models.CheckConstraint(
                condition=~Q(source="hand", state="confirmed") | ~Q(decided_by=F("entered_by")),
                name="service_record_by_hand_confirmed_by_another",
                violation_error_message=_("What was entered by hand is confirmed by somebody else."),
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(correction_reason=""),
                name="service_record_corrected_with_reason",
                violation_error_message=_("Please say why."),
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")), name="service_record_corrects_another"
            ),
        ]
        indexes = [
            models.Index(fields=["volunteer", "day"], name="service_record_of_day"),
            models.Index(fields=["activity"], name="service_record_of_activity"),
            models.Index(fields=["entered_at"], name="service_record_entered"),
        ]
        triggers = [
            never_changed(
                "volunteer_id",
                "activity_name",
                "service",
                "role",
                "day",
                "place",
                "content",
                "starts_at",
                "ends_at",
                "minutes",
                "organising_unit",
                "person_in_charge",
                "source",
                "evidence",
                "long_day_reason",
                "entered_by_id",
                "entered_at",
                "corrects_id",
                "correction_reason",
                name="service_record_stays",
            ),
            # A foreign key is emptied when what it names is deleted, and never names anything else.
            never_changed(
                "activity_id",
                "assignment_id",
                name="service_record_stays_linked",
                unless="(NEW.activity_id IS NULL OR NEW.activity_id = OLD.activity_id) "
                "AND (NEW.assignment_id IS NULL OR NEW.assignment_id = OLD.assignment_id)",
            ),
            never_taken_back("decided_at", "state", "decided_by_id", "decision", name="service_record_stays_decided"),
            row_condition(NOT_OWN_MINUTES, name="service_record_not_own_minutes"),
            row_condition(
                "NEW.activity_id IS NULL OR (SELECT a.kind FROM volunteers_activity a WHERE a.id = NEW.activity_id)"
                " = 'service'",
                name="service_record_of_service",
                on=pgtrigger.Insert,
            ),
            row_condition(
                "NEW.corrects_id IS NULL OR EXISTS (SELECT 1 FROM volunteers_servicerecord o"
                " WHERE o.id = NEW.corrects_id AND o.volunteer_id = NEW.volunteer_id AND o.state = 'confirmed')",
                name="service_record_corrects_own",
                on=pgtrigger.Insert,
            ),
            pgtrigger.Trigger(
                name="service_record_at_most_12_hours_a_day",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
                declare=[("given", "bigint"), ("has_reason", "boolean")],
                func=DAY_WITHIN_BOUNDS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_name} · {self.day}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_by_hand(self) -> bool:
        return self.source == self.Source.HAND

    @property
    def is_replaced(self) -> bool:
        """Whether a confirmed correction counts in its place; answered by what was prefetched, where it was."""
        return any(one.state == self.State.CONFIRMED for one in self.corrected_by.all())

    @property
    def request_under_way(self) -> "CorrectionRequest | None":
        """What the volunteer has asked about it and is not settled; of what was prefetched, where it was."""
        return next((one for one in self.correction_requests.all() if not one.is_settled), None)


@audited()
class Evaluation(models.Model):
    """What was said of the quality of a service, and when (Order 67, arts. 10, 11). The newest one holds."""

    record = models.ForeignKey(
        ServiceRecord, verbose_name=_("service record"), on_delete=models.PROTECT, related_name="evaluations"
    )
    text = models.CharField(_("evaluation"), max_length=200)
    day = models.DateField(_("day"), default=clock.today)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "evaluation_is_append_only": _("An evaluation is never rewritten. Please add another."),
        "evaluation_stays": _("An evaluation is never rewritten. Please add another."),
        "evaluation_not_own": _("Nobody evaluates the own service."),
    }

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="evaluation_has_text",
                violation_error_message=_("Please write a sentence."),
            ),
        ]
        triggers = [
            append_only(name="evaluation_is_append_only"),
            never_deleted(name="evaluation_stays"),
            row_condition(
                """
                (SELECT u.person_id FROM accounts_user u WHERE u.id = NEW.by_id) IS DISTINCT FROM (
                    SELECT v.person_id FROM volunteers_volunteer v
                    JOIN volunteers_servicerecord r ON r.volunteer_id = v.id WHERE r.id = NEW.record_id
                )
                """,
                name="evaluation_not_own",
                on=pgtrigger.Insert,
            ),
        ]

    def __str__(self) -> str:
        return self.text
