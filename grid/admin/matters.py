"""Matters as the office keeps them: the kinds, the list of all, and the three rates."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.base import ScopedModelAdmin
from common.admin.filters import LastDaysFilter
from common.admin.lists import ExportsList
from common.admin.pages import act_page, ask_once, posted, redirect_with_success, require_allowed, site_page
from common.admin.scope import visible
from common.http.keys import whole_number
from common.time import clock, formatting
from grid.actions.exports import export_matters
from grid.actions.matter_kinds import add_usual_kinds
from grid.admin.base import OneCommunityAdmin
from grid.models import Community, Matter, MatterExclusion, MatterKind
from grid.notifications.matters import due_in_words
from grid.selectors.matter_rates import matter_rates, reported_in_year

STATES = {
    "reported": "warning",
    "received": "warning",
    "in_hand": "warning",
    "planned": "info",
    "done": "success",
    "confirmed": "success",
    "impossible": "danger",
    "elsewhere": "info",
    "duplicate": "info",
    "rejected": "danger",
}


@admin.register(MatterKind)
class MatterKindAdmin(OneCommunityAdmin):
    """The office's table of kinds, each with its clock."""

    list_display = ["name", "within", "in_use", "of_visits", "community"]
    list_filter = ["in_use"]
    search_fields = ["name"]
    ordering = ["position", "pk"]
    fields = ["community", "name", "icon", ("hours", "working_days"), ("in_use", "of_visits"), "position"]
    actions_list = ["usual"]

    @admin.display(description=_("answered within"))
    def within(self, kind: MatterKind) -> str:
        return kind.clock_in_words

    def has_usual_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The usual kinds are offered while there are none."""
        return self.has_add_permission(request) and not visible(MatterKind, request).exists()

    @action(description=_("Enter the usual kinds"), icon="playlist_add", url_path="usual", permissions=["usual"])
    def usual(self, request: HttpRequest) -> HttpResponse:
        """Ask once, then enter the kinds with which a community begins."""
        community: Any = visible(Community, request).order_by("pk").first()
        require_allowed(community is not None)
        form = forms.Form(posted(request))
        return ask_once(
            request,
            form,
            run=lambda answers: add_usual_kinds(community, by=acting_user(request)),
            done=lambda made: redirect_with_success(
                request,
                gettext("The usual kinds are entered. Please look through their clocks."),
                "admin:grid_matterkind_changelist",
            ),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=gettext("Enter the usual kinds"),
                text=gettext(
                    "Emergencies within 2 hours, water and power within 24, the rest within 3, 7 or 15 working days."
                ),
                button=gettext("Enter them"),
                back=reverse("admin:grid_matterkind_changelist"),
            ),
        )


class ReportedFilter(LastDaysFilter):
    """A filter of matters by when they were reported."""

    title = _("reported")
    field = "reported_at"


class LateFilter(admin.SimpleListFilter):
    """A filter of matters: what should have been received, or answered, by now."""

    title = _("overdue")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("overdue"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.late() if self.value() == "1" else queryset


@admin.register(Matter)
class MatterAdmin(ExportsList, ScopedModelAdmin):
    """The office's list of all matters. What is done with one is done on its page at the desk."""

    list_display = ["number", "reported_on", "kind", "place_in_words", "standing", "due", "handled_by"]
    list_display_links = ["number", "place_in_words"]
    list_filter = [("status", ChoicesDropdownFilter), "kind", "grid", LateFilter, ReportedFilter]
    list_select_related = ["kind", "building__estate", "gate__estate", "grid", "handler__person"]
    search_fields = ["words", "place", "answer"]
    actions_list = ["export", "rates"]
    export_suffix = "csv"
    export_text = _("A list with the field names of Open311 GeoReport v2. Nobody who reported stands in it.")
    export_choices = [("year", _("of the last year")), ("all", _("everything"))]
    SHOWN = (
        "number",
        "kind",
        "words",
        "place_in_words",
        "grid",
        "status",
        "answer",
        "reported_at",
        "until",
        "first_handler",
        "handler",
        "desk",
    )

    @admin.display(description=_("number"), ordering="pk")
    def number(self, matter: Matter) -> str:
        return str(matter.pk)

    @admin.display(description=_("reported"), ordering="reported_at")
    def reported_on(self, matter: Matter) -> str:
        return formatting.day(matter.reported_at)

    @admin.display(description=_("place"))
    def place_in_words(self, matter: Matter) -> str:
        return Truncator(matter.where).chars(30)

    @display(description=_("state"), ordering="status", label=STATES)
    def standing(self, matter: Matter) -> tuple[str, str]:
        return matter.status, str(matter.get_status_display())

    @admin.display(description=_("to be answered by"), ordering="due_at")
    def due(self, matter: Matter) -> str:
        if not matter.is_open:
            return "–"
        day = formatting.day(matter.due_day)
        return gettext("%(day)s, overdue") % {"day": day} if matter.is_late else day

    @admin.display(description=_("to be answered by"))
    def until(self, matter: Matter) -> str:
        return due_in_words(matter)

    @admin.display(description=_("handled by"))
    def handled_by(self, matter: Matter) -> str:
        return str(matter.handler or "–")

    @admin.display(description=_("page at the desk"))
    def desk(self, matter: Matter) -> SafeString:
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>',
            reverse("desk:matter", args=[matter.pk]),
            gettext("Look after it at the desk"),
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.SHOWN

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.SHOWN

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A matter is never edited; the acts at the desk check their own right."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A report is written down at the desk."""
        require_allowed(self.has_add_permission(request))
        return HttpResponseRedirect(reverse("desk:new_matter"))

    def named_in_history(self, request: HttpRequest, obj: Any, model: type[models.Model]) -> models.QuerySet:
        """Staff by name, but not whoever reported it or follows it: they may be anonymous, also only from now on."""
        rows = super().named_in_history(request, obj, model)
        return rows.exclude(person__matters_reported__matter=obj) if model is User else rows

    # --- The rates, and the list as a file

    @action(description=_("Three rates"), icon="percent", url_path="rates", permissions=["view"])
    def rates(self, request: HttpRequest) -> HttpResponse:
        """Answered, solved, content, of the matters of a year; and what does not count, with why and by whom."""
        rows: Any = visible(Matter, request)
        this_year = clock.today().year
        asked = whole_number(request.GET.get("year", ""))
        year = asked if asked and 2000 <= asked <= this_year else this_year
        chosen = reported_in_year(rows, year)
        first = rows.order_by("reported_at").values_list("reported_at", flat=True).first()
        years = range(this_year, (formatting.local(first).year if first else this_year) - 1, -1)
        exclusions = MatterExclusion.objects.filter(matter__in=chosen.order_by().values("pk"))
        return site_page(
            request,
            "admin/grid/matters/rates.html",
            gettext("Three rates"),
            rates=matter_rates(chosen),
            year=year,
            years=list(years),
            exclusions=exclusions.select_related(
                "matter__kind",
                "matter__building__estate",
                "matter__gate__estate",
                "matter__grid",
                "by__person",
                "agreed_by__person",
            ),
        )

    def chosen(self, rows: QuerySet, which: str) -> QuerySet:
        return rows.filter(reported_at__gt=clock.now() - dt.timedelta(days=365)) if which == "year" else rows

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        return export_matters(rows, by=by, reason=reason)
