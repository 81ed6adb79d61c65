"""Events."""

import datetime as dt
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField

from common.db.audit import audited
from common.db.seats import protected_count
from common.db.triggers import never_changed, row_condition
from common.names import NameField
from common.time import clock
from common.writing.fields import KeepsMade, KeysField, index_of_keys, keys_of_their_source
from common.writing.pinyin import title_search_keys
from events.models.ages import AGES, AgeSpan
from events.models.check_in_kinds import CheckInKind, check_in_kind_field
from events.models.dates import DATE_OF_SERIES_CONSTRAINTS, DateOfSeries
from events.models.practical import Practical, access_known
from events.models.recaps import RECAP_CONSTRAINTS, RECAP_TRIGGER, Recap
from events.models.seats import SEATS_FOR_ELDERS, Seats
from events.models.triggers import KEEPS_ATTENDANCE, NOBODY_CAME, PUBLIC_WITH_SERIES, SPACE_IN_COMMUNITY
from events.querysets import LONGEST, EventQuerySet
from events.validators import validate_same_community
from grid.models import Community, Grid, OrgUnit
from stations.models import Space
from stations.models.holds import hold_field, hold_kind_field, release_hold
from stations.models.spaces import door_code

MAX_CAPACITY = 10_000


def cover_path(event: "Event", filename: str) -> str:
    """A random file name: the name of the uploaded file may tell something about a person."""
    return f"events/covers/{clock.now():%Y%m%d%H%M%S%f}.webp"


@audited(exclude=["seats_taken", "seats_of_others", "hold_kind", "door_code", "title_search", "place_search"])
class Event(Practical, Seats, Recap, KeepsMade, DateOfSeries):
    """Something that neighbours come to. With `capacity` it takes registrations; without it needs none.

    With `space` it holds that room of a station for its time, also as a draft, until it is cancelled or deleted.
    """

    class Kind(models.TextChoices):
        READING = "reading", _("parent-child reading")
        HANDICRAFT = "handicraft", _("handicraft")
        HEALTH = "health", _("health")
        CULTURE = "culture", _("culture and arts")
        SPORT = "sport", _("sport")
        FESTIVAL = "festival", _("festival")
        LEARNING = "learning", _("classes and talks")
        PARTY = "party", _("party-member day")
        SERVICE = "service", _("services for neighbours")
        MEETING = "meeting", _("residents' meeting")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        FAMILIES = "families", _("families")
        CHILDREN = "children", _("children")
        ELDERS = "elders", _("elders")
        WORKERS = "workers", _("couriers and riders")
        MEMBERS = "members", _("party members")

        @property
        def ages(self) -> AgeSpan:
            """The ages that an event for this audience admits, where the office has entered none."""
            return AGES.get(self.value, AgeSpan())

        @property
        def own_ages(self) -> AgeSpan:
            """The ages of the neighbours for whom one looks here: a family looks for its children."""
            return AGES["children"] if self.value == "families" else self.ages

        @property
        def joins(self) -> list[str]:
            """The audiences of the events to which these neighbours may come: their own, and everyone's.

            A family comes to what is for its children, and a child to what is for families.
            """
            young = ["children", "families"]
            return sorted({"everyone", *(young if self.value in young else [self.value])})

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("cancelled")

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="events"
    )
    # Composite foreign keys (organiser, community) and (grid, community): all are of one community.
    organiser = models.ForeignKey(
        OrgUnit, verbose_name=_("organiser"), on_delete=models.PROTECT, related_name="events"
    )
    grid = models.ForeignKey(
        Grid,
        verbose_name=_("grid"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text=_("Leave empty for an event of the whole community."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    audience = models.CharField(_("for whom"), max_length=16, choices=Audience, default=Audience.EVERYONE)
    title = NameField(_("title"), max_length=60)
    title_search = KeysField(_("what the title is found by"), source="title", make=title_search_keys)
    summary = NameField(_("in one sentence"), max_length=120, blank=True)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    cover = PictureField(
        _("cover photo"),
        upload_to=cover_path,
        blank=True,
        aspect_ratios=["16/9"],
        # Widths of 280, 560, 840 and 1,120 px; the default of twelve widths would triple the work of each upload.
        grid_columns=4,
        width_field="cover_width",
        height_field="cover_height",
        help_text=_("Optional. Without one, a drawing for this kind of event is shown."),
    )
    cover_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    cover_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    space = models.ForeignKey(
        Space,
        verbose_name=_("room of a station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text=_("The room is held for the time of the event, and free again when the event is cancelled."),
    )
    hold = hold_field()
    hold_kind = hold_kind_field("event")
    # For an event in a room: the names of station and room at the time when the room was chosen.
    place = NameField(_("place"), max_length=80)
    place_search = KeysField(_("what the place is found by"), source="place", make=title_search_keys)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(
        _("capacity"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_CAPACITY)],
        help_text=_("How many people fit. Empty: no registration needed, one just comes."),
    )
    # Only triggers write it: the number of people with a seat.
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    largest_party = models.PositiveSmallIntegerField(
        _("largest party"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("How many people one registration may bring."),
    )
    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Empty: when the event begins.")
    )
    check_in_kind = check_in_kind_field()
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)
    # Since when it is settled who came and who did not; None while nobody has said so.
    list_closed_at = models.DateTimeField(_("list of who came closed at"), null=True, blank=True, editable=False)
    # How many came to an event without a list, and since when that is written down; None while nobody has done so.
    headcount = models.PositiveIntegerField(_("how many came"), null=True, blank=True, editable=False)
    headcount_at = models.DateTimeField(_("how many came: written down at"), null=True, blank=True, editable=False)
    # In the QR code at the door, where visitors check in.
    door_code = models.CharField(max_length=16, unique=True, default=door_code, editable=False)
    # iCalendar's SEQUENCE: increases with every change of time, place or status, so that calendars update the entry.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now, editable=False)

    waiting: int  # annotated by `with_waiting()`
    # Set by `events.rules.registrations.mark_open_to`: whether the reader has anybody left to register.
    is_open_to_reader = True
    # “registered” or “waitlisted” where somebody in the reader's care is.
    own_status = ""
    came: int | None  # annotated by `with_came()`

    objects = EventQuerySet.as_manager()

    database_messages: ClassVar = {
        "event_holds_as_said": _("An event and what it holds always say the same time and room."),
        "hold_of_event_has_one": _("An event's hold goes with its event."),
        "event_stays": _("When a record was made is never rewritten."),
        "event_status_goes_on": _("An event that was published or cancelled stays so."),
        "event_space_same_community": _("The room belongs to another community."),
        "event_stays_in_series": _("A date stays in its series. Copy it to have one that stands alone."),
        "event_series_of_community": _("A series and its dates belong to one community."),
        "event_public_with_series": _("One date of a draft is not published alone. Please publish the series."),
        "event_keeps_attendance": _("It is written down already who came to this event."),
        "event_recap_says_something": _("A recap needs a few words, or a photo."),
        "event_check_in_kind_stays": _("Somebody is ticked off already, so the way of ticking stays as it is."),
    }

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        constraints = [
            access_known(name="event_access_known"),
            *SEATS_FOR_ELDERS,
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("capacity")),
                name="event_not_oversold",
                violation_error_message=_("More people are already registered than this capacity allows."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=False) | Q(seats_taken=0),
                name="event_without_capacity_has_no_seats",
                violation_error_message=_("People are already registered, so the capacity cannot be removed."),
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__range=(1, MAX_CAPACITY)),
                name="event_capacity_sensible",
                violation_error_message=_("The capacity is a number from 1 to 10,000."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("The end must be later than the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST),
                name="event_lasts_at_most_31_days",
                violation_error_message=_("An event lasts at most 31 days. Please make several of it."),
            ),
            models.CheckConstraint(
                condition=clock.known("starts_at")
                & clock.known("ends_at")
                & (Q(registration_closes_at=None) | clock.known("registration_closes_at")),
                name="event_in_known_years",
                violation_error_message=_("The times of an event lie in the years 2000 to 2100."),
            ),
            models.CheckConstraint(
                condition=Q(registration_closes_at=None) | Q(registration_closes_at__lte=F("ends_at")),
                name="event_registration_closes_in_time",
                violation_error_message=_("Registration must close before the event ends."),
            ),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=F("min_age")),
                name="event_ages_in_order",
                violation_error_message=_("The highest age is below the lowest one."),
            ),
            models.CheckConstraint(
                condition=Q(largest_party__range=(1, 50)),
                name="event_largest_party_sensible",
                violation_error_message=_("A party has 1 to 50 people."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "cancelled"]), name="event_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(place=""),
                name="event_has_title_and_place",
                violation_error_message=_("An event needs a title and a place."),
            ),
            models.CheckConstraint(
                condition=keys_of_their_source("title_search", "title")
                & keys_of_their_source("place_search", "place"),
                name="event_found_by_title_and_place",
                violation_error_message=_(
                    "What the event is found by does not fit its title and place. Please save it anew."
                ),
            ),
            models.CheckConstraint(
                condition=Q(space=None, hold=None)
                | Q(status="cancelled", hold=None)
                | (Q(space__isnull=False, hold__isnull=False) & ~Q(status="cancelled")),
                name="event_holds_its_space",
            ),
            models.CheckConstraint(
                condition=Q(check_in_kind__in=CheckInKind.values), name="event_check_in_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(list_closed_at=None) | Q(status="published", list_closed_at__gte=F("ends_at")),
                name="event_list_closed_after_end",
                violation_error_message=_("The list of who came is closed after the event has ended."),
            ),
            models.CheckConstraint(
                condition=Q(headcount=None) | Q(capacity=None, status="published"),
                name="event_headcount_without_list",
                violation_error_message=_("It is written down already how many came to this event."),
            ),
            models.CheckConstraint(
                condition=Q(headcount=None) | Q(headcount__range=(0, MAX_CAPACITY)),
                name="event_headcount_sensible",
                violation_error_message=_("How many came is a number from 0 to 10,000."),
            ),
            models.CheckConstraint(
                condition=Q(headcount=None, headcount_at=None)
                | Q(headcount__isnull=False, headcount_at__isnull=False, headcount_at__gte=F("starts_at")),
                name="event_headcount_once_begun",
                violation_error_message=_("How many came is written down once the event has begun."),
            ),
            *DATE_OF_SERIES_CONSTRAINTS,
            *RECAP_CONSTRAINTS,
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="event_calendar", condition=~Q(status="draft")),
            index_of_keys("title_search", name="event_title_search"),
            index_of_keys("place_search", name="event_place_search"),
        ]
        triggers = [
            protected_count("seats_taken", "seats_of_others", name="event_seats_are_counted"),
            row_condition(
                SPACE_IN_COMMUNITY,
                name="event_space_same_community",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("space_id", "community_id"),
            ),
            row_condition(
                KEEPS_ATTENDANCE, name="event_keeps_attendance", on=pgtrigger.UpdateOf("status", "list_closed_at")
            ),
            row_condition(
                PUBLIC_WITH_SERIES,
                name="event_public_with_series",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("status"),
            ),
            RECAP_TRIGGER,
            release_hold(name="event_lets_go"),
            never_changed("created_at", name="event_stays"),
            never_changed("series_id", name="event_stays_in_series"),
            never_changed("check_in_kind", name="event_check_in_kind_stays", unless=NOBODY_CAME),
            never_changed(
                "status",
                name="event_status_goes_on",
                unless="OLD.status = 'draft' OR (OLD.status = 'published' AND NEW.status = 'cancelled')",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.pk])

    @property
    def public_url(self) -> str:
        """The full address, for messages, posters and calendars."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    def clean(self) -> None:
        validate_same_community(self)

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()

    @property
    def takes_registrations(self) -> bool:
        return self.capacity is not None

    @property
    def ages(self) -> AgeSpan:
        """Whom the event admits by age: what the office has entered, else what its audience says.

        The one answer for rules, cards and the page; `EventQuerySet.for_ages` is the same in SQL.
        """
        usual = self.Audience(self.audience).ages if self.audience in self.Audience else AgeSpan()
        return AgeSpan(
            usual.low if self.min_age is None else self.min_age,
            usual.high if self.max_age is None else self.max_age,
        )

    @property
    def closes_at(self) -> dt.datetime:
        return self.registration_closes_at or self.starts_at

    @property
    def registration_is_open(self) -> bool:
        return self.is_published and self.takes_registrations and clock.now() < self.closes_at

    @property
    def station_page(self) -> str:
        """The address of the station's page, or an empty string if there is none."""
        if self.space is None or not self.space.station.listed:
            return ""
        return self.space.station.get_absolute_url()

    @property
    def last_day(self) -> dt.date:
        """The last day of the event; an end at midnight belongs to the day before."""
        return timezone.localtime(self.ends_at - dt.timedelta(microseconds=1)).date()
