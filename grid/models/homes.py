"""Where people say they live, so that the portal can show them what is near. It proves nothing to anybody."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from common.db.audit import audited
from common.db.triggers import never_changed
from common.time import clock
from grid.models.places import Building
from grid.querysets import StatedHomeQuerySet


# The trail tells that a home was stated, and when, but not where: whereabouts are the person's own affair.
@audited(exclude=["building"])
class StatedHome(models.Model):
    """A person says in which building they live: no door, and one row a person.

    Only the person reads it. No scope is registered, so `visible_to` shows it to nobody. What the office knows is a
    `Residence`, and where there is one it counts instead.
    """

    person = models.OneToOneField(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="stated_home"
    )
    building = models.ForeignKey(
        Building, verbose_name=_("building"), on_delete=models.CASCADE, related_name="stated_homes"
    )
    stated_at = models.DateTimeField(_("stated at"), default=clock.now)

    objects = StatedHomeQuerySet.as_manager()

    database_messages: ClassVar = {
        "stated_home_of_one_person": _("Where somebody lives is said by that person alone."),
    }

    class Meta:
        verbose_name = _("stated home")
        verbose_name_plural = _("stated homes")
        constraints = [
            models.CheckConstraint(
                condition=clock.known("stated_at"),
                name="stated_home_in_known_years",
                violation_error_message=_("A home is stated in the years 2000 to 2100."),
            ),
        ]
        triggers = [never_changed("person_id", name="stated_home_of_one_person")]

    def __str__(self) -> str:
        # Without the person: pages of the office that count what hangs on a building must not tell who lives there.
        return str(self.building)
