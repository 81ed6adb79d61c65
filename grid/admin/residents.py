"""Who lives where, as the office keeps it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from accounts.auth.http import acting_user
from accounts.forms.people import WHAT_TO_TYPE
from accounts.models import Person
from common.admin.pages import act_on_row, posted
from grid.actions.exports import export_residences
from grid.actions.residents import move_in, move_out
from grid.admin.base import FindsPlacesAdmin, OfPersonAdmin
from grid.admin.call_list import call_list_page
from grid.admin.filters import AgeFilter, BuildingOfEstateFilter, CurrentFilter, NotVisitedFilter
from grid.admin.households import move_in_page
from grid.models import Residence


@admin.register(Residence)
class ResidenceAdmin(OfPersonAdmin, FindsPlacesAdmin):
    """The office's list of residences. A residence is opened and ended, and never edited."""

    list_display = ["who", "phone", "where", "days"]
    shown: ClassVar = list_display
    list_filter = [
        CurrentFilter,
        "building__estate",
        ("building", BuildingOfEstateFilter),
        AgeFilter,
        NotVisitedFilter,
        "building__grid",
    ]
    actions = ["call_list"]
    list_select_related = ["person", "building__estate", "household__building__estate"]
    search_fields = ["person__name"]
    search_help_text = WHAT_TO_TYPE
    household_path, building_path = "household__", "building__"
    fields = ["person", ("building", "household")]
    actions_list = ["household", "export"]
    actions_detail = ["move_out"]

    def matching(self, request: HttpRequest, typed: str) -> Q:
        return super().matching(request, typed) | self.of_places(request, typed)

    # --- The form: a residence is opened and ended; nobody edits one that has been

    def save_model(self, request: HttpRequest, obj: Residence, form: Any, change: bool) -> None:
        new = move_in(obj.person, household=obj.household, building=obj.building, by=acting_user(request))
        obj.pk, obj.during = new.pk, new.during

    # --- Acts

    @action(description=_("A household moves in"), icon="family_restroom", url_path="household", permissions=["add"])
    def household(self, request: HttpRequest) -> HttpResponse:
        return move_in_page(self, request)

    @action(description=_("Moved out"), icon="logout", url_path="move-out", permissions=["open"])
    def move_out(self, request: HttpRequest, object_id: str) -> HttpResponse:
        home = self.get_object(request, object_id)
        if home is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return act_on_row(
            self,
            request,
            home,
            forms.Form(posted(request)),
            run=lambda _answers: move_out(home, by=acting_user(request)),
            title=gettext("Moved out"),
            text=gettext("It ends with yesterday and stays in the history. One entered today is taken back whole."),
            button=gettext("Moved out"),
            done=gettext("%(name)s has moved out.") % {"name": home.person.name},
            then="admin:grid_residence_changelist",
            danger=True,
        )

    @admin.action(description=_("List to call"), permissions=["view"])
    def call_list(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return call_list_page(self, request, queryset)

    # --- Export

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        return export_residences(rows, by=by, reason=reason)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        known = ["building", "household"]
        return ["person", *known] if Person in self.admin_site._registry else known

    @admin.display(description=_("lives in"), ordering="building__estate__name")
    def where(self, residence: Residence) -> str:
        return str(residence.household or residence.building)
