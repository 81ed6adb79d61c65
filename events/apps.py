from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from events.permissions import declare
        from events.selectors import rooms
        from stations.selectors import usage_sql

        declare()
        usage_sql.leave_out(rooms.held_by_drafts)
