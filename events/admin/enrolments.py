"""Who takes a whole course, only to look things up: enrolments are made on the public pages and at the desk."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import FindsPeopleAdmin, ReadOnly
from common.admin.scope import visible
from common.time import formatting
from events.models import Enrolment, EventSeries
from events.querysets import EnrolmentQuerySet
from stations.admin.base import cell_in_one_line


class EnrolmentStandingFilter(admin.SimpleListFilter):
    """The filter of enrolments in admin: whether the course is still taken, or was left."""

    title = _("status")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("live", gettext("takes the course")), ("left", gettext("has left it"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "live":
                return queryset.live()
            case "left":
                return queryset.exclude(left_at=None)
        return queryset


@admin.register(Enrolment)
class EnrolmentAdmin(ReadOnly, FindsPeopleAdmin):
    """Who takes which course, since when, and what became of the dates."""

    list_display = ["person", "of_series", "party", "since", "until", "seated", "waiting", "attended"]
    list_display_links = None
    list_filter = ["series", EnrolmentStandingFilter]
    list_select_related = ["person", "series"]
    search_fields = ["person__name", "series__title"]
    ordering = ["-created_at", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        series = visible(EventSeries, request).order_by().filter(pk=OuterRef("series"))
        rows = cast(EnrolmentQuerySet, super().get_queryset(request))
        return rows.with_dates().annotate(series_is_visible=Exists(series))

    @admin.display(description=_("series of events"), ordering="series__title")
    def of_series(self, enrolment: Any) -> SafeString:
        """With a link for who may open the series; a grid worker sees only that somebody goes there."""
        if not enrolment.series_is_visible:
            return format_html("{}", enrolment.series)
        address = reverse("admin:events_eventseries_change", args=[enrolment.series_id])
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', address, enrolment.series
        )

    @admin.display(description=pgettext_lazy("how many", "people"), ordering="seats")
    def party(self, enrolment: Enrolment) -> int:
        return enrolment.seats

    @admin.display(description=_("registered at"), ordering="created_at")
    def since(self, enrolment: Enrolment) -> SafeString:
        return cell_in_one_line(formatting.day(enrolment.created_at))

    @admin.display(description=_("left the course"), ordering="left_at")
    def until(self, enrolment: Enrolment) -> SafeString | str:
        return cell_in_one_line(formatting.day(enrolment.left_at)) if enrolment.left_at else "–"

    @admin.display(description=_("dates with a seat"), ordering="seated")
    def seated(self, enrolment: Any) -> int:
        return int(enrolment.seated)

    @admin.display(description=_("dates on the waitlist"), ordering="waiting")
    def waiting(self, enrolment: Any) -> int:
        return int(enrolment.waiting)

    @admin.display(description=_("dates they came to"), ordering="attended")
    def attended(self, enrolment: Any) -> int:
        return int(enrolment.attended)
