"""The abstract appointment: a user has a role for a scope during some days."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import roles
from common.db.querysets import ScopedQuerySet
from common.time import clock
from common.time.dates import days_label
from common.time.ranges import since


class AppointmentQuerySet(ScopedQuerySet):
    """Appointments of one kind, by their days."""

    def current(self) -> "AppointmentQuerySet":
        return self.filter(during__contains=clock.today())

    def newest_first(self) -> "AppointmentQuerySet":
        return self.order_by("-during__startswith", "-pk")


def granted_by_somebody_else(*, name: str) -> models.CheckConstraint:
    """CHECK that nobody has granted the appointment to themselves. The first ones of a portal have no grantor."""
    return models.CheckConstraint(
        condition=Q(granted_by=None) | ~Q(granted_by=F("user")),
        name=name,
        violation_error_message=_("Nobody appoints themselves. Please ask whoever is above you."),
    )


class Appointment(models.Model):
    """A user holds `role` for a scope during some days. The app that owns the scope has the concrete model.

    A concrete model has a foreign key to its scope and names that field in `SCOPE`. Only `appoint()` and
    `end_appointment()` write rows. An ended row stays as the history of the post.
    """

    SCOPE: ClassVar[str]

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    role = models.CharField(_("role"), max_length=24)
    during = DateRangeField(_("during"), default=since)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.role_label} · {self.scope} · {self.user}"

    @property
    def scope(self) -> Any:
        return getattr(self, self.SCOPE)

    @property
    def role_label(self) -> str:
        known = roles().get(self.role)
        return str(known.label) if known else self.role

    @property
    def kind(self) -> str:
        """The kind of scope as addresses name it: “unit”, “grid”, “station”."""
        return self.SCOPE

    @property
    def days_in_words(self) -> str:
        return days_label(self.during)

    @property
    def admin_change_url(self) -> str:
        """The name of the change page in admin, for templates that list appointments of several kinds."""
        return f"admin:{self._meta.app_label}_{self._meta.model_name}_change"

    @property
    def is_current(self) -> bool:
        return clock.today() in self.during
