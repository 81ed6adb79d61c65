from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = _("Stations")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from stations import permissions, scopes

        permissions.declare()
        scopes.register()
