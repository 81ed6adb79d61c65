from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Volunteer service")

    def ready(self) -> None:
        # These modules import models, which are loaded only now.
        from events.actions.events import when_event_moves
        from grid.selectors.unit_dependents import DependentKind, register_unit_dependents
        from stations.selectors.programme import holds_of_drafts
        from stations.selectors.usage_sql import leave_out_of_use
        from volunteers import permissions, scopes
        from volunteers.actions.activities import follow_event
        from volunteers.actions.handover import register_activity_handover
        from volunteers.actions.volunteers import register_volunteer_forgetting
        from volunteers.models import Activity
        from volunteers.selectors.matter_help import register_help_of_volunteers

        permissions.declare()
        scopes.register()
        register_volunteer_forgetting()
        register_activity_handover()
        register_help_of_volunteers()
        leave_out_of_use(holds_of_drafts(Activity))
        when_event_moves(follow_event)
        register_unit_dependents(
            {
                "volunteers.Team.unit": DependentKind(_("Open each team and choose another unit."), Q(active=True)),
                "volunteers.Activity.organiser": DependentKind(
                    _("Open each activity and choose another organising unit."), Q(pk__isnull=False)
                ),
            }
        )
