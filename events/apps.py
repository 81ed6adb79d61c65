from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from events import permissions, scopes
        from events.selectors import rooms
        from grid.selectors.unit_dependents import Kind, register_dependents
        from stations.selectors import usage_sql

        permissions.declare()
        scopes.register()
        usage_sql.leave_out(rooms.holds_of_drafts)
        advice = _("Open each event and choose another organiser.")
        register_dependents({"events.Event.organiser": Kind(advice, Q(pk__isnull=False))})
