from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events and registrations")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from events import permissions, scopes
        from events.models import Event
        from grid.selectors.unit_dependents import DependentKind, register_unit_dependents
        from stations.selectors.programme import holds_of_drafts
        from stations.selectors.usage_sql import leave_out_of_use

        permissions.declare()
        scopes.register()
        leave_out_of_use(holds_of_drafts(Event))
        advice = _("Open each event and choose another organiser.")
        register_unit_dependents({"events.Event.organiser": DependentKind(advice, Q(pk__isnull=False))})
