"""What the team does: activities."""

import secrets
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.triggers import never_changed, row_condition
from common.names import NameField
from common.time import clock
from common.writing.fields import KeepsMade, KeysField, index_of_keys, keys_of_their_source
from common.writing.pinyin import title_search_keys
from events.models import Event
from grid.models import Building, Community, Matter, OrgUnit
from stations.models import Space
from stations.models.holds import hold_field, hold_kind_field, release_hold
from volunteers.models.choices import ServiceKind
from volunteers.models.teams import Team
from volunteers.querysets import LONGEST, ActivityQuerySet
from volunteers.validators import validate_same_community

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
    AND (NEW.matter_id IS NULL OR EXISTS (
        SELECT 1 FROM grid_matter m WHERE m.id = NEW.matter_id AND m.community_id = NEW.community_id))
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
    matter = models.ForeignKey(
        Matter,
        verbose_name=_("for a report of neighbours"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        help_text=_("Once it is published, whoever reported it is told that volunteers help."),
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
