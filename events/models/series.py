"""Series: several dates of one thing, such as a course. Each date is an event of its own."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed, row_condition
from common.time import clock
from events.models.events import MAX_CAPACITY, Event
from events.models.practical import Practical, access_known
from events.models.triggers import SPACE_IN_COMMUNITY
from events.validators import validate_same_community
from grid.models import Community, Grid, OrgUnit
from stations.models import Space

# (default) So many dates a series has at most, and so long it lasts.
MOST_DATES = 100
LONGEST_SERIES = dt.timedelta(days=2 * 366)
EVERY = (1, 8)


def same_as_event(name: str) -> Any:
    """The field as events have it: with its words, its choices and its limits."""
    return Event._meta.get_field(name).clone()  # type: ignore[union-attr]


@audited()
class EventSeries(Practical):
    """The rule that gives the dates, and what all of them say unless one says otherwise (`Event.own_fields`)."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("by weeks")
        MONTHLY = "monthly", _("by months")

    class Nth(models.IntegerChoices):
        FIRST = 1, pgettext_lazy("weekday of a month", "the first")
        SECOND = 2, pgettext_lazy("weekday of a month", "the second")
        THIRD = 3, pgettext_lazy("weekday of a month", "the third")
        FOURTH = 4, pgettext_lazy("weekday of a month", "the fourth")
        LAST = -1, pgettext_lazy("weekday of a month", "the last")

    class SignUp(models.TextChoices):
        COURSE = "course", _("only the whole course")
        DATES = "dates", _("only single dates")
        BOTH = "both", _("the whole course or single dates")

    Status = Event.Status

    # Composite foreign keys (organiser, community) and (grid, community), as events have them.
    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="event_series"
    )
    organiser = models.ForeignKey(
        OrgUnit, verbose_name=_("organiser"), on_delete=models.PROTECT, related_name="event_series"
    )
    grid = models.ForeignKey(
        Grid,
        verbose_name=_("grid"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="event_series",
        help_text=_("Leave empty for an event of the whole community."),
    )
    kind = same_as_event("kind")
    audience = same_as_event("audience")
    title = same_as_event("title")
    summary = same_as_event("summary")
    description = same_as_event("description")
    space = models.ForeignKey(
        Space,
        verbose_name=_("room of a station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="event_series",
        help_text=_("Dates on which the room is taken are named and left out."),
    )
    place = same_as_event("place")
    starts = models.TimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=90, validators=[MinValueValidator(5), MaxValueValidator(1440)]
    )
    capacity = same_as_event("capacity")
    largest_party = same_as_event("largest_party")
    min_age = same_as_event("min_age")
    max_age = same_as_event("max_age")

    rhythm = models.CharField(_("it repeats"), max_length=8, choices=Rhythm, default=Rhythm.WEEKLY)
    every = models.PositiveSmallIntegerField(
        _("every so many weeks or months"),
        default=1,
        validators=[MinValueValidator(EVERY[0]), MaxValueValidator(EVERY[1])],
    )
    # Monday is 0.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("on these weekdays"))
    nth = models.SmallIntegerField(
        _("which of the month"),
        choices=Nth,
        null=True,
        blank=True,
        help_text=_("Only by months: on the first Monday, the last Friday."),
    )
    first_day = models.DateField(_("from this day on"))
    last_day = models.DateField(_("until this day"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(
        _("or so many times"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_DATES)]
    )
    without_holidays = models.BooleanField(
        _("not on public holidays"),
        default=True,
        help_text=_("A date that falls on one is left out; “so many times” then goes on for longer."),
    )
    sign_up = models.CharField(
        _("one signs up for"),
        max_length=8,
        choices=SignUp,
        default=SignUp.BOTH,
        help_text=_("Whoever takes the whole course has a place on each date, and gives up single ones."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)
    # [{"day": "2026-12-01", "why": "room_taken", "words": …}]
    skipped = models.JSONField(_("dates that were left out"), default=list, editable=False)
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "event_series_stays": _("When a record was made is never rewritten."),
        "event_series_status_goes_on": _("A series that was published or cancelled stays so."),
        "event_series_space_same_community": _("The room belongs to another community."),
    }

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(place=""),
                name="event_series_has_title_and_place",
                violation_error_message=_("An event needs a title and a place."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 1440), every__range=EVERY),
                name="event_series_sensible",
                violation_error_message=_(
                    "A date lasts 5 minutes to one day, and comes every 1 to 8 weeks or months."
                ),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__range=(1, 7)) & Q(weekdays__contained_by=list(range(7))),
                name="event_series_has_weekdays",
                violation_error_message=_("Please choose the weekdays."),
            ),
            models.CheckConstraint(
                condition=Q(rhythm="weekly", nth=None)
                | Q(rhythm="monthly", nth__isnull=False, nth__in=[1, 2, 3, 4, -1]),
                name="event_series_rhythm_known",
                violation_error_message=_("By months: please choose which weekday of the month. By weeks: none."),
            ),
            models.CheckConstraint(
                condition=Q(
                    times=None,
                    last_day__isnull=False,
                    last_day__gte=F("first_day"),
                    last_day__lte=F("first_day") + LONGEST_SERIES,
                )
                | Q(last_day=None, times__isnull=False, times__range=(1, MOST_DATES)),
                name="event_series_ends",
                violation_error_message=_(
                    "A series has a last day, within two years of the first, or 1 to 100 dates; not both."
                ),
            ),
            models.CheckConstraint(
                condition=Q(first_day__range=(dt.date(clock.FIRST_YEAR, 1, 1), dt.date(clock.LAST_YEAR - 2, 12, 31))),
                name="event_series_in_known_years",
                violation_error_message=_("The times of an event lie in the years 2000 to 2100."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__range=(1, MAX_CAPACITY)),
                name="event_series_capacity_sensible",
                violation_error_message=_("The capacity is a number from 1 to 10,000."),
            ),
            models.CheckConstraint(
                condition=Q(largest_party__range=(1, 50)),
                name="event_series_largest_party_sensible",
                violation_error_message=_("A party has 1 to 50 people."),
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")),
                name="event_series_ages_in_order",
                violation_error_message=_("The highest age is below the lowest one."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=False) | Q(sign_up="dates"),
                name="event_series_course_has_places",
                violation_error_message=_(
                    "A whole course needs a capacity. Without one, choose “only single dates”: one just comes."
                ),
            ),
            models.CheckConstraint(
                condition=Q(sign_up__in=["course", "dates", "both"]), name="event_series_sign_up_known"
            ),
            access_known(name="event_series_access_known"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published"], cancel_reason="")
                | (Q(status="cancelled") & ~Q(cancel_reason="")),
                name="event_series_cancelled_with_reason",
                violation_error_message=_("Please say why, so that everybody who registered knows."),
            ),
            # For the composite foreign key of its dates.
            models.UniqueConstraint(fields=["id", "community"], name="event_series_in_community"),
        ]
        triggers = [
            row_condition(SPACE_IN_COMMUNITY, name="event_series_space_same_community"),
            never_changed("created_at", name="event_series_stays"),
            never_changed(
                "status",
                name="event_series_status_goes_on",
                unless="OLD.status = 'draft' OR (OLD.status = 'published' AND NEW.status = 'cancelled')",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def clean(self) -> None:
        validate_same_community(self)

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def offers_course(self) -> bool:
        return self.is_published and self.sign_up != self.SignUp.DATES

    @property
    def offers_dates(self) -> bool:
        return self.sign_up != self.SignUp.COURSE

    def starts_on(self, day: dt.date) -> dt.datetime:
        """When the date of that day begins by the rule."""
        return dt.datetime.combine(day, self.starts, clock.HERE)

    def says_on(self, day: dt.date) -> dict[str, Any]:
        """What the date of that day says, by the name of the field of `Event`, where it says nothing of its own."""
        starts_at = self.starts_on(day)
        # Counted in time that passes, also where clocks change.
        ends_at = (starts_at.astimezone(dt.UTC) + dt.timedelta(minutes=self.minutes)).astimezone(clock.HERE)
        return {name: getattr(self, name) for name in SAID_ALIKE} | {"starts_at": starts_at, "ends_at": ends_at}


# What a date says as its series does, until it is changed alone.
SAID_ALIKE = (
    "community",
    "organiser",
    "grid",
    "kind",
    "audience",
    "title",
    "summary",
    "description",
    "space",
    "place",
    "capacity",
    "largest_party",
    "min_age",
    "max_age",
    "access",
    "bring",
    "meeting_point",
)
