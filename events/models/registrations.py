"""Who comes to an event: a party of people that holds seats or waits for them."""

import datetime as dt
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from common.codes import answer_code
from common.db.audit import audited
from common.db.seats import counted_seats
from common.db.triggers import never_changed, row_condition
from common.time import clock
from events.models.events import Event
from events.models.triggers import (
    ATTENDANCE_OF_EVENT,
    CAME_AS_CHECKED_IN,
    ELDER_BY_YEAR_OF_BIRTH,
    FEEDBACK_OF_WHO_CAME,
    OF_OWN_COURSE,
)
from events.querysets import RegistrationQuerySet


# When somebody has given feedback stands nowhere: it would tell whose it is.
@audited(exclude=["token", "answer_code", "feedback"])
class Registration(models.Model):
    """A party that comes to an event: `person` and, with `seats` > 1, who the person brings along."""

    class Status(models.TextChoices):
        REGISTERED = "registered", _("registered")
        WAITLISTED = "waitlisted", _("on the waitlist")
        CANCELLED = "cancelled", _("cancelled")
        ATTENDED = "attended", _("attended")
        NO_SHOW = "no_show", _("did not come")

    class SkipReason(models.TextChoices):
        """Why the desk, which rings those who wait, went on to the next party."""

        NO_ANSWER = "no_answer", _("nobody answers the phone")
        UNDECIDED = "undecided", _("calls back")
        TOO_MANY = "too_many", _("needs more seats than are free")
        STAYS_AWAY = "stays_away", _("does not come this time")

    class FeedbackState(models.TextChoices):
        """How far the party was asked what it says of the event; what it has said stands nowhere beside it."""

        ASKED = "asked", _("was asked")
        ANSWERED = "answered", _("answered")
        DISMISSED = "dismissed", _("dismissed")

    LIVE: ClassVar = (Status.REGISTERED, Status.WAITLISTED, Status.ATTENDED, Status.NO_SHOW)
    SEATED: ClassVar = (Status.REGISTERED, Status.ATTENDED, Status.NO_SHOW)
    # Not ticked off: expected, or missed so far, since who is late may still come.
    TO_ARRIVE: ClassVar = (Status.REGISTERED, Status.NO_SHOW)
    UNDO_FOR: ClassVar = dt.timedelta(minutes=10)

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="registrations"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registered by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The sign-in that registered: the person, a guardian, or staff for a neighbour."),
    )
    seats = models.PositiveSmallIntegerField(
        pgettext_lazy("how many", "people"), default=1, validators=[MinValueValidator(1)]
    )
    status = models.CharField(_("status"), max_length=10, choices=Status)
    created_at = models.DateTimeField(_("registered at"), default=clock.now, editable=False)
    queued_at = models.DateTimeField(_("in the queue since"), null=True, blank=True, editable=False)
    # The party of somebody of 60 or older, at an event that keeps seats for elders.
    for_elder = models.BooleanField(default=False, db_default=False, editable=False)
    # Since when somebody who had waited, or who takes a course that got a new date, has the seats, and whether that
    # was too late to count as a no-show.
    placed_at = models.DateTimeField(_("has the seats since"), null=True, blank=True, editable=False)
    placed_late = models.BooleanField(_("got the seats late"), default=False, db_default=False, editable=False)
    # The desk has rung this party up and gone on to the next one.
    skipped_at = models.DateTimeField(_("passed over at"), null=True, blank=True, editable=False)
    skip_reason = models.CharField(
        _("why it was passed over"),
        max_length=10,
        choices=SkipReason,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    # The number of free seats that a waiting party too large for them was last told of.
    offered_seats = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    # “We come”, by the link of a reminder.
    confirmed_at = models.DateTimeField(_("said “we come” at"), null=True, blank=True, editable=False)
    answer_code = models.CharField(
        max_length=32,
        default=answer_code,
        db_default=Replace(Cast(RandomUUID(), models.CharField()), Value("-"), Value("")),
        editable=False,
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    feedback = models.CharField(
        max_length=9, choices=FeedbackState, blank=True, default="", db_default="", editable=False
    )
    # The party came unannounced: it was registered by being ticked off.
    walk_in = models.BooleanField(_("came unannounced"), default=False, db_default=False, editable=False)
    # How many of the party were there: 1 to `seats`, known of who attended and of nobody else. On several days it is
    # the most of one day; `check_ins` says what was when, and when and by whom first is repeated here.
    came = models.PositiveSmallIntegerField(_("how many came"), null=True, blank=True, editable=False)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True, editable=False)
    # The party waited since then when it was let in at the door; there it goes back if that was a wrong line.
    waited_since = models.DateTimeField(null=True, blank=True, editable=False)
    # The sign-in that ticked the party off: staff, or the family at the door. None where it was not written down.
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked in by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # The place on one date of a course; given up alone, it can be taken back while the course goes on.
    enrolment = models.ForeignKey(
        "events.Enrolment",
        verbose_name=_("enrolment in a course"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="registrations",
    )
    # Of the form that made it (common.forms.submission): the same form sent again is answered by this registration.
    token = models.UUIDField(null=True, editable=False)

    # Set by an action that made nothing, since the same form had been sent before.
    already_made = False

    objects = RegistrationQuerySet.as_manager()

    database_messages: ClassVar = {
        "registration_feedback_of_who_came": _("Only who was there is asked what they say of it."),
        "registration_feedback_once": _("You have told us already. Thank you!"),
        "registration_for_elder_is_one": _("Seats for elders are for whoever is 60 or older by the year of birth."),
        "registration_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
        "registration_of_own_course": _("A place on a date of a course is that of who takes the course."),
        "registration_attendance_of_event": _(
            "Who came is written down of an event that takes place, and who did not only once its list is closed."
        ),
        "registration_came_as_checked_in": _("How many of a party came is what its check-ins say."),
    }

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=~Q(status="cancelled"),
                name="registration_once_an_event",
                violation_error_message=_("This person is already registered for this event."),
            ),
            models.UniqueConstraint(
                fields=["by", "token"],
                condition=Q(token__isnull=False),
                name="registration_once_a_form",
                violation_error_message=_("This form has been sent already; nothing was done twice."),
            ),
            models.UniqueConstraint(
                fields=["answer_code"],
                name="registration_answer_code_unique",
                violation_error_message=_("This form has been sent already; nothing was done twice."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(status__in=["registered", "attended", "no_show"]),
                name="registration_confirmed_has_seats",
                violation_error_message=_("Only who has a seat can say that they come."),
            ),
            models.CheckConstraint(
                condition=~Q(status="no_show", placed_late=True),
                name="registration_late_seat_no_no_show",
                violation_error_message=_("Who got a seat only shortly before is not said to have stayed away."),
            ),
            models.CheckConstraint(
                condition=Q(skipped_at=None, skip_reason="")
                | Q(
                    skipped_at__isnull=False,
                    skip_reason__in=["no_answer", "undecided", "too_many", "stays_away"],
                ),
                name="registration_skipped_with_reason",
                violation_error_message=_("Please say why this party is passed over."),
            ),
            models.CheckConstraint(
                condition=Q(feedback__in=["", "asked", "answered", "dismissed"]),
                name="registration_feedback_known",
            ),
            models.CheckConstraint(
                condition=Q(seats__range=(1, 50)),
                name="registration_has_seats",
                violation_error_message=_("A party has 1 to 50 people."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["registered", "waitlisted", "cancelled", "attended", "no_show"]),
                name="registration_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="waitlisted", queued_at__isnull=False)
                | (~Q(status="waitlisted") & Q(queued_at=None)),
                name="registration_waiting_since",
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at=None)),
                name="registration_cancelled_at_with_status",
            ),
            models.CheckConstraint(
                condition=Q(status="attended", came__isnull=False, checked_in_at__isnull=False)
                | (~Q(status="attended") & Q(came=None, checked_in_at=None, checked_in_by=None)),
                name="registration_checked_in_with_status",
            ),
            models.CheckConstraint(
                condition=Q(waited_since=None) | Q(status="attended"),
                name="registration_waited_until_it_came",
            ),
            models.CheckConstraint(
                condition=Q(came=None) | Q(came__gte=1, came__lte=F("seats")),
                name="registration_came_within_seats",
                violation_error_message=_("Of a party come at least one person and at most all of it."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["event", "queued_at", "id"],
                name="registration_queue",
                condition=Q(status="waitlisted"),
            ),
            models.Index(fields=["person", "event"], name="registration_of_person"),
        ]
        triggers = [
            counted_seats(
                parent_table="events_event",
                parent_column="event_id",
                seats="(CASE WHEN {row}.status IN ('registered', 'attended', 'no_show') THEN {row}.seats ELSE 0 END)",
                also={
                    "seats_of_others": "(CASE WHEN {row}.status IN ('registered', 'attended', 'no_show')"
                    " AND NOT {row}.for_elder THEN {row}.seats ELSE 0 END)"
                },
                name="registration_takes_seats",
            ),
            row_condition(
                OF_OWN_COURSE,
                name="registration_of_own_course",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("enrolment_id"),
            ),
            # Of no other change: it locks the event, which an act over registrations of many events never does first.
            row_condition(
                ATTENDANCE_OF_EVENT,
                name="registration_attendance_of_event",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("status", "event_id"),
            ),
            row_condition(
                ELDER_BY_YEAR_OF_BIRTH,
                name="registration_for_elder_is_one",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("for_elder"),
            ),
            row_condition(
                FEEDBACK_OF_WHO_CAME,
                name="registration_feedback_of_who_came",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("feedback"),
            ),
            pgtrigger.Trigger(
                name="registration_came_as_checked_in",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("came"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__status="attended"),
                func=CAME_AS_CHECKED_IN.format(key="NEW.id"),
            ),
            pgtrigger.Trigger(
                name="registration_left_as_taken_back",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("status"),
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(old__status="attended") & ~pgtrigger.Q(new__status="attended"),
                func=CAME_AS_CHECKED_IN.format(key="NEW.id"),
            ),
            never_changed(
                "feedback",
                name="registration_feedback_once",
                unless="OLD.feedback = '' OR (OLD.feedback = 'asked' AND NEW.feedback <> '')",
            ),
            never_changed(
                *("event_id", "person_id", "by_id", "created_at", "token", "answer_code", "walk_in"),
                name="registration_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.event}"

    @property
    def is_live(self) -> bool:
        return self.status in self.LIVE

    @property
    def is_waitlisted(self) -> bool:
        return self.status == self.Status.WAITLISTED

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def is_absence(self) -> bool:
        """Whether it is one date, given up, of a course that goes on: it can be taken back until it begins."""
        return self.is_cancelled and self.enrolment is not None and self.enrolment.is_live

    @property
    def people(self) -> int:
        """How many people it is about: those who came, once that is known, else those who are expected."""
        return self.seats if self.came is None else self.came

    @property
    def is_attended(self) -> bool:
        return self.status == self.Status.ATTENDED

    def undo_ends_at(self) -> dt.datetime | None:
        """Until when the last step (registering, or cancelling) can be taken back; None when never or no more."""
        last = self.cancelled_at or self.created_at
        ends = last + self.UNDO_FOR
        return ends if clock.now() < ends else None
