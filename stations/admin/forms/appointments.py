"""What is asked for when somebody is appointed to a station."""

from typing import ClassVar

from accounts.admin.forms.appointments import AppointmentGrantForm
from stations.models import StationAppointment


class StationGrantForm(AppointmentGrantForm):
    """The form by which somebody is appointed to a station, as a receptionist."""

    class Meta(AppointmentGrantForm.Meta):
        model = StationAppointment
        fields: ClassVar = ["station", "during"]
