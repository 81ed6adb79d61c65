"""Volunteers: the application, the state, the sub-teams."""

import secrets
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.models.people import ADULT_AGE
from accounts.phones import E164, validate_phone
from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.querysets import ScopedQuerySet
from common.db.triggers import never_changed, never_taken_back, row_condition
from common.names import NameField
from common.time import clock
from common.time.ranges import since
from grid.models import Grid
from volunteers.models.choices import ServiceKind, Skill, Slot
from volunteers.models.teams import Team
from volunteers.querysets import TeamMembershipQuerySet, VolunteerQuerySet
from volunteers.validators import (
    NATIONAL_NUMBER,
    NO_IDENTITY_CARD,
    validate_no_identity_card,
    without_identity_card,
)

# A grid never changes its community.
GRID_IN_COMMUNITY = """
    NEW.grid_id IS NULL OR EXISTS (
        SELECT 1 FROM grid_grid g JOIN volunteers_team t ON t.community_id = g.community_id
        WHERE g.id = NEW.grid_id AND t.id = NEW.team_id
    )
"""
# Asked when somebody is approved. The year of birth is that of the person, as it is known then.
CHILD_HAS_CONSENT = f"""
    NEW.status <> 'active' OR NEW.guardian_agreed_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM accounts_person p WHERE p.id = NEW.person_id
        AND extract(year FROM now() AT TIME ZONE '{settings.TIME_ZONE}') - p.birth_year < {ADULT_AGE}
    )
"""  # noqa: S608 - our own constants
# Whoever was refused or has left may apply again: one row for ever, with the newest application.
APPLIES_AGAIN = "OLD.status IN ('refused', 'left') AND NEW.status = 'applied'"


def own_code() -> str:
    """The code on a volunteer's own card, which the lead scans: nobody can guess it."""
    return secrets.token_urlsafe(12)


@audited(exclude=["token", "code"])
class Volunteer(models.Model):
    """A person in the volunteer team of a community, from the application on; one row for ever.

    It holds what art. 5 of Order 67 names as far as it is needed: skills, kinds of service, area. Name, phone and
    year of birth are the person's; sex, birthday and the number of a document are not asked.
    """

    class Status(models.TextChoices):
        APPLIED = "applied", _("has applied")
        ACTIVE = "active", _("volunteer")
        PAUSED = "paused", _("pausing")
        REFUSED = "refused", _("not accepted")
        LEFT = "left", _("has left")

    # Whoever is in the team: may look after the own card, hours and records.
    MEMBERS: ClassVar = (Status.ACTIVE, Status.PAUSED)

    team = models.ForeignKey(Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="volunteers")
    # A composite foreign key (team, team_level, …) is not needed: the trigger asks for a team of level 1.
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="volunteers")
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.APPLIED, editable=False)
    # Within the team; given at the approval, and never to anybody else.
    number = models.PositiveIntegerField(_("volunteer number"), null=True, blank=True, editable=False)
    national_number = models.CharField(
        _("national volunteer number"),
        max_length=20,
        blank=True,
        validators=[validate_no_identity_card],
        help_text=_("The 全国志愿者编号, where there is one. Never the number of the identity card."),
    )
    kinds = ArrayField(
        models.CharField(max_length=16, choices=ServiceKind), verbose_name=_("kinds of service"), default=list
    )
    skills = ArrayField(
        models.CharField(max_length=16, choices=Skill), verbose_name=_("skills"), default=list, blank=True
    )
    slots = ArrayField(models.CharField(max_length=20, choices=Slot), verbose_name=_("times"), default=list)
    # Where the person would like to serve; empty: anywhere in the community.
    grid = models.ForeignKey(
        Grid,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="volunteers",
        help_text=_("Empty: anywhere in the community."),
    )
    words = models.CharField(_("anything else"), max_length=200, blank=True, validators=[validate_no_identity_card])
    # Somebody under 18: who has agreed, when, and who has noted it.
    guardian_name = NameField(_("guardian"), max_length=50, blank=True)
    guardian_phone = models.CharField(_("guardian's phone"), max_length=16, blank=True, validators=[validate_phone])
    guardian_agreed_at = models.DateTimeField(_("guardian agreed at"), null=True, blank=True, editable=False)
    guardian_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    applied_at = models.DateTimeField(_("applied at"), default=clock.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        help_text=_("The sign-in that applied: the person, a guardian, or staff for a neighbour."),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Why somebody was not accepted, pauses or has left: the applicant reads it.
    reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    paused_until = models.DateField(_("pausing until"), null=True, blank=True, editable=False)
    # In the QR code of the own card, which the lead scans at the place.
    code = models.CharField(max_length=16, unique=True, default=own_code, editable=False)
    # Of the form that made it (common.forms.submission).
    token = models.UUIDField(null=True, editable=False)

    already_made = False

    objects = VolunteerQuerySet.as_manager()

    database_messages: ClassVar = {
        "volunteer_stays": _("Whose it is, and who entered it when, is never rewritten."),
        "volunteer_application_stays": _("Whose it is, and who entered it when, is never rewritten."),
        "volunteer_number_stays": _("A volunteer keeps the number for ever."),
        "volunteer_of_team": _("Volunteers join the team itself; in sub-teams they are members."),
        "volunteer_grid_same_community": _("The area belongs to another community."),
        "volunteer_child_has_consent": _("Somebody under 18 needs the consent of a guardian first."),
        "volunteer_status_goes_on": _("This cannot be done with the application as it stands now."),
    }

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")
        ordering = ["number", "pk"]
        constraints = [
            # Composite foreign keys refer to these.
            models.UniqueConstraint(fields=["id", "person"], name="volunteer_of_person"),
            models.UniqueConstraint(fields=["id", "team"], name="volunteer_in_team"),
            models.UniqueConstraint(
                fields=["team", "person"],
                name="volunteer_once_a_team",
                violation_error_message=_("This person has already applied to the team."),
            ),
            models.UniqueConstraint(
                fields=["team", "number"],
                name="volunteer_number_once",
                violation_error_message=_("This number belongs to another volunteer."),
            ),
            models.UniqueConstraint(
                fields=["by", "token"],
                condition=Q(token__isnull=False),
                name="volunteer_once_a_form",
                violation_error_message=_("This form has been sent already; nothing was done twice."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["applied", "active", "paused", "refused", "left"]),
                name="volunteer_status_known",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | ~Q(status__in=["active", "paused"]),
                name="volunteer_approved_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason=""),
                name="volunteer_refused_with_reason",
                violation_error_message=_("Please say why, so that the applicant knows."),
            ),
            models.CheckConstraint(
                condition=Q(status="applied") | Q(decided_at__isnull=False),
                name="volunteer_decided_at_with_status",
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None) | Q(status="paused"), name="volunteer_paused_until_with_status"
            ),
            models.CheckConstraint(
                condition=Q(national_number="") | Q(national_number__regex=NATIONAL_NUMBER),
                name="volunteer_national_number_plain",
                violation_error_message=_("The national volunteer number has 8 to 20 digits and capital letters."),
            ),
            models.CheckConstraint(
                condition=without_identity_card("national_number", "words"),
                name="volunteer_without_identity_card",
                violation_error_message=NO_IDENTITY_CARD,
            ),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=ServiceKind.values)
                & Q(skills__contained_by=Skill.values)
                & Q(slots__contained_by=Slot.values),
                name="volunteer_choices_known",
            ),
            models.CheckConstraint(
                condition=Q(guardian_phone="") | Q(guardian_phone__regex=E164),
                name="volunteer_guardian_phone_e164",
                violation_error_message=_("Please enter a phone number, for example 138 0013 8000."),
            ),
            models.CheckConstraint(
                condition=Q(guardian_agreed_at=None, guardian_noted_by=None)
                | Q(guardian_agreed_at__isnull=False, guardian_noted_by__isnull=False),
                name="volunteer_guardian_consent_noted",
            ),
        ]
        indexes = [
            models.Index(fields=["team", "status", "number"], name="volunteer_of_status"),
        ]
        triggers = [
            never_changed("team_id", "person_id", "code", name="volunteer_stays"),
            never_changed("applied_at", "by_id", name="volunteer_application_stays", unless=APPLIES_AGAIN),
            never_taken_back("number", name="volunteer_number_stays"),
            row_condition(
                "(SELECT t.level FROM volunteers_team t WHERE t.id = NEW.team_id) = 1",
                name="volunteer_of_team",
                on=pgtrigger.Insert,
            ),
            row_condition(
                GRID_IN_COMMUNITY,
                name="volunteer_grid_same_community",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("grid_id"),
            ),
            row_condition(
                CHILD_HAS_CONSENT,
                name="volunteer_child_has_consent",
                on=pgtrigger.Insert | pgtrigger.UpdateOf("status", "guardian_agreed_at"),
            ),
            never_changed(
                "status",
                name="volunteer_status_goes_on",
                unless=f"""
                    (OLD.status = 'applied' AND NEW.status IN ('active', 'refused', 'left'))
                    OR (OLD.status IN ('active', 'paused') AND NEW.status IN ('active', 'paused', 'left'))
                    OR ({APPLIES_AGAIN})
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    @property
    def number_label(self) -> str:
        """“PY-0042”; empty before the approval."""
        return f"{self.team.prefix}-{self.number:04d}" if self.number else ""

    @property
    def is_member(self) -> bool:
        return self.status in self.MEMBERS

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE


@audited()
class TeamMembership(models.Model):
    """A volunteer is in a sub-team during some days. Leaving ends the row."""

    volunteer = models.ForeignKey(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.PROTECT, related_name="memberships"
    )
    team = models.ForeignKey(Team, verbose_name=_("sub-team"), on_delete=models.PROTECT, related_name="memberships")
    # Composite foreign keys: the sub-team (team, parent) is part of the team of the volunteer (volunteer, parent).
    parent = models.ForeignKey(Team, on_delete=models.PROTECT, editable=False, related_name="+")
    during = DateRangeField(_("during"), default=since)

    objects = TeamMembershipQuerySet.as_manager()

    database_messages: ClassVar = {
        "team_membership_of_sub_team": _("Volunteers are members of sub-teams of their own team."),
        "team_membership_of_volunteer": _("Volunteers are members of sub-teams of their own team."),
        "team_membership_stays": _("A membership is never rewritten. End it, and enter another."),
    }

    class Meta:
        verbose_name = _("membership of a sub-team")
        verbose_name_plural = _("memberships of sub-teams")
        constraints = [
            valid_range("during", name="team_membership_during_valid"),
            known_days("during", name="team_membership_in_known_years"),
            one_at_a_time(
                "volunteer",
                "team",
                name="team_membership_once",
                message=_("This volunteer is already in this sub-team."),
            ),
        ]
        triggers = [never_changed("volunteer_id", "team_id", "parent_id", name="team_membership_stays")]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.team}"


# The trail tells that an answer was given and deleted, and when, but not which: withdrawn, it is gone.
@audited(exclude=["is_party_member"])
class MembershipAnswer(models.Model):
    """Whether a volunteer is a party member: said by the person, with a consent of its own, and gone when withdrawn.

    Sensitive: only who reads the party register reads it, and each reading is logged (DOMAIN.md §3, §7).
    """

    volunteer = models.OneToOneField(
        Volunteer, verbose_name=_("volunteer"), on_delete=models.CASCADE, related_name="membership_answer"
    )
    is_party_member = models.BooleanField(_("party member"))
    agreed_at = models.DateTimeField(_("agreed at"), default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+")

    objects = ScopedQuerySet.as_manager()

    database_messages: ClassVar = {
        "membership_answer_stays": _("An answer is of the volunteer who gave it."),
    }

    class Meta:
        verbose_name = _("answer about party membership")
        verbose_name_plural = _("answers about party membership")
        triggers = [never_changed("volunteer_id", name="membership_answer_stays")]

    def __str__(self) -> str:
        return str(self.volunteer)
