"""The team and its sub-teams, as the office keeps them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from grid.admin.base import OneCommunityAdmin
from volunteers.admin.forms.teams import TeamForm
from volunteers.models import Team, Volunteer
from volunteers.selectors.volunteers import members_by_team


@admin.register(Team)
class TeamAdmin(OneCommunityAdmin):
    """Teams and sub-teams. One that is needed no longer is taken out of use: what was served stays on record."""

    form = TeamForm
    fields = ["community", "parent", "name", "kind", "about", "unit", "prefix", "active"]
    list_display = ["name", "part_of", "kind", "members", "unit", "active", "community"]
    list_filter = ["community", ("kind", ChoicesDropdownFilter), "active"]
    list_select_related = ["parent", "unit", "community"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return members_by_team(super().get_queryset(request))

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["level", "name", "pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Team | None = None) -> Any:
        """A team stays in its community and on its level."""
        return ["community", "parent"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Team | None = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = Team.objects.top().in_use()
            kwargs["help_text"] = _("Empty: a team of its own. Volunteers join it, and are members of its sub-teams.")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=pgettext_lazy("of a sub-team", "part of"), ordering="parent__name")
    def part_of(self, team: Team) -> str:
        return str(team.parent or "–")

    @admin.display(description=_("volunteers"))
    def members(self, team: Any) -> SafeString:
        """With a link to the list of them."""
        narrowed = {"sub_team": team.pk} if team.parent_id else {"team__id__exact": team.pk}
        return self.link_to_list(Volunteer, team.member_count, **narrowed)
