"""Series as the office keeps them: the rule and what all dates say; what becomes of each date is shown first."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.deletions import Deletion
from common.admin.pages import act_on_row, posted, require_allowed
from common.admin.scope import reach_of
from common.exceptions import Refused
from common.http.keys import get_visible_or_404
from common.time import clock, formatting
from events.actions.series import (
    PlanUnseen,
    cancel_series,
    change_series,
    delete_series,
    draft_series,
    publish_series,
)
from events.admin.drafts import DraftAdmin
from events.admin.forms.events import EventCancelForm
from events.admin.forms.series import EventSeriesForm
from events.models import Event, EventSeries
from events.presenters.series import field_names_in_words, rhythm_in_words
from events.rules.series import SeriesAct, is_series_act_possible, possible_series_acts
from events.selectors.series import coming_dates
from grid.models import OrgUnit
from stations.admin.base import cell_in_one_line


@admin.register(EventSeries)
class EventSeriesAdmin(DraftAdmin):
    """Series of events. A date is changed alone on its own page, and is marked here then."""

    form = EventSeriesForm
    list_display = ["headline", "rhythm_words", "next_date", "dates", "standing"]
    list_filter = [("status", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter), "organiser"]
    without_links = ("organiser", "grid", "space")
    actions_detail = ["publish", "call_off"]
    change_form_before_template = "admin/events/series_plan.html"
    change_form_after_template = "admin/events/series_dates.html"
    fieldsets = [
        (
            gettext_lazy("What"),
            {"fields": ["title", "summary", ("kind", "audience"), "description", "seen", "plan_seen"]},
        ),
        (
            gettext_lazy("On which days"),
            {
                "description": gettext_lazy("Days on which the room is taken are left out and named."),
                "fields": [
                    ("rhythm", "every"),
                    "weekdays",
                    "nth",
                    ("first_day", "last_day", "times"),
                    "without_holidays",
                ],
            },
        ),
        (
            gettext_lazy("When and where"),
            {
                "fields": [
                    ("starts", "minutes"),
                    ("space", "place"),
                    ("meeting_point", "bring"),
                    ("organiser", "grid"),
                    "access",
                ]
            },
        ),
        (
            gettext_lazy("Registration"),
            {"fields": ["sign_up", ("capacity", "largest_party"), ("min_age", "max_age")]},
        ),
    ]

    # --- The list

    def get_ordering(self, request: HttpRequest) -> Any:
        """Whose next date is nearest stands first; what is over comes last."""
        return [Subquery(_next_date()).asc(nulls_last=True), "-first_day", "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        live = Q(events__isnull=False) & ~Q(events__status=Event.Status.CANCELLED)
        return super().get_queryset(request).annotate(next_at=Subquery(_next_date()), count=Count("events", live))

    @display(description=gettext_lazy("series of events"), header=True, ordering="title")
    def headline(self, series: EventSeries) -> list[Any]:
        return [series.title, series.get_kind_display()]

    @admin.display(description=gettext_lazy("it repeats"))
    def rhythm_words(self, series: EventSeries) -> str:
        return rhythm_in_words(series)

    @admin.display(description=gettext_lazy("next date"))
    def next_date(self, series: Any) -> SafeString | str:
        if series.next_at is None:
            return "–"
        return cell_in_one_line(f"{formatting.day(series.next_at)} {formatting.clock_time(series.next_at)}")

    @admin.display(description=gettext_lazy("dates"))
    def dates(self, series: Any) -> int:
        return cast(int, series.count)

    @display(
        description=gettext_lazy("status"),
        ordering="status",
        label={"draft": "warning", "published": "success", "cancelled": "danger", "over": ""},
    )
    def standing(self, series: Any) -> tuple[str, str]:
        if series.is_published and series.next_at is None:
            return "over", _("over")
        return series.status, str(series.get_status_display())

    # --- The form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The organiser is one for whom the user keeps events."""
        if db_field.name == "organiser":
            kwargs["queryset"] = OrgUnit.objects.within(reach_of(EventSeries, request, "change")).in_tree_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the question why dates fall away, where neighbours know of them."""
        groups = super().get_fieldsets(request, obj)
        if obj is None or not obj.is_published or not self.has_change_permission(request, obj):
            return groups
        return [*groups, (gettext_lazy("When you save"), {"fields": ["reason"]})]

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the change would do, once it was sent; and each date with what it says of its own."""
        context = super().page_context(request, obj)
        refusal = getattr(request, "refusal", None)
        if isinstance(refusal, PlanUnseen) and request.method == "POST":
            context["plan"] = refusal.plan
            context["plan_told"] = _people_told(refusal.plan.told_dates)
            context["plan_lines"] = [
                (date, field_names_in_words(date.changes), field_names_in_words(date.own_fields))
                for date in refusal.plan.dates
            ]
        if obj is not None:
            context["series"] = obj
            context["enrolled"] = obj.enrolments.live().count()
            context["lines"] = lines_of_series(obj)
        return context

    def save_model(self, request: HttpRequest, obj: EventSeries, form: Any, change: bool) -> None:
        """A new series is a draft; a change goes through the action, which shows first what it does."""
        by = acting_user(request)
        if change:
            seen, reason = form.cleaned_data.get("plan_seen", ""), form.cleaned_data.get("reason", "")
            saved = change_series(obj, by=by, seen=seen, reason=reason, **form.changes())
        else:
            saved = draft_series(obj, by=by)
        if left_out := sum(1 for one in saved.skipped if one["why"] != "left_out"):
            text = ngettext(
                "%(n)d day of the rule is left out; it stands below, with the reason.",
                "%(n)d days of the rule are left out; they stand below, with the reasons.",
                left_out,
            )
            self.message_user(request, text % {"n": left_out}, messages.WARNING)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deletion:
        """A draft goes with its dates, which the action deletes before it."""
        names, counts, needed, _in_the_way = super().get_deleted_objects(objs, request)
        return names, counts, needed, []

    def delete_model(self, request: HttpRequest, obj: EventSeries) -> None:
        delete_series(obj, by=acting_user(request))

    # --- Acts; each is a page, and only its form changes anything

    def possible_acts(self, row: EventSeries, by: User) -> frozenset[SeriesAct]:
        return possible_series_acts(row, by)

    def is_act_possible(self, act: str, row: EventSeries) -> bool:
        return is_series_act_possible(SeriesAct(act), row)

    def view_on_site(self, obj: Any) -> str | None:
        """A series has no page of its own: its dates have."""
        return None

    def _series(self, request: HttpRequest, object_id: str) -> EventSeries:
        series: EventSeries = get_visible_or_404(self.get_queryset(request), object_id)
        require_allowed(self.has_change_permission(request, series))
        return series

    @action(
        description=gettext_lazy("Publish"),
        icon="campaign",
        url_path="publish",
        permissions=["change"],
        variant=ActionVariant.PRIMARY,
    )
    def publish(self, request: HttpRequest, object_id: str) -> HttpResponse:
        series = self._series(request, object_id)

        def refused(refusal: Refused) -> HttpResponse:
            messages.error(request, str(refusal))
            return redirect("admin:events_eventseries_change", series.pk)

        return act_on_row(
            self,
            request,
            series,
            forms.Form(posted(request)),
            run=lambda _answers: publish_series(series, by=acting_user(request)),
            title=_("Publish the series"),
            text=_("From then on everybody sees all its dates and can sign up. Please check the dates once more."),
            button=_("Publish"),
            done=_("“%(series)s” is now public, with all its dates.") % {"series": series},
            refused=refused,
        )

    @action(
        description=gettext_lazy("Cancel the rest"),
        icon="event_busy",
        url_path="cancel",
        permissions=["change"],
        variant=ActionVariant.DANGER,
    )
    def call_off(self, request: HttpRequest, object_id: str) -> HttpResponse:
        series = self._series(request, object_id)
        dates = list(coming_dates(series).exclude(status=Event.Status.CANCELLED))
        text = _("%(dates)d dates are to come. %(people)d people are registered or waiting, and each is told once.")
        return act_on_row(
            self,
            request,
            series,
            EventCancelForm(posted(request)),
            run=lambda answers: cancel_series(series, by=acting_user(request), reason=answers["reason"]),
            title=_("Cancel the rest of the series"),
            text=text % {"dates": len(dates), "people": _people_told(dates)},
            button=_("Cancel the dates and tell everybody"),
            done=_("The dates to come are cancelled; everybody who registered is told."),
            danger=True,
        )


def _next_date() -> QuerySet:
    rows = Event.objects.filter(series=OuterRef("pk"), starts_at__gt=clock.now())
    return rows.exclude(status=Event.Status.CANCELLED).order_by("starts_at").values("starts_at")[:1]


def _people_told(dates: list[Event]) -> int:
    """How many people hear of it, each once."""
    registrations: Any = Event._meta.get_field("registrations").related_model
    live = registrations.objects.live().filter(event__in=dates)
    return int(live.order_by().aggregate(n=Count(F("person"), distinct=True))["n"])


def lines_of_series(series: EventSeries) -> list[dict[str, Any]]:
    """The dates in order, and the days that were left out: `day` in words, the `event` or why there is `none`."""
    dates = series.events.with_waiting().defer("title_search", "place_search", "description").order_by("starts_at")
    made = [
        {
            "at": event.starts_at,
            "day": formatting.span(event.starts_at, event.ends_at),
            "event": event,
            "own": field_names_in_words(event.own_fields),
        }
        for event in dates
    ]
    skipped = [
        {"at": clock.day_start(day), "day": formatting.day(day), "none": one["words"], "why": one["why"]}
        for one in series.skipped
        for day in [formatting.day_from_address(one["day"])]
        if day
    ]
    return sorted([*made, *skipped], key=lambda line: line["at"])
