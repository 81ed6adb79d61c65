from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GridConfig(AppConfig):
    name = "grid"
    verbose_name = _("Places and organisation")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from grid import permissions, scopes
        from grid.actions import appointments
        from grid.actions.handover import register_handover_parts
        from grid.actions.homes import register_home_forgetting
        from grid.actions.matter_reports import register_matter_forgetting
        from grid.selectors import unit_dependents
        from grid.selectors.residents import register_homes

        permissions.register_grid_roles()
        scopes.register_grid_scopes()
        appointments.register_appointment_ending()
        register_handover_parts()
        register_homes()
        register_home_forgetting()
        register_matter_forgetting()
        unit_dependents.register_grid_dependents()
