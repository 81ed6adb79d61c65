"""Who takes a whole course: a place on each of its dates."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from common.db.audit import audited
from common.db.triggers import never_changed, never_taken_back
from common.time import clock
from events.models.series import EventSeries
from events.querysets import EnrolmentQuerySet


@audited(exclude=["token"])
class Enrolment(models.Model):
    """`person` takes the whole course; each date has a registration of its own, seated or waiting, that names it."""

    series = models.ForeignKey(
        EventSeries, verbose_name=_("series of events"), on_delete=models.PROTECT, related_name="enrolments"
    )
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="enrolments")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("registered by"), on_delete=models.PROTECT, related_name="+"
    )
    seats = models.PositiveSmallIntegerField(
        pgettext_lazy("how many", "people"), default=1, validators=[MinValueValidator(1)]
    )
    created_at = models.DateTimeField(_("registered at"), default=clock.now, editable=False)
    left_at = models.DateTimeField(_("left the course at"), null=True, blank=True, editable=False)
    # Of the form that made it (common.forms.submission).
    token = models.UUIDField(null=True, editable=False)

    # Set by an action that made nothing, since the same form had been sent before.
    already_made = False

    objects = EnrolmentQuerySet.as_manager()

    database_messages: ClassVar = {
        "enrolment_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
        "enrolment_stays_ended": _("Who has left a course signs up anew."),
    }

    class Meta:
        verbose_name = _("enrolment in a course")
        verbose_name_plural = _("enrolments in courses")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "person"],
                condition=Q(left_at=None),
                name="enrolment_once_a_series",
                violation_error_message=_("This person is already signed up for the whole course."),
            ),
            models.UniqueConstraint(
                fields=["by", "token"],
                condition=Q(token__isnull=False),
                name="enrolment_once_a_form",
                violation_error_message=_("This form has been sent already; nothing was done twice."),
            ),
            models.CheckConstraint(
                condition=Q(seats__range=(1, 50)),
                name="enrolment_has_seats",
                violation_error_message=_("A party has 1 to 50 people."),
            ),
        ]
        triggers = [
            never_changed("series_id", "person_id", "by_id", "created_at", "token", name="enrolment_stays"),
            never_taken_back("left_at", name="enrolment_stays_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.series}"

    def get_absolute_url(self) -> str:
        return reverse("events:enrolment", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.left_at is None
