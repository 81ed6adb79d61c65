"""The volunteer team of a community, its sub-teams, and who leads them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.appointments import Appointment, AppointmentQuerySet, granted_by_somebody_else
from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.triggers import never_changed
from common.names import NameOfFewField
from grid.models import Community, OrgUnit
from volunteers.models.choices import ServiceKind
from volunteers.querysets import TeamQuerySet


@audited(exclude=["parent_level"])
class Team(models.Model):
    """The team of a community (level 1), or one of its sub-teams (level 2), which does one kind of service.

    Volunteers belong to the team; in sub-teams they have memberships. `unit` is the organisation that keeps the
    records: it stands on records and certificates as the recording unit (Order 67, art. 15).
    """

    class Level(models.IntegerChoices):
        TEAM = 1, _("team")
        SUB_TEAM = 2, _("sub-team")

    community = models.ForeignKey(
        Community, verbose_name=_("community"), on_delete=models.PROTECT, related_name="teams"
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, default=Level.TEAM, editable=False)
    # A composite foreign key (parent, parent_level, community) allows one level more, in the same community.
    parent = models.ForeignKey(
        "self",
        verbose_name=pgettext_lazy("of a sub-team", "part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_teams",
    )
    parent_level = models.GeneratedField(
        expression=F("level") - 1, output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    name = NameOfFewField(pgettext_lazy("of a place", "name"), max_length=30)
    kind = models.CharField(_("kind of service"), max_length=16, choices=ServiceKind, blank=True)
    about = models.CharField(_("in one sentence"), max_length=200, blank=True)
    unit = models.ForeignKey(
        OrgUnit, verbose_name=_("recording unit"), on_delete=models.PROTECT, related_name="volunteer_teams"
    )
    # Before the number of a volunteer and of a certificate: “PY-0042”.
    prefix = models.CharField(
        _("letters before numbers"), max_length=6, default="V", help_text=_("Capital letters, for example PY.")
    )
    active = models.BooleanField(_("in use"), default=True)

    objects = TeamQuerySet.as_manager()

    database_messages: ClassVar = {
        "team_parent_above": _("A sub-team is part of a team of the same community."),
        "team_unit_same_community": _("The recording unit is of the same community."),
        "team_stays": _("A team stays in its community and on its level. Please enter another."),
    }

    class Meta:
        verbose_name = _("volunteer team")
        verbose_name_plural = _("volunteer teams")
        ordering = ["level", "pk"]
        constraints = [
            # Composite foreign keys refer to these.
            models.UniqueConstraint(fields=["id", "level", "community"], name="team_level_in_community"),
            models.UniqueConstraint(fields=["id", "parent"], name="team_of_parent"),
            models.UniqueConstraint(fields=["id", "community"], name="team_of_community"),
            models.UniqueConstraint(
                fields=["community", "name"],
                name="team_name_once",
                violation_error_message=_("There is already a team of this name."),
            ),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level=2, parent__isnull=False),
                name="team_has_its_level",
                violation_error_message=_("A sub-team is part of a team, and a team is not."),
            ),
            models.CheckConstraint(condition=Q(kind="") | Q(kind__in=ServiceKind.values), name="team_kind_known"),
            models.CheckConstraint(
                condition=Q(prefix__regex="^[A-Z]{1,6}$"),
                name="team_prefix_in_capitals",
                violation_error_message=_("The letters before numbers are 1 to 6 capital letters."),
            ),
        ]
        triggers = [never_changed("community_id", "level", "parent_id", name="team_stays")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("volunteers:team", args=[self.pk])

    @property
    def top(self) -> "Team":
        """The team itself, or the one that a sub-team is part of."""
        return self.parent or self


@audited()
class TeamAppointment(Appointment):
    """Somebody leads a team, with all its sub-teams, or one sub-team; a team may have several leads."""

    SCOPE: ClassVar = "team"

    class Role(models.TextChoices):
        TEAM_LEAD = "team_lead", _("team lead")

    role = models.CharField(_("role"), max_length=24, choices=Role, default=Role.TEAM_LEAD)
    team = models.ForeignKey(Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="appointments")

    objects = AppointmentQuerySet.as_manager()

    database_messages: ClassVar = {
        "team_appointment_stays": _("An appointment is never rewritten. End it, and appoint anew."),
    }

    class Meta:
        verbose_name = _("appointment to a team")
        verbose_name_plural = _("appointments to teams")
        constraints = [
            valid_range("during", name="team_appointment_during_valid"),
            known_days("during", name="team_appointment_in_known_years"),
            granted_by_somebody_else(name="team_appointment_by_somebody_else"),
            models.CheckConstraint(
                condition=Q(role="team_lead"),
                name="team_appointment_role_known",
                violation_error_message=_("There is no such role in a team."),
            ),
            one_at_a_time(
                "user",
                "team",
                name="team_appointment_once",
                message=_("This person already leads this team in these days."),
            ),
        ]
        triggers = [never_changed("user_id", "team_id", "granted_by_id", name="team_appointment_stays")]
