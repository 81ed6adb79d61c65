"""Who has booked which space for when, and series of such bookings."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed, never_taken_back
from common.time import clock
from stations.models.holds import hold_field, hold_kind_field, release_hold
from stations.models.spaces import Purpose, Space
from stations.querysets import BookingQuerySet

FOR_WHOM = pgettext_lazy("of a booking", "for whom")


@audited()
class BookingSeries(models.Model):
    """A booking that repeats every so many weeks, made by staff. It remembers the days that were not free."""

    space = models.ForeignKey(Space, verbose_name=_("space"), on_delete=models.PROTECT, related_name="series")
    person = models.ForeignKey(Person, verbose_name=FOR_WHOM, on_delete=models.PROTECT, related_name="booking_series")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("booked by"), on_delete=models.PROTECT, related_name="+"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    every_weeks = models.PositiveSmallIntegerField(_("every so many weeks"), default=1)
    starts = models.TimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    # [{"day": "2026-12-01", "why": "taken"}]
    skipped = models.JSONField(_("days that were not free"), default=list, editable=False)
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "booking_series_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
        "booking_series_stays_cancelled": _("A series that was cancelled stays cancelled. Please book another."),
    }

    class Meta:
        verbose_name = _("series of bookings")
        verbose_name_plural = _("series of bookings")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), last_day__lte=F("first_day") + dt.timedelta(days=366)),
                name="booking_series_days_in_order",
                violation_error_message=_("A series lasts one year at most, and ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__range=(1, 8), minutes__range=(15, 1440)),
                name="booking_series_sensible",
                violation_error_message=_(
                    "A series repeats every 1 to 8 weeks, for 15 minutes to one day each time."
                ),
            ),
        ]
        triggers = [
            never_changed("space_id", "person_id", "by_id", "created_at", name="booking_series_stays"),
            never_taken_back("cancelled_at", name="booking_series_stays_cancelled"),
        ]

    def __str__(self) -> str:
        return f"{self.space} · {self.first_day:%Y-%m-%d}–{self.last_day:%Y-%m-%d} {self.starts:%H:%M}"


@audited(exclude=["hold_kind", "token"])
class Booking(models.Model):
    """A party of `party_size` people has a space from `starts_at` to `ends_at`.

    It holds the space exactly while it is confirmed, checked in or done; a request that waits for approval holds
    nothing, and rivals may ask for the same hours.
    """

    class Status(models.TextChoices):
        REQUESTED = "requested", _("waiting for approval")
        CONFIRMED = "confirmed", pgettext_lazy("booking", "booked")
        REFUSED = "refused", pgettext_lazy("booking", "not approved")
        CANCELLED = "cancelled", _("cancelled")
        CHECKED_IN = "checked_in", pgettext_lazy("booking", "checked in")
        DONE = "done", pgettext_lazy("booking", "used")
        NO_SHOW = "no_show", _("did not come")

    HOLDING: ClassVar = (Status.CONFIRMED, Status.CHECKED_IN, Status.DONE)
    LIVE: ClassVar = (Status.REQUESTED, Status.CONFIRMED, Status.CHECKED_IN)
    # Neither ended nor ticked off at the door.
    TO_COME: ClassVar = (Status.REQUESTED, Status.CONFIRMED)
    USED: ClassVar = (Status.CHECKED_IN, Status.DONE)
    # What a weekly limit counts: all but what never came about.
    COUNTED: ClassVar = (*LIVE, Status.DONE, Status.NO_SHOW)
    UNDO_FOR: ClassVar = dt.timedelta(minutes=10)

    space = models.ForeignKey(Space, verbose_name=_("space"), on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, verbose_name=FOR_WHOM, on_delete=models.PROTECT, related_name="bookings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("booked by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The sign-in that booked: the person, a guardian, or staff for a neighbour."),
    )
    for_neighbour = models.BooleanField(_("booked by staff for a neighbour"), default=False, editable=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    party_size = models.PositiveSmallIntegerField(_("how many come"), default=1, validators=[MinValueValidator(1)])
    purpose = models.CharField(_("what for"), max_length=12, choices=Purpose)
    remark = models.CharField(
        _("remark"), max_length=100, blank=True, help_text=_("Only you and the station's staff read it.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, editable=False)
    hold = hold_field()
    hold_kind = hold_kind_field("booking")
    series = models.ForeignKey(
        BookingSeries,
        verbose_name=_("series"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="bookings",
    )
    answer = models.CharField(_("what staff said"), max_length=200, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("booked at"), default=clock.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    waive_reason = models.CharField(_("why it does not count"), max_length=200, blank=True, editable=False)
    # Of the form that was sent: sent twice, it books once.
    token = models.UUIDField(null=True, editable=False)
    # iCalendar's SEQUENCE: rises with every change of time or status, so that calendars follow.
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    database_messages: ClassVar = {
        "booking_holds_as_said": _("A booking and what it holds always say the same time and room."),
        "booking_stays": _("Whose it is, and who entered it when, is never rewritten. Please enter another."),
        "booking_stays_refused": _("What was not approved stays so. Please book anew."),
    }

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["token"],
                name="booking_once_a_token",
                violation_error_message=_("This is booked already; nothing was done twice."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "checked_in", "done"], hold__isnull=False)
                | Q(status__in=["requested", "refused", "cancelled", "no_show"], hold=None),
                name="booking_holds_while_live",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) & Q(ends_at__lte=F("starts_at") + dt.timedelta(days=1)),
                name="booking_ends_after_start",
                violation_error_message=_("The end must be later than the beginning, by one day at most."),
            ),
            models.CheckConstraint(
                condition=clock.known("starts_at") & clock.known("ends_at"),
                name="booking_in_known_years",
                violation_error_message=_("The times lie in the years 2000 to 2100."),
            ),
            models.CheckConstraint(
                condition=Q(party_size__range=(1, 2000)),
                name="booking_party_sensible",
                violation_error_message=_("At least one person must come."),
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at=None)),
                name="booking_cancelled_at_with_status",
            ),
            models.CheckConstraint(
                condition=~Q(status="checked_in") | Q(checked_in_at__isnull=False), name="booking_checked_in_when"
            ),
            models.CheckConstraint(
                condition=Q(waived_by=None) | (Q(status="no_show") & ~Q(waive_reason="")),
                name="booking_waived_with_reason",
                violation_error_message=_("Please say why."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "starts_at"], name="booking_of_person"),
            models.Index(fields=["space", "starts_at"], name="booking_of_space"),
            models.Index(
                fields=["starts_at"], name="booking_to_come", condition=Q(status__in=["requested", "confirmed"])
            ),
        ]
        triggers = [
            release_hold(name="booking_lets_go"),
            never_changed(
                "person_id", "by_id", "for_neighbour", "series_id", "created_at", "token", name="booking_stays"
            ),
            never_changed("status", name="booking_stays_refused", unless="OLD.status <> 'refused'"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.space}"

    def get_absolute_url(self) -> str:
        return reverse("stations:booking", args=[self.pk])

    @property
    def is_live(self) -> bool:
        """Still to come or going on."""
        return self.status in self.LIVE and self.ends_at > clock.now()

    @property
    def is_to_come(self) -> bool:
        """Asked for or booked, and neither ended nor ticked off at the door."""
        return self.status in self.TO_COME

    @property
    def is_requested(self) -> bool:
        return self.status == self.Status.REQUESTED

    @property
    def is_confirmed(self) -> bool:
        return self.status == self.Status.CONFIRMED

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    def undo_ends_at(self) -> dt.datetime | None:
        """Until when the last step (booking, or cancelling) can be taken back; None when never or no more."""
        ends = (self.cancelled_at or self.created_at) + self.UNDO_FOR
        return ends if clock.now() < ends else None
