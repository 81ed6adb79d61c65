from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = _("Stations")

    def ready(self) -> None:
        # Models are there only now, and these modules import them.
        from stations import permissions, scopes

        permissions.declare()
        scopes.register()
