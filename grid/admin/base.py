"""Bases of admin classes: of records that name their community, of dated rows about a person, of sensitive lists."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.access_log import log_reading
from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from accounts.selectors.people import is_own
from common.admin.base import ScopedModelAdmin
from common.admin.lists import ExportsList
from common.admin.scope import visible
from common.admin.search import LONGEST
from common.http.keys import get_visible_or_404
from common.time import clock
from grid.admin.filters import CURRENT_OR_ALL
from grid.admin.forms.base import OneCommunityForm
from grid.models import Community, Estate
from grid.selectors.places import PlaceReader


class OneCommunityAdmin(ScopedModelAdmin):
    """Base of records that name their community. With one community in the installation the field is hidden."""

    form = OneCommunityForm

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*(super().get_exclude(request, obj) or []), *self._hidden(request)]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_fields(request, obj)
        return [name for name in fields if name not in self._hidden(request)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Hide the field in groups of fields too."""
        hidden = self._hidden(request)
        groups = super().get_fieldsets(request, obj)
        return [
            (title, {**group, "fields": [one for one in group["fields"] if one not in hidden]})
            for title, group in groups
        ]

    def get_list_display(self, request: HttpRequest) -> Any:
        return [name for name in super().get_list_display(request) if name not in self._hidden(request)]

    def get_list_filter(self, request: HttpRequest) -> list:
        hidden = self._hidden(request)
        filters = super().get_list_filter(request)
        return [item for item in filters if not (isinstance(item, tuple) and item[0] in hidden)]

    def _hidden(self, request: HttpRequest) -> list[str]:
        if not hasattr(request, "community_is_hidden"):
            request.community_is_hidden = visible(Community, request).count() <= 1  # type: ignore[attr-defined]
        return ["community"] if request.community_is_hidden else []  # type: ignore[attr-defined]


class OfPersonAdmin(ExportsList, FindsPeopleAdmin):
    """Base of links and residences: opened by the form, ended by the buttons above it, and never edited."""

    shown: ClassVar[list[str]]
    export_choices = CURRENT_OR_ALL
    ordering = ["person__name_sort", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(person_is_own=is_own(acting_user(request), "person"))

    @admin.display(description=_("person"), ordering="person__name_sort")
    def who(self, row: Any) -> str:
        return row.person.name

    @admin.display(description=_("phone"))
    def phone(self, row: Any) -> str:
        """Of the own people; whoever has left is among them no more."""
        return row.person.masked_phone if row.person_is_own else ""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.shown if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.shown if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Permission of the form. The buttons above it check their own permission."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_open_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the row has not ended and the user may change it; of a whole list, whether they may change rows."""
        row = self.row_of(request, obj)
        if not super().has_change_permission(request, row):
            return False
        return row is None or row.during.upper is None or row.during.upper > clock.today()

    def chosen(self, rows: QuerySet, which: str) -> QuerySet:
        return rows.filter(during__contains=clock.today()) if which == "current" else rows


class SensitiveAdmin(FindsPeopleAdmin):
    """Base of the register and transfers. Each showing is logged for each person on it; pickers do not offer them."""

    what: str

    class Media:
        css = {"all": ["office/events.css", "office/register.css"]}

    def people_of(self, rows: list[Any]) -> set[int]:
        raise NotImplementedError

    def log(self, request: HttpRequest, rows: list[Any], reason: str) -> None:
        log_reading(self.people_of(rows), what=self.what, reason=reason, by=acting_user(request))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            if rows := list(response.context_data["cl"].result_list):
                self.log(request, rows, gettext("list in the office"))
            response.headers["Cache-Control"] = "no-store"
        return response

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = get_visible_or_404(self.get_queryset(request), object_id)
        self.log(request, [row], gettext("history of changes"))
        return super().history_view(request, object_id, extra_context)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            raise PermissionDenied
        return super().get_search_results(request, queryset, search_term)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FindsPlacesAdmin(ScopedModelAdmin):
    """Base of lists of places: an address is found as people write it (grid.selectors.places), in its own estate.

    `household_path` and `building_path` lead to what the rows are about; without a household, only buildings are met.
    """

    household_path: str | None
    building_path: str

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        if met := self.of_places(request, search_term):
            return queryset.filter(met), False
        return super().get_search_results(request, queryset, search_term)

    def of_places(self, request: HttpRequest, typed: str) -> Q:
        """The condition for rows in a place that was typed; empty where none was."""
        reader = PlaceReader(lambda: visible(Estate, request))
        met = Q()
        for place in reader.read(typed[:LONGEST], alone=True):
            if not place.name:
                here, flats = self.building_path, self.household_path
                met |= place.of_building(here) if flats is None else place.of_household(flats, here)
        return met
