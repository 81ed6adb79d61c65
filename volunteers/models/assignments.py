"""Who is on which shift: signed up, waiting, there, and gone again."""

import datetime as dt
import secrets
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from common.codes import answer_code
from common.db.audit import audited
from common.db.seats import counted_seats
from common.db.triggers import never_changed, row_condition
from common.time import clock
from volunteers.models.shifts import Shift
from volunteers.models.volunteers import Volunteer
from volunteers.querysets import AssignmentQuerySet

# Nobody was at an activity that is a draft or cancelled. The row is locked, since an activity can be cancelled.
AT_PUBLISHED_ACTIVITY = """
    NEW.status NOT IN ('served', 'absent') OR EXISTS (
        SELECT 1 FROM volunteers_shift s JOIN volunteers_activity a ON a.id = s.activity_id
        WHERE s.id = NEW.shift_id AND a.status = 'published' FOR SHARE OF a
    )
"""


def told_code() -> str:
    """Four digits that a volunteer without a smartphone tells the lead at the place."""
    return f"{secrets.randbelow(10_000):04d}"


@audited(exclude=["token", "answer_code", "told_code"])
class Assignment(models.Model):
    """A volunteer on a shift. The row stays, whatever becomes of it.

    `starts_at` and `ends_at` are those of the shift and move along with it, so that the exclusion constraint refuses
    two shifts at once for one person in whatever way they come about.
    """

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("signed up")
        WAITLISTED = "waitlisted", _("on the waitlist")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SERVED = "served", _("was there")
        ABSENT = "absent", _("did not come")

    class Way(models.TextChoices):
        """How somebody checked in or out."""

        PLACE = "place", _("QR at the place")
        CARD = "card", _("own code, scanned by the lead")
        LIST = "list", _("lead's list")
        CODE = "code", _("code by phone")

    SEATED: ClassVar = (Status.ASSIGNED, Status.SERVED, Status.ABSENT)
    LIVE: ClassVar = (*SEATED, Status.WAITLISTED)
    # The four ways that show presence by itself; the list is the lead's word.
    SCANNED: ClassVar = (Way.PLACE, Way.CARD, Way.CODE)
    UNDO_FOR: ClassVar = dt.timedelta(minutes=10)

    shift = models.ForeignKey(Shift, verbose_name=_("shift"), on_delete=models.CASCADE, related_name="assignments")
    # Composite foreign keys: (shift, starts_at, ends_at) moves along, (volunteer, person) is one human.
    volunteer = models.ForeignKey(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="assignments"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="assignments", editable=False
    )
    starts_at = models.DateTimeField(_("begins"), editable=False)
    ends_at = models.DateTimeField(_("ends"), editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed up by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The sign-in that signed up: the volunteer, a guardian, or staff."),
    )
    created_at = models.DateTimeField(_("signed up at"), default=clock.now, editable=False)
    words = models.CharField(_("words to the lead"), max_length=200, blank=True)
    queued_at = models.DateTimeField(_("in the queue since"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    # None by the link of a reminder, and when a substitute came or the activity was cancelled.
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    # Why somebody withdrew, or the lead took somebody off.
    reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    # The volunteer keeps the shift until somebody takes it over.
    substitute_since = models.DateTimeField(_("looks for a substitute since"), null=True, blank=True, editable=False)
    # When those who could stand in were asked: once an assignment.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Since when somebody who had waited has the place.
    placed_at = models.DateTimeField(_("has the place since"), null=True, blank=True, editable=False)
    # Whose place this one has taken over; a shift is removed with both.
    took_over = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, blank=True, editable=False, related_name="taken_over_by"
    )
    # “Yes, I come”, by the link of the reminder.
    confirmed_at = models.DateTimeField(_("said “I come” at"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    answer_code = models.CharField(max_length=24, unique=True, default=answer_code, editable=False)
    told_code = models.CharField(max_length=4, default=told_code, editable=False)
    # Waited since then when the lead let them in at the place; there they go back if that was a wrong line.
    waited_since = models.DateTimeField(null=True, blank=True, editable=False)
    # Came without having signed up.
    walk_in = models.BooleanField(_("came unannounced"), default=False, editable=False)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True, editable=False)
    checked_in_way = models.CharField(_("checked in by"), max_length=5, choices=Way, blank=True, editable=False)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    checked_out_at = models.DateTimeField(_("checked out at"), null=True, blank=True, editable=False)
    checked_out_way = models.CharField(_("checked out by"), max_length=5, choices=Way, blank=True, editable=False)
    checked_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    # Of the form that made it (common.forms.submission).
    token = models.UUIDField(null=True, editable=False)

    already_made = False

    objects = AssignmentQuerySet.as_manager()

    database_messages: ClassVar = {
        "assignment_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
        "assignment_of_published_activity": _("Somebody was there only where an activity took place."),
        "assignment_time_of_shift": _("An assignment has the time of its shift."),
        "assignment_of_volunteer": _("An assignment is of the volunteer's own person."),
    }

    class Meta:
        verbose_name = _("assignment to a shift")
        verbose_name_plural = _("assignments to shifts")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "person"],
                condition=~Q(status="withdrawn"),
                name="assignment_once_a_shift",
                violation_error_message=_("This volunteer has already signed up for this shift."),
            ),
            models.UniqueConstraint(
                fields=["by", "token"],
                condition=Q(token__isnull=False),
                name="assignment_once_a_form",
                violation_error_message=_("This form has been sent already; nothing was done twice."),
            ),
            # Compared as ranges, since the embedded server has no btree_gist.
            ExclusionConstraint(
                name="assignment_one_shift_at_a_time",
                expressions=[
                    (
                        Func(
                            F("person"),
                            F("person"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.EQUAL,
                    ),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            Value("[)"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(status__in=["assigned", "served"]),
                violation_error_message=_("This volunteer is on another shift at that time."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["assigned", "waitlisted", "withdrawn", "served", "absent"]),
                name="assignment_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="waitlisted", queued_at__isnull=False)
                | (~Q(status="waitlisted") & Q(queued_at=None)),
                name="assignment_waiting_since",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_at__isnull=False)
                | (~Q(status="withdrawn") & Q(withdrawn_at=None)),
                name="assignment_withdrawn_at_with_status",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None) | Q(status="withdrawn"), name="assignment_withdrawn_by_with_status"
            ),
            models.CheckConstraint(
                condition=Q(substitute_since=None) | Q(status="assigned"),
                name="assignment_substitute_for_a_place",
            ),
            models.CheckConstraint(
                condition=(Q(status="served") & Q(checked_in_at__isnull=False) & ~Q(checked_in_way=""))
                | (~Q(status="served") & Q(checked_in_at=None, checked_in_way="", checked_in_by=None)),
                name="assignment_checked_in_with_status",
            ),
            models.CheckConstraint(
                condition=Q(checked_out_at=None, checked_out_way="", checked_out_by=None)
                | (
                    Q(checked_in_at__isnull=False, checked_out_at__isnull=False)
                    & Q(checked_out_at__gte=F("checked_in_at"))
                    & ~Q(checked_out_way="")
                ),
                name="assignment_checked_out_after_in",
                violation_error_message=_("Somebody leaves after having come."),
            ),
            models.CheckConstraint(
                condition=Q(waited_since=None) | Q(status="served"),
                name="assignment_waited_before_it_came",
            ),
            models.CheckConstraint(condition=Q(told_code__regex="^[0-9]{4}$"), name="assignment_told_code_of_digits"),
        ]
        indexes = [
            models.Index(
                fields=["shift", "queued_at", "id"], name="assignment_queue", condition=Q(status="waitlisted")
            ),
            models.Index(fields=["person", "starts_at"], name="assignment_of_person"),
            models.Index(fields=["volunteer", "starts_at"], name="assignment_of_volunteer"),
        ]
        triggers = [
            counted_seats(
                parent_table="volunteers_shift",
                parent_column="shift_id",
                seats="(CASE WHEN {row}.status IN ('assigned', 'served', 'absent') THEN 1 ELSE 0 END)",
                name="assignment_takes_a_place",
            ),
            row_condition(AT_PUBLISHED_ACTIVITY, name="assignment_of_published_activity"),
            never_changed(
                "shift_id",
                "volunteer_id",
                "person_id",
                "by_id",
                "created_at",
                "token",
                "walk_in",
                "answer_code",
                name="assignment_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.shift}"

    @property
    def is_live(self) -> bool:
        return self.status in self.LIVE

    @property
    def is_assigned(self) -> bool:
        return self.status == self.Status.ASSIGNED

    @property
    def is_waitlisted(self) -> bool:
        return self.status == self.Status.WAITLISTED

    @property
    def is_withdrawn(self) -> bool:
        return self.status == self.Status.WITHDRAWN

    @property
    def is_served(self) -> bool:
        return self.status == self.Status.SERVED

    @property
    def is_open_ended(self) -> bool:
        """Whether somebody came and nobody knows until when: that counts 0 minutes."""
        return self.is_served and self.checked_out_at is None

    @property
    def is_scanned(self) -> bool:
        """Whether both coming and going were scanned or told by code, not ticked by the lead."""
        return self.checked_in_way in self.SCANNED and self.checked_out_way in self.SCANNED

    def undo_ends_at(self) -> dt.datetime | None:
        """Until when the last step (signing up, or withdrawing) can be taken back; None when never or no more."""
        ends = (self.withdrawn_at or self.created_at) + self.UNDO_FOR
        return ends if clock.now() < ends else None
