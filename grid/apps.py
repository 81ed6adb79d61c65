from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GridConfig(AppConfig):
    name = "grid"
    verbose_name = _("Places and organisation")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from grid import permissions, scopes
        from grid.actions import appointments
        from grid.actions.handover_parts import declare
        from grid.selectors import unit_dependents

        permissions.declare()
        scopes.register()
        appointments.declare()
        declare()
        unit_dependents.register()
