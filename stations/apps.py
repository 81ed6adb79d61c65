from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationsConfig(AppConfig):
    """Registers permissions and scopes of stations when the models are loaded."""

    name = "stations"
    verbose_name = _("Stations and bookings")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from stations import permissions, scopes

        permissions.declare()
        scopes.register()
