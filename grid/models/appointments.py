"""Appointments to units of the organisation and to grids. Ended rows are the history of the post."""

from typing import ClassVar

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models.appointments import Appointment, granted_by_somebody_else
from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.triggers import never_changed
from common.names import NameField
from grid.models.organisation import OrgUnit
from grid.models.places import Grid
from grid.querysets import DutyQuerySet, UnitAppointmentQuerySet
from grid.validators import CALLABLE, validate_callable


class DutyAppointment(Appointment):
    """An appointment of which the office may publish the holder's name, and a number at which the post is called.

    Posts of duty are public (DOMAIN.md §3), but each only as far as the office says so. The number is one of the
    post, typed for this purpose; the portal never takes it from the holder's own record.
    """

    is_public = models.BooleanField(_("name is public"), default=False)
    public_phone = NameField(_("public phone of the post"), max_length=30, blank=True, validators=[validate_callable])

    class Meta:
        abstract = True


def phone_beside_a_name(*, name: str) -> models.CheckConstraint:
    """CHECK that a number is public only beside the name of whom it reaches, and that it can be called."""
    return models.CheckConstraint(
        condition=Q(public_phone="") | Q(is_public=True, public_phone__regex=CALLABLE),
        name=name,
        violation_error_message=_("A public phone needs a public name, and consists of digits, blanks and dashes."),
    )


@audited(exclude=["role_level"])
class UnitAppointment(DutyAppointment):
    """A role at a unit of the organisation. It covers the unit and all units below it."""

    SCOPE: ClassVar = "unit"

    class Role(models.TextChoices):
        SECRETARY = "secretary", _("secretary of the general branch")
        DEPUTY = "deputy", _("deputy secretary")
        OFFICE_WORKER = "office_worker", _("office worker")
        BRANCH_SECRETARY = "branch_secretary", _("branch secretary")
        PIONEER = "pioneer", _("pioneer")

    # One person at a time has such a role; there may be several deputies and office workers.
    LEADING: ClassVar = [Role.SECRETARY, Role.BRANCH_SECRETARY, Role.PIONEER]
    LEVELS: ClassVar = {
        Role.SECRETARY: OrgUnit.Level.GENERAL_BRANCH,
        Role.DEPUTY: OrgUnit.Level.GENERAL_BRANCH,
        Role.OFFICE_WORKER: OrgUnit.Level.GENERAL_BRANCH,
        Role.BRANCH_SECRETARY: OrgUnit.Level.ESTATE_BRANCH,
        Role.PIONEER: OrgUnit.Level.PIONEER_POST,
    }

    role = models.CharField(_("role"), max_length=24, choices=Role)
    unit = models.ForeignKey(
        OrgUnit, verbose_name=_("organisation unit"), on_delete=models.PROTECT, related_name="appointments"
    )
    # A composite foreign key (unit, role_level) keeps a role at units of its own level.
    role_level = models.GeneratedField(
        expression=Case(
            When(role="pioneer", then=Value(3)),
            When(role="branch_secretary", then=Value(2)),
            default=Value(1),
            output_field=models.PositiveSmallIntegerField(),
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    objects = UnitAppointmentQuerySet.as_manager()

    database_messages: ClassVar = {
        "unit_appointment_at_its_level": _("This role does not exist at units of this level."),
        "unit_appointment_stays": _("An appointment is never rewritten. End it, and appoint anew."),
    }

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            valid_range("during", name="unit_appointment_during_valid"),
            known_days("during", name="unit_appointment_in_known_years"),
            granted_by_somebody_else(name="unit_appointment_by_somebody_else"),
            phone_beside_a_name(name="unit_appointment_phone_with_name"),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(role="pioneer"),
                name="unit_appointment_pioneer_shows_oneself",
                violation_error_message=_("Only pioneers themselves can agree that they are shown."),
            ),
            # Rows that belong to one role only refer to it.
            models.UniqueConstraint(fields=["id", "role_level"], name="unit_appointment_at_role_level"),
            models.CheckConstraint(
                condition=Q(role__in=["secretary", "deputy", "office_worker", "branch_secretary", "pioneer"]),
                name="unit_appointment_role_known",
                violation_error_message=_("There is no such role at a unit."),
            ),
            one_at_a_time(
                "user",
                "unit",
                name="unit_appointment_once",
                message=_("This person already has a role at this unit in these days."),
            ),
            one_at_a_time(
                "unit",
                name="unit_appointment_one_leads",
                condition=Q(role__in=["secretary", "branch_secretary", "pioneer"]),
                message=_("Somebody else holds this post in these days. End that appointment or hand the post over."),
            ),
        ]
        triggers = [never_changed("user_id", "unit_id", "role", "granted_by_id", name="unit_appointment_stays")]


@audited()
class GridAppointment(DutyAppointment):
    """A grid worker (网格员) on a grid; a grid may have several."""

    SCOPE: ClassVar = "grid"

    class Role(models.TextChoices):
        GRID_WORKER = "grid_worker", _("grid worker")

    role = models.CharField(_("role"), max_length=24, choices=Role, default=Role.GRID_WORKER)
    grid = models.ForeignKey(Grid, verbose_name=_("grid"), on_delete=models.PROTECT, related_name="appointments")

    objects = DutyQuerySet.as_manager()

    database_messages: ClassVar = {
        "grid_appointment_stays": _("An appointment is never rewritten. End it, and appoint anew."),
    }

    class Meta:
        verbose_name = _("appointment on a grid")
        verbose_name_plural = _("appointments on grids")
        constraints = [
            valid_range("during", name="grid_appointment_during_valid"),
            known_days("during", name="grid_appointment_in_known_years"),
            granted_by_somebody_else(name="grid_appointment_by_somebody_else"),
            phone_beside_a_name(name="grid_appointment_phone_with_name"),
            models.CheckConstraint(
                condition=Q(role="grid_worker"),
                name="grid_appointment_role_known",
                violation_error_message=_("There is no such role on a grid."),
            ),
            one_at_a_time(
                "user",
                "grid",
                name="grid_appointment_once",
                message=_("This person already works on this grid in these days."),
            ),
        ]
        triggers = [never_changed("user_id", "grid_id", "granted_by_id", name="grid_appointment_stays")]
