from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GridConfig(AppConfig):
    name = "grid"
    verbose_name = _("Places and organisation")

    def ready(self) -> None:
        from grid import handover_parts, rights
        from grid.actions import appointments

        rights.declare()
        appointments.declare()
        handover_parts.declare()
