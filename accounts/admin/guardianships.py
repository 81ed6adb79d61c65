"""Who acts for whom, as the office enters and ends it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from accounts.actions.guardianships import end_guardianship, enter_guardianship
from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from accounts.models import Guardianship
from accounts.rules.people import can_end_guardianship
from common.admin.pages import act_on_row, posted


@admin.register(Guardianship)
class GuardianshipAdmin(FindsPeopleAdmin):
    """A guardianship is entered and ended, and never rewritten: one can always read who acted for whom."""

    fields = ["person", "by", "kind"]
    list_display = ["person", "kind", "by", "days"]
    list_filter = ["kind"]
    list_select_related = ["person", "by"]
    autocomplete_fields = ["person", "by"]
    search_fields = ["person__name", "by__name"]
    actions_detail = ["end"]

    def get_fields(self, request: HttpRequest, obj: Guardianship | None = None) -> Any:
        return [*self.fields, "days"] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Guardianship | None = None) -> Any:
        return ["days"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Guardianship | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Guardianship | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Guardianship, form: Any, change: bool) -> None:
        made = enter_guardianship(obj.person, guardian=obj.by, kind=obj.kind, by=acting_user(request))
        obj.pk = made.pk
        obj._state.adding = False

    def has_end_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        guardianship = self.row_of(request, obj)
        return guardianship is None or can_end_guardianship(guardianship, acting_user(request))

    @action(description=_("End this guardianship"), icon="event_busy", url_path="end", permissions=["end"])
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask once; then it ends today."""
        guardianship = self.get_object(request, object_id) if self.has_view_permission(request) else None
        if guardianship is None:
            raise Http404
        people = {"guardian": guardianship.by, "ward": guardianship.person}
        return act_on_row(
            self,
            request,
            guardianship,
            forms.Form(posted(request)),
            run=lambda _answers: end_guardianship(guardianship, by=acting_user(request)),
            title=gettext("End this guardianship"),
            text=gettext("From today on %(guardian)s no longer acts for %(ward)s.") % people,
            button=gettext("End this guardianship"),
            then="admin:accounts_guardianship_changelist",
        )
