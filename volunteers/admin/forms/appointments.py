"""What is asked for when somebody is appointed to lead a team."""

from typing import ClassVar

from accounts.admin.forms.appointments import AppointmentGrantForm
from volunteers.models import TeamAppointment


class TeamGrantForm(AppointmentGrantForm):
    """The form by which somebody is appointed to lead a team, with all its sub-teams, or one sub-team."""

    class Meta(AppointmentGrantForm.Meta):
        model = TeamAppointment
        fields: ClassVar = ["team", "during"]
