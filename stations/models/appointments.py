"""Appointments of receptionists to stations."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.appointments import Appointment, AppointmentQuerySet, granted_by_somebody_else
from common.db.audit import audited
from common.db.constraints import known_days, one_at_a_time, valid_range
from common.db.triggers import never_changed
from stations.models.stations import Station


@audited()
class StationAppointment(Appointment):
    """A receptionist at a station; a station may have several."""

    SCOPE: ClassVar = "station"

    class Role(models.TextChoices):
        RECEPTIONIST = "receptionist", _("receptionist")

    role = models.CharField(_("role"), max_length=24, choices=Role, default=Role.RECEPTIONIST)
    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.PROTECT, related_name="appointments"
    )

    objects = AppointmentQuerySet.as_manager()

    database_messages: ClassVar = {
        "station_appointment_stays": _("An appointment is never rewritten. End it, and appoint anew."),
    }

    class Meta:
        verbose_name = _("appointment at a station")
        verbose_name_plural = _("appointments at stations")
        constraints = [
            valid_range("during", name="station_appointment_during_valid"),
            known_days("during", name="station_appointment_in_known_years"),
            granted_by_somebody_else(name="station_appointment_by_somebody_else"),
            models.CheckConstraint(
                condition=Q(role="receptionist"),
                name="station_appointment_role_known",
                violation_error_message=_("There is no such role at a station."),
            ),
            one_at_a_time(
                "user",
                "station",
                name="station_appointment_once",
                message=_("This person already works at this station in these days."),
            ),
        ]
        triggers = [never_changed("user_id", "station_id", "granted_by_id", name="station_appointment_stays")]
