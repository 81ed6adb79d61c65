"""What the team does: activities, with shifts for each role."""

import datetime as dt
import secrets
import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.db.audit import audited
from common.db.querysets import ScopedQuerySet
from common.db.seats import protected_count
from common.db.triggers import never_changed, row_condition
from common.names import NameField
from common.time import clock
from common.writing.fields import KeepsMade, KeysField, index_of_keys, keys_of_their_source
from common.writing.pinyin import title_search_keys
from events.models import Event
from grid.models import Building, Community, OrgUnit
from stations.models import Space
from stations.models.holds import hold_field, hold_kind_field, release_hold
from volunteers.models.choices import ServiceKind, Skill
from volunteers.models.teams import Team
from volunteers.querysets import LONGEST, ActivityQuerySet, ShiftQuerySet
from volunteers.validators import validate_same_community

MOST_PLACES = 500

# A space never changes its station, and a station never changes its community; an event and a building stay too.
PLACE_IN_COMMUNITY = """
    (NEW.space_id IS NULL OR EXISTS (
        SELECT 1 FROM stations_space s JOIN stations_station t ON t.id = s.station_id
        WHERE s.id = NEW.space_id AND t.community_id = NEW.community_id))
    AND (NEW.event_id IS NULL OR EXISTS (
        SELECT 1 FROM events_event e WHERE e.id = NEW.event_id AND e.community_id = NEW.community_id))
    AND (NEW.building_id IS NULL OR EXISTS (
        SELECT 1 FROM grid_building b JOIN grid_estate g ON g.id = b.estate_id
        WHERE b.id = NEW.building_id AND g.community_id = NEW.community_id))
"""

# Deferred, since an activity moves together with its shifts.
SHIFTS_WITHIN_ACTIVITY = """
    IF EXISTS (
        SELECT 1 FROM volunteers_shift s JOIN volunteers_activity a ON a.id = s.activity_id
        WHERE {own} AND (s.starts_at < a.starts_at OR s.ends_at > a.ends_at)
    ) THEN
        RAISE EXCEPTION 'shift_within_activity'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'shift_within_activity';
    END IF;
    RETURN NULL;
"""


def place_code() -> str:
    """The code in the QR at the place of an activity."""
    return secrets.token_urlsafe(12)


@audited(exclude=["hold_kind", "place_code", "title_search"])
class Activity(KeepsMade):
    """Something that volunteers do together, at one time and place. Its shifts say who is needed for what.

    The place is a room of a station, held through the ledger until the activity is cancelled; or an event, at whose
    place it is; or a building; or free text. `place` is always filled: the words for people.
    """

    class Kind(models.TextChoices):
        """What is done; training earns no minutes, since attending a class is not service (Order 67, art. 19)."""

        SERVICE = "service", _("service")
        TRAINING = "training", _("training")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("cancelled")

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="activities"
    )
    # Composite foreign keys (team, community) and (organiser, community): all are of one community.
    team = models.ForeignKey(Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="activities")
    organiser = models.ForeignKey(
        OrgUnit, verbose_name=_("organising unit"), on_delete=models.PROTECT, related_name="activities"
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person in charge"),
        on_delete=models.PROTECT,
        related_name="activities_led",
        help_text=_("A lead of the team, or somebody of the office."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SERVICE)
    service = models.CharField(_("kind of service"), max_length=16, choices=ServiceKind)
    title = NameField(_("title"), max_length=60)
    title_search = KeysField(_("what the title is found by"), source="title", make=title_search_keys)
    content = models.TextField(
        _("what is done"), max_length=1000, help_text=_("It stands on every service record and certificate.")
    )
    risks = models.CharField(_("what to be careful of"), max_length=300, blank=True)
    bring = models.CharField(_("what to bring"), max_length=200, blank=True)
    meeting_point = NameField(_("where we meet"), max_length=80, blank=True)
    space = models.ForeignKey(
        Space,
        verbose_name=_("room of a station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        help_text=_("The room is held for the time of the activity, and free again when it is cancelled."),
    )
    hold = hold_field()
    hold_kind = hold_kind_field("activity")
    event = models.ForeignKey(
        Event,
        verbose_name=_("at an event"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
    )
    building = models.ForeignKey(
        Building,
        verbose_name=_("at a building"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
    )
    place = NameField(_("place"), max_length=80)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    # Until so many hours before a shift its volunteers may withdraw by themselves.
    withdraw_hours = models.PositiveSmallIntegerField(
        _("withdrawing ends (hours before)"), default=2, validators=[MaxValueValidator(240)]
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=200, blank=True, editable=False)
    # In the QR code at the place, where volunteers check in and out.
    place_code = models.CharField(max_length=16, unique=True, default=place_code, editable=False)
    # What came of it: shown on /volunteers/ once it is published.
    result = models.TextField(_("what came of it"), max_length=1000, blank=True, editable=False)
    result_published_at = models.DateTimeField(_("result published at"), null=True, blank=True, editable=False)
    # iCalendar's SEQUENCE.
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now, editable=False)

    # Annotated by `with_places()`.
    needed: int
    taken: int
    left: int
    open: bool
    waiting: int

    objects = ActivityQuerySet.as_manager()

    database_messages: ClassVar = {
        "activity_holds_as_said": _("An activity and what it holds always say the same time and room."),
        "hold_of_activity_has_one": _("An activity's hold goes with its activity."),
        "activity_stays": _("When a record was made is never rewritten."),
        "activity_status_goes_on": _("An activity that was published or cancelled stays so."),
        "activity_place_same_community": _("The place belongs to another community."),
        "activity_team_same_community": _("The team belongs to another community."),
        "activity_organiser_same_community": _("The organising unit belongs to another community."),
        "shift_within_activity": _("A shift lies within the time of its activity."),
    }

    class Meta:
        verbose_name = _("volunteer activity")
        verbose_name_plural = _("volunteer activities")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) & Q(ends_at__lte=F("starts_at") + LONGEST),
                name="activity_ends_after_start",
                violation_error_message=_("The end must be later than the beginning, by 31 days at most."),
            ),
            models.CheckConstraint(
                condition=clock.known("starts_at") & clock.known("ends_at"),
                name="activity_in_known_years",
                violation_error_message=_("The times lie in the years 2000 to 2100."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "cancelled"]), name="activity_status_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["service", "training"]) & Q(service__in=ServiceKind.values),
                name="activity_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(place="") & ~Q(content=""),
                name="activity_has_title_place_content",
                violation_error_message=_("An activity needs a title, a place, and what is done there."),
            ),
            models.CheckConstraint(
                condition=keys_of_their_source("title_search", "title"),
                name="activity_found_by_title",
                violation_error_message=_("What the activity is found by does not fit its title. Save it anew."),
            ),
            models.CheckConstraint(
                condition=Q(space=None, hold=None)
                | Q(status="cancelled", hold=None)
                | (Q(space__isnull=False, hold__isnull=False) & ~Q(status="cancelled")),
                name="activity_holds_its_space",
            ),
            models.CheckConstraint(
                condition=Q(space=None, event=None) | Q(space=None, building=None) | Q(event=None, building=None),
                name="activity_at_one_place",
                violation_error_message=_("Please choose one of them: a room, an event, or a building."),
            ),
            models.CheckConstraint(condition=Q(withdraw_hours__lte=240), name="activity_withdraw_hours_sensible"),
            models.CheckConstraint(
                condition=Q(result_published_at=None)
                | (~Q(result="") & Q(status="published", result_published_at__gte=F("starts_at"))),
                name="activity_result_once_begun",
                violation_error_message=_("What came of it is published once the activity has begun."),
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="activity_calendar", condition=~Q(status="draft")),
            index_of_keys("title_search", name="activity_title_search"),
        ]
        triggers = [
            row_condition(
                PLACE_IN_COMMUNITY,
                name="activity_place_same_community",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("space_id", "event_id", "building_id", "community_id"),
            ),
            release_hold(name="activity_lets_go"),
            never_changed("created_at", "community_id", "place_code", name="activity_stays"),
            never_changed(
                "status",
                name="activity_status_goes_on",
                unless="OLD.status = 'draft' OR (OLD.status = 'published' AND NEW.status = 'cancelled')",
            ),
            pgtrigger.Trigger(
                name="activity_covers_its_shifts",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("starts_at", "ends_at"),
                timing=pgtrigger.Deferred,
                func=SHIFTS_WITHIN_ACTIVITY.format(own="a.id = NEW.id"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        validate_same_community(self)

    def get_absolute_url(self) -> str:
        return reverse("volunteers:activity", args=[self.pk])

    @property
    def public_url(self) -> str:
        """The full address, for messages, posters and calendars."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

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
    def is_service(self) -> bool:
        return self.kind == self.Kind.SERVICE


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


def result_photo_path(photo: "ActivityPhoto", filename: str) -> str:
    """A random file name."""
    return f"volunteers/results/{uuid.uuid4().hex}.webp"


@audited(exclude=["photo"])
class ActivityPhoto(models.Model):
    """A photo of the result of an activity: how it was before, or after."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    activity = models.ForeignKey(
        Activity, verbose_name=_("activity"), on_delete=models.CASCADE, related_name="photos"
    )
    kind = models.CharField(_("when"), max_length=6, choices=Kind)
    photo = models.ImageField(_("photo"), upload_to=result_photo_path)
    words = NameField(_("what it shows"), max_length=60)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "activity_photo_stays": _("A photo stays with its activity. Delete it, and add another."),
    }

    class Meta:
        verbose_name = _("photo of a result")
        verbose_name_plural = _("photos of results")
        ordering = ["-kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["before", "after"]), name="activity_photo_kind_known"),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(photo=""),
                name="activity_photo_has_words",
                violation_error_message=_("Please say what the photo shows: some cannot see it."),
            ),
        ]
        triggers = [never_changed("activity_id", "created_at", name="activity_photo_stays")]

    def __str__(self) -> str:
        return self.words
