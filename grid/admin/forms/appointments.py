"""What is asked for when a role at a unit or on a grid is granted."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from accounts.admin.forms.appointments import AppointmentGrantForm
from grid.models import GridAppointment, OrgUnit, UnitAppointment


class UnitGrantForm(AppointmentGrantForm):
    """The form for an appointment at a unit: a role that exists at the unit's level, or an error at `unit`."""

    class Meta(AppointmentGrantForm.Meta):
        model = UnitAppointment
        fields: ClassVar = ["role", "unit", "during"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        role, unit = self.cleaned_data.get("role"), self.cleaned_data.get("unit")
        if role and isinstance(unit, OrgUnit) and UnitAppointment.LEVELS.get(role) != unit.level:
            self.add_error("unit", _("This role does not exist at units of this level."))
        return cleaned


class GridGrantForm(AppointmentGrantForm):
    """The form for an appointment on a grid. It asks for no role: grid worker is the only one."""

    class Meta(AppointmentGrantForm.Meta):
        model = GridAppointment
        fields: ClassVar = ["grid", "during"]
