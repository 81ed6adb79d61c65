"""The shifts of an activity: who is needed for what, and from when to when."""

import datetime as dt
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.seats import protected_count
from common.db.triggers import never_changed
from common.names import NameField
from common.time import clock
from volunteers.models.activities import SHIFTS_WITHIN_ACTIVITY, Activity
from volunteers.models.choices import Skill
from volunteers.querysets import ShiftQuerySet

MOST_PLACES = 500


@audited(exclude=["seats_taken"])
class Shift(models.Model):
    """A role in an activity, and how many volunteers it needs from when to when."""

    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), on_delete=models.CASCADE, related_name="shifts"
    )
    role = NameField(pgettext_lazy("of a shift", "role"), max_length=30)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    # A meal or a rest, and the way there and back: no service (DOMAIN.md §3).
    break_minutes = models.PositiveSmallIntegerField(
        _("break (minutes)"), default=0, help_text=_("Meals and rests do not count as service.")
    )
    # How many are needed. Named like that of an event, since the same trigger counts who takes a place.
    capacity = models.PositiveSmallIntegerField(
        _("how many are needed"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    seats_taken = models.PositiveIntegerField(_("places taken"), default=0, editable=False)
    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    skills = ArrayField(
        models.CharField(max_length=16, choices=Skill),
        verbose_name=_("skills"),
        default=list,
        blank=True,
        help_text=_("One of them is enough. None: everybody may join."),
    )

    # Annotated by `with_queue()`.
    waiting: int
    looking: int

    objects = ShiftQuerySet.as_manager()

    database_messages: ClassVar = {
        "shift_within_activity": _("A shift lies within the time of its activity."),
        "shift_stays": _("A shift stays with its activity."),
    }

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["starts_at", "pk"]
        constraints = [
            # Assignments repeat the time; a composite foreign key moves it along (`ON UPDATE CASCADE`).
            models.UniqueConstraint(fields=["id", "starts_at", "ends_at"], name="shift_with_time"),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")),
                name="shift_not_overfilled",
                violation_error_message=_("More volunteers have already signed up than this number."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__range=(1, MOST_PLACES)),
                name="shift_capacity_sensible",
                violation_error_message=_("A shift needs 1 to 500 volunteers."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) & Q(ends_at__lte=F("starts_at") + dt.timedelta(hours=24)),
                name="shift_ends_after_start",
                violation_error_message=_("A shift ends after it begins, within 24 hours."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at") + (F("break_minutes") + 1) * dt.timedelta(minutes=1)),
                name="shift_longer_than_break",
                violation_error_message=_("A shift is a minute long or more, beside its break."),
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(min_age__range=(14, 90)),
                name="shift_min_age_sensible",
                violation_error_message=_("The least age is a number from 14 to 90."),
            ),
            models.CheckConstraint(
                condition=~Q(role=""),
                name="shift_has_role",
                violation_error_message=_("Please say what the volunteers of this shift do."),
            ),
            models.CheckConstraint(condition=Q(skills__contained_by=Skill.values), name="shift_skills_known"),
        ]
        indexes = [models.Index(fields=["activity", "starts_at"], name="shift_of_activity")]
        triggers = [
            protected_count(name="shift_places_are_counted"),
            never_changed("activity_id", name="shift_stays"),
            pgtrigger.Trigger(
                name="shift_within_activity",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_at", "ends_at"),
                timing=pgtrigger.Deferred,
                func=SHIFTS_WITHIN_ACTIVITY.format(own="s.id = NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} · {self.role}"

    @property
    def seats_left(self) -> int:
        """Places that nobody has. Such a place may still be promised to the waitlist."""
        return max(0, self.capacity - self.seats_taken)

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= clock.now()

    @property
    def planned_minutes(self) -> int:
        """The minutes of service of who stays from the beginning to the end, without the break."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60) - self.break_minutes

    @property
    def skill_labels(self) -> list[str]:
        return [str(Skill(skill).label) for skill in self.skills]

    @property
    def withdraw_until(self) -> dt.datetime:
        """Until when volunteers withdraw by themselves; after that they ring the lead."""
        return self.starts_at - dt.timedelta(hours=self.activity.withdraw_hours)

    @property
    def can_be_withdrawn(self) -> bool:
        """Whether that time has not passed."""
        return clock.now() < self.withdraw_until
