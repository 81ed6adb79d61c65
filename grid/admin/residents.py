"""Who lives where, as the office keeps it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from accounts.auth.http import acting_user
from accounts.models import Person
from common.admin.base import ScopedModelAdmin
from common.admin.lists import ExportsList
from common.admin.pages import act_page, ask_once, posted, redirect_with_success
from common.time import clock
from grid.actions.exports import export_residences
from grid.actions.residents import move_in, move_out
from grid.admin.filters import CURRENT_OR_ALL, CurrentFilter
from grid.models import Residence


@admin.register(Residence)
class ResidenceAdmin(ExportsList, ScopedModelAdmin):
    list_display = ["who", "phone", "where", "days"]
    list_filter = [CurrentFilter, "building__estate", "building__grid"]
    list_select_related = ["person", "building__estate", "household__building__estate"]
    search_fields = ["person__name", "building__estate__name", "building__number", "household__code"]
    search_help_text = _("Name, estate, building or flat")
    fields = ["person", ("building", "household")]
    actions_detail = ["move_out"]
    export_choices = CURRENT_OR_ALL

    # --- The form: a residence is opened and ended; nobody edits one that has been

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["who", "phone", "where", "days"] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Permission of the form. The button above it ends a residence, and checks its own permission."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Residence, form: Any, change: bool) -> None:
        new = move_in(obj.person, household=obj.household, building=obj.building, by=acting_user(request))
        obj.pk, obj.during = new.pk, new.during

    # --- Acts

    def has_open_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this residence can still be ended; for a whole list, whether the user may change residences."""
        home = self.get_object(request, str(obj)) if obj else None
        if not super().has_change_permission(request, home):
            return False
        return home is None or home.during.upper is None or home.during.upper > clock.today()

    @action(description=_("Moved out"), icon="logout", url_path="move-out", permissions=["open"])
    def move_out(self, request: HttpRequest, object_id: str) -> HttpResponse:
        home = self.get_object(request, object_id)
        if home is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = forms.Form(posted(request))
        return ask_once(
            request,
            form,
            run=lambda _answers: move_out(home, by=acting_user(request)),
            done=lambda _home: redirect_with_success(
                request,
                gettext("%(name)s has moved out.") % {"name": home.person.name},
                "admin:grid_residence_changelist",
            ),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=gettext("Moved out"),
                subtitle=str(home),
                text=gettext(
                    "It ends with yesterday and stays in the history. One entered today is taken back whole."
                ),
                button=gettext("Moved out"),
                back=reverse("admin:grid_residence_change", args=[home.pk]),
                danger=True,
            ),
        )

    # --- Export

    def chosen(self, rows: QuerySet, which: str) -> QuerySet:
        return rows.filter(during__contains=clock.today()) if which == "current" else rows

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        return export_residences(rows, by=by, reason=reason)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        known = ["building", "household"]
        return ["person", *known] if Person in self.admin_site._registry else known

    @admin.display(description=_("person"), ordering="person__name")
    def who(self, residence: Residence) -> str:
        return residence.person.name

    @admin.display(description=_("phone"))
    def phone(self, residence: Residence) -> str:
        return residence.person.masked_phone

    @admin.display(description=_("lives in"), ordering="building__estate__name")
    def where(self, residence: Residence) -> str:
        return str(residence.household or residence.building)
