"""Matters (民情 / 随手拍): what somebody has seen, who looks after it until when, and what became of it."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.db.audit import audited
from common.db.triggers import never_changed, never_taken_back, row_condition
from common.names import NameField
from common.time import clock
from grid.models.matter_kinds import MatterKind
from grid.models.places import Building, Community, Gate, Grid
from grid.models.triggers import MATTER_GOES_ON, MATTER_IN_ONE_COMMUNITY, MATTER_MERGED_ONCE
from grid.models.visits import Visit
from grid.querysets import MatterQuerySet


@audited(exclude=["token"])
class Matter(models.Model):
    """A matter that somebody has reported. Its number is its primary key.

    It contains nobody's name: who reported it stands in `MatterReporter`, who handles it are sign-ins of staff.
    """

    class Status(models.TextChoices):
        REPORTED = "reported", _("sent in")
        RECEIVED = "received", _("received")
        IN_HAND = "in_hand", _("in hand")
        PLANNED = "planned", _("planned")
        DONE = "done", _("mended")
        CONFIRMED = "confirmed", _("mended, confirmed")
        IMPOSSIBLE = "impossible", _("cannot be done")
        ELSEWHERE = "elsewhere", _("with somebody else")
        DUPLICATE = "duplicate", _("same as another")
        REJECTED = "rejected", _("not taken up")

    OPEN: ClassVar = (Status.REPORTED, Status.RECEIVED, Status.IN_HAND, Status.PLANNED)
    MENDED: ClassVar = (Status.DONE, Status.CONFIRMED)
    # The reporter may say that it is not so, and it goes back to whoever handled it.
    ANSWERED: ClassVar = (*MENDED, Status.IMPOSSIBLE, Status.ELSEWHERE)
    # Nobody outside sees what nobody has received yet, nor what is not taken up.
    UNSEEN: ClassVar = (Status.REPORTED, Status.REJECTED)

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="matters", editable=False
    )
    kind = models.ForeignKey(MatterKind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="matters")
    words = models.CharField(_("what is wrong"), max_length=500, blank=True)
    # Where: any of these, and a pin where there is one.
    building = models.ForeignKey(
        Building, verbose_name=_("building"), on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    gate = models.ForeignKey(
        Gate, verbose_name=_("gate"), on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    place = NameField(_("where exactly"), max_length=80, blank=True)
    x = models.FloatField(_("metres east"), null=True, blank=True, editable=False)
    y = models.FloatField(_("metres south"), null=True, blank=True, editable=False)
    # Outside of the plan, as far as the pin says: it is kept, and staff see it marked.
    outside = models.BooleanField(_("outside the community"), default=False, editable=False)
    # The grid that the plan names; empty where no grid covers the place.
    grid = models.ForeignKey(
        Grid, verbose_name=_("grid"), on_delete=models.PROTECT, null=True, blank=True, related_name="matters"
    )
    is_public = models.BooleanField(
        _("public"), default=True, help_text=_("Others may follow what becomes of it. Nobody's name is shown.")
    )
    is_anonymous = models.BooleanField(
        _("anonymous"), default=False, help_text=_("Whoever handles it does not see who reported it.")
    )
    # What a household needs, as told at a visit.
    visit = models.OneToOneField(
        Visit, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="matter"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.REPORTED, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("The sign-in that sent it; empty for who has none."),
    )
    reported_at = models.DateTimeField(_("reported at"), default=clock.now, editable=False)
    # Both are fixed when it is reported: a later change of the kind's clock moves nothing.
    receive_by = models.DateTimeField(_("to be received until"), editable=False)
    due_at = models.DateTimeField(_("to be answered until"), editable=False)
    received_at = models.DateTimeField(_("received at"), null=True, blank=True, editable=False)
    # Whoever received it stays named to the end (首接负责), also after handing it on.
    first_handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("first received by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="matters_in_hand",
    )
    planned_on = models.DateField(_("planned for"), null=True, blank=True, editable=False)
    # The end that it had before its one extension, and the reason, which the reporter reads.
    extended_from = models.DateTimeField(_("extended from"), null=True, blank=True, editable=False)
    extension_reason = models.CharField(_("why it takes longer"), max_length=200, blank=True, editable=False)
    answer = models.CharField(_("answer"), max_length=300, blank=True, editable=False)
    referred_to = NameField(_("who looks after it"), max_length=60, blank=True, editable=False)
    referred_phone = NameField(_("their phone"), max_length=30, blank=True, editable=False)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("same as number"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="duplicates",
    )
    closed_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0, editable=False)
    # Of the form that made it (common.forms.submission): the same form sent again is answered by this matter.
    token = models.UUIDField(null=True, unique=True, editable=False)

    cover: str | None  # annotated by `with_cover()`
    # Set by an action that made nothing, since the same form had been sent before.
    already_made = False

    objects = MatterQuerySet.as_manager()

    database_messages: ClassVar = {
        "matter_in_one_community": _("The place, the kind and the matter belong to one community."),
        "matter_stays": _("Who reported it, and when, is never rewritten."),
        "matter_goes_on": _("From what it is now, a matter does not go there. Please look at it again."),
        "matter_first_handler_stays": _("Whoever received it first stays named."),
        "matter_extended_once": _("It was extended already."),
        "matter_merged_once": _("A matter is merged with one that stands for itself."),
    }

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "reported",
                        "received",
                        "in_hand",
                        "planned",
                        "done",
                        "confirmed",
                        "impossible",
                        "elsewhere",
                        "duplicate",
                        "rejected",
                    ]
                ),
                name="matter_status_known",
            ),
            models.CheckConstraint(
                condition=Q(building__isnull=False) | Q(gate__isnull=False) | Q(x__isnull=False) | ~Q(place=""),
                name="matter_has_place",
                violation_error_message=_("Please say where it is."),
            ),
            models.CheckConstraint(
                # The plan is at most 100 km wide; outside of it a pin may lie as far away.
                condition=Q(x=None, y=None)
                | Q(x__isnull=False, y__isnull=False, x__range=(-100_000, 200_000), y__range=(-100_000, 200_000)),
                name="matter_position_whole",
                violation_error_message=_("The place on the plan is not whole. Please choose it anew."),
            ),
            models.CheckConstraint(condition=Q(outside=False) | Q(x__isnull=False), name="matter_outside_by_its_pin"),
            models.CheckConstraint(
                condition=Q(status__in=["reported", "duplicate", "rejected"])
                | Q(received_at__isnull=False, first_handler__isnull=False, handler__isnull=False),
                name="matter_received_by_somebody",
                violation_error_message=_("Somebody has to receive it first."),
            ),
            models.CheckConstraint(
                condition=Q(status="planned", planned_on__isnull=False) | (~Q(status="planned") & Q(planned_on=None)),
                name="matter_planned_for_a_day",
                violation_error_message=_("Please say for which day it is planned."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["reported", "received", "in_hand", "planned"], closed_at=None)
                | (~Q(status__in=["reported", "received", "in_hand", "planned"]) & Q(closed_at__isnull=False)),
                name="matter_closed_with_status",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["impossible", "elsewhere", "rejected"]) | ~Q(answer=""),
                name="matter_answered_with_reason",
                violation_error_message=_("Please say why."),
            ),
            models.CheckConstraint(
                condition=Q(status="elsewhere") & ~Q(referred_to="")
                | ~Q(status="elsewhere") & Q(referred_to="", referred_phone=""),
                name="matter_referred_to_somebody",
                violation_error_message=_("Please say who looks after it."),
            ),
            models.CheckConstraint(
                condition=Q(status="duplicate", parent__isnull=False) | (~Q(status="duplicate") & Q(parent=None)),
                name="matter_duplicate_of_another",
                violation_error_message=_("Please say of which number it is the same."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                name="matter_not_its_own_duplicate",
                violation_error_message=_("A matter is not merged with itself."),
            ),
            models.CheckConstraint(
                condition=Q(extended_from=None, extension_reason="")
                | (Q(extended_from__isnull=False) & ~Q(extension_reason="")),
                name="matter_extended_with_reason",
                violation_error_message=_("Please say why it takes longer: the reporter reads it."),
            ),
            models.CheckConstraint(
                condition=Q(receive_by__gte=F("reported_at"), due_at__gte=F("reported_at")),
                name="matter_clock_runs_on",
            ),
            models.CheckConstraint(
                condition=clock.known("reported_at") & clock.known("due_at"), name="matter_in_known_years"
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "due_at"],
                name="matter_open",
                condition=Q(status__in=["reported", "received", "in_hand", "planned"]),
            ),
            models.Index(fields=["community", "-reported_at"], name="matter_reported"),
        ]
        triggers = [
            row_condition(MATTER_IN_ONE_COMMUNITY, name="matter_in_one_community"),
            never_changed("community_id", "by_id", "reported_at", "token", "receive_by", name="matter_stays"),
            never_changed("status", name="matter_goes_on", unless=MATTER_GOES_ON),
            never_taken_back("first_handler_id", "received_at", name="matter_first_handler_stays"),
            never_taken_back("extended_from", "extension_reason", name="matter_extended_once"),
            row_condition(MATTER_MERGED_ONCE, name="matter_merged_once"),
        ]

    def __str__(self) -> str:
        return _("No. %(number)d · %(kind)s · %(place)s") % {
            "number": self.pk or 0,
            "kind": self.kind,
            "place": self.where,
        }

    def get_absolute_url(self) -> str:
        return reverse("matters:matter", args=[self.pk])

    @property
    def public_url(self) -> str:
        """The full address, for messages."""
        return f"{settings.SITE_URL}{self.get_absolute_url()}"

    @property
    def where(self) -> str:
        """The place in words: building or gate, and where exactly; without both, the grid on whose ground it is."""
        named = str(self.building or self.gate or "")
        if named or self.place:
            return " ".join(word for word in (named, self.place) if word)
        if self.outside:
            return str(_("outside the community"))
        return str(self.grid) if self.grid else str(_("marked on the plan"))

    @property
    def cover_url(self) -> str:
        """Where the photo of the card lies; empty without one."""
        return default_storage.url(self.cover) if self.cover else ""

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_mended(self) -> bool:
        return self.status in self.MENDED

    @property
    def is_seen_by_all(self) -> bool:
        """Whether everybody may see the page of the matter; `MatterQuerySet.published` is the same in SQL."""
        return self.is_public and self.status not in self.UNSEEN

    @property
    def is_late(self) -> bool:
        """Whether it should have been received, or answered, by now."""
        now = clock.now()
        if self.status == self.Status.REPORTED and self.receive_by < now:
            return True
        return self.is_open and self.due_at < now

    @property
    def due_day(self) -> dt.date:
        """The last day on which it is in time; an end at midnight belongs to the day before."""
        return timezone.localtime(self.due_at - dt.timedelta(microseconds=1), clock.HERE).date()

    @property
    def is_due_by_day(self) -> bool:
        """Whether it is due at the end of a day: working days count, not hours."""
        return timezone.localtime(self.due_at, clock.HERE).time() == dt.time.min
