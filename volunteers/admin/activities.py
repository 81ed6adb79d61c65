"""The list of activities and the form of one, with its shifts."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.base import ScopedModelAdmin, ScopedTabularInline
from common.admin.ordering import next_first
from common.admin.scope import reach_of, visible
from common.http.keys import whole_number
from common.time import clock
from common.time.formatting import clock_time, day
from events.models import Event
from grid.models import OrgUnit
from stations.admin.forms.base import RoomField
from stations.models import Space
from volunteers.actions.activities import (
    HELD,
    MOVES,
    add_shift,
    change_activity,
    change_shift,
    delete_draft_activity,
    draft_activity,
    remove_shift,
)
from volunteers.admin import activity_actions
from volunteers.admin.forms.activities import ActivityForm, LeadField, ShiftForm, ShiftFormSet
from volunteers.models import Activity, Assignment, Shift, Team
from volunteers.querysets import ActivityQuerySet
from volunteers.rules.activities import ActivityAct, is_activity_act_possible, possible_activity_acts
from volunteers.selectors.activities import ActivityStanding, standing_of_activity, users_who_may_lead, without_lead

# Standing → colour of its pill.
COLOURS = {
    "draft": "warning",
    ActivityStanding.OPEN: "success",
    ActivityStanding.FULL: "primary",
    ActivityStanding.BEGUN: "info",
    ActivityStanding.OVER: "",
    ActivityStanding.CANCELLED: "danger",
}
WORDS = {
    ActivityStanding.OPEN: gettext_lazy("volunteers are looked for"),
    ActivityStanding.FULL: gettext_lazy("enough volunteers"),
    ActivityStanding.BEGUN: gettext_lazy("has begun"),
    ActivityStanding.OVER: gettext_lazy("over"),
    ActivityStanding.CANCELLED: gettext_lazy("cancelled"),
}
# The button that saves a draft and goes on to publishing it.
PUBLISH_NEXT = "_publish"


class ActivityWhenFilter(admin.SimpleListFilter):
    """The filter of activities in admin: by time, and by what is left to do."""

    title = gettext_lazy("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("coming", _("to come")),
            ("short", _("to come, volunteers are missing")),
            ("waiting", _("to come, people wait")),
            ("without_lead", _("to come, nobody leads them any longer")),
            ("past", _("past")),
            ("result", _("past, no result is shown")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "coming":
                return queryset.to_come()
            case "short":
                return queryset.to_come().taking_place().filter(open=True, taken__lt=models.F("needed"))
            case "waiting":
                return queryset.to_come().filter(waiting__gt=0)
            case "without_lead":
                return without_lead(queryset)
            case "past":
                return queryset.past()
            case "result":
                return queryset.past().taking_place().filter(result_published_at=None)
        return queryset


class ShiftInline(ScopedTabularInline):
    """The shifts of an activity, on its page."""

    model = Shift
    form = ShiftForm
    formset = ShiftFormSet
    fields = ["role", "capacity", "starts_at", "ends_at", "break_minutes", "min_age", "skills"]
    nothing_yet = gettext_lazy("No shift is entered yet.")


@admin.register(Activity)
class ActivityAdmin(ScopedModelAdmin):
    """Activities as the office keeps them; publishing, cancelling, copying and the result have pages of their own."""

    form = ActivityForm
    inlines = [ShiftInline]
    list_display = ["headline", "when", "where", "standing", "places"]
    list_filter = [
        ActivityWhenFilter,
        ("status", ChoicesDropdownFilter),
        ("service", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        "team",
        "organiser",
    ]
    search_fields = ["title", "place"]
    list_select_related = ["team"]
    actions_row = ["people", "publish", "copy", "call_off"]
    actions_detail = ["people", "publish", "copy", "result", "call_off"]
    fieldsets = [
        (gettext_lazy("What"), {"fields": ["title", ("team", "service"), "kind", "content", "seen"]}),
        (
            gettext_lazy("When and where"),
            {
                "fields": [
                    ("starts_at", "ends_at"),
                    ("space", "event"),
                    ("building", "place"),
                    "meeting_point",
                ]
            },
        ),
        (gettext_lazy("What volunteers should know"), {"fields": ["bring", "risks", "withdraw_hours"]}),
        (gettext_lazy("Who runs it"), {"fields": [("lead", "organiser")]}),
    ]

    class Media:
        css = {"all": ["office/events.css"]}
        js = ("office/event-times.js",)

    # --- The list

    def get_ordering(self, request: HttpRequest) -> Any:
        return next_first("starts_at", models.Q(ends_at__lte=clock.now()))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        activities = cast(ActivityQuerySet, super().get_queryset(request)).with_places()
        return activities.defer("title_search")

    @display(description=gettext_lazy("activity"), header=True, ordering="title")
    def headline(self, activity: Activity) -> list[Any]:
        return [activity.title, f"{activity.team} · {activity.get_service_display()}"]

    @admin.display(description=gettext_lazy("begins"), ordering="starts_at")
    def when(self, activity: Activity) -> SafeString:
        return format_html(
            '<span class="whitespace-nowrap">{} {}</span>', day(activity.starts_at), clock_time(activity.starts_at)
        )

    @admin.display(description=gettext_lazy("place"), ordering="place")
    def where(self, activity: Activity) -> str:
        return activity.place

    @display(description=gettext_lazy("status"), ordering="status", label=COLOURS)
    def standing(self, activity: Activity) -> tuple[str, str]:
        if activity.status == Activity.Status.DRAFT:
            return "draft", _("draft")
        where = standing_of_activity(activity)
        return where.value, str(WORDS[where])

    @admin.display(description=gettext_lazy("volunteers"))
    def places(self, activity: Activity) -> str:
        """“3/8 · 2 waiting”."""
        taken = f"{activity.taken}/{activity.needed}"
        return f"{taken} · " + _("%(n)d waiting") % {"n": activity.waiting} if activity.waiting else taken

    # --- The form

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in {"team", "space", "event", "building", "lead", "organiser"} & set(form.base_fields):
            form.base_fields[name].widget = form.base_fields[name].widget.widget  # without links to edit the other
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Teams that the user runs, leads of them and the office, rooms and events that the user sees."""
        own_teams = Team.objects.within(reach_of(Activity, request, "add"), "add").in_use()
        match db_field.name:
            case "space":
                kwargs["form_class"] = RoomField
            case "lead":
                kwargs["form_class"] = LeadField
            case "team":
                kwargs["queryset"] = own_teams.order_by("level", "pk")
            case "organiser":
                kwargs["queryset"] = OrgUnit.objects.within(reach_of(Activity, request, "add")).in_tree_order()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        match db_field.name:
            case "space":
                field.queryset = self._rooms(request)
                field.empty_label = _("no room of a station")
            case "event":
                field.queryset = self._events(request)
                field.empty_label = _("at no event")
            case "building":
                field.empty_label = _("at no building")
            case "lead":
                field.queryset = self._leads(request, own_teams)
        return field

    def _of_this_row(self, request: HttpRequest) -> models.QuerySet[Activity]:
        """The activity that the page is about, so that saving the form does not lose what it has already."""
        key = whole_number(request.resolver_match.kwargs.get("object_id", "")) if request.resolver_match else None
        return visible(Activity, request).order_by().filter(pk=key)

    def _rooms(self, request: HttpRequest) -> models.QuerySet:
        """Those in use, and the one that the activity has already."""
        seen = visible(Space, request).filter(active=True)
        rooms = Space.objects.filter(
            models.Q(pk__in=seen.order_by().values("pk"))
            | models.Q(pk__in=self._of_this_row(request).values("space"))
        )
        return rooms.select_related("station").order_by("station__kind", "station__name", "number", "name")

    def _leads(self, request: HttpRequest, teams: models.QuerySet[Team]) -> models.QuerySet[User]:
        """Who may be in charge for these teams, and who is already."""
        may, now = users_who_may_lead(teams), self._of_this_row(request)
        leads = User.objects.filter(
            models.Q(pk__in=may.order_by().values("pk")) | models.Q(pk__in=now.values("lead"))
        )
        return leads.select_related("person").order_by("person__name_sort", "pk")

    def _events(self, request: HttpRequest) -> models.QuerySet:
        """Those to come that are not cancelled, and the one at which the activity is already."""
        seen = visible(Event, request).to_come().exclude(status=Event.Status.CANCELLED)
        events = Event.objects.filter(
            models.Q(pk__in=seen.order_by().values("pk"))
            | models.Q(pk__in=self._of_this_row(request).values("event"))
        )
        return events.order_by("starts_at", "pk")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The team, where the user runs only one; and the user as person in charge."""
        teams = Team.objects.within(reach_of(Activity, request, "add"), "add").in_use().top()
        own = list(teams.order_by("pk")[:2])
        return {
            "team": own[0].pk if len(own) == 1 else None,
            "lead": acting_user(request).pk,
            **super().get_changeform_initial_data(request),
        }

    def save_model(self, request: HttpRequest, obj: Activity, form: Any, change: bool) -> None:
        """A new activity is a draft; a change goes through the action, which moves shifts and tells people."""
        if not change:
            draft_activity(obj, by=acting_user(request))
            activity_actions.warn_about_time(request, obj)
            return
        changes = form.changes()
        activity = change_activity(obj, by=acting_user(request), **changes)
        told = Assignment.objects.live().filter(shift__activity=activity).count() if MOVES & changes.keys() else 0
        if told and activity.is_published and not activity.is_over:
            text = ngettext(
                "The new time or place was told to %(n)d volunteer.",
                "The new time or place was told to %(n)d volunteers.",
                told,
            )
            self.message_user(request, text % {"n": told}, messages.SUCCESS)
        if HELD & changes.keys():
            activity_actions.warn_about_time(request, activity)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Each shift through its action; those that the form leaves alone have moved with the activity."""
        by = acting_user(request)
        formset.save(commit=False)
        for shift, fields in formset.changed_objects:
            change_shift(shift, by=by, **{field: getattr(shift, field) for field in fields})
        for shift in formset.new_objects:
            add_shift(shift, by=by)
        for shift in formset.deleted_objects:
            remove_shift(shift, by=by)

    def delete_model(self, request: HttpRequest, obj: Activity) -> None:
        delete_draft_activity(obj, by=acting_user(request))

    def page_context(self, request: HttpRequest, obj: Activity | None) -> dict[str, Any]:
        """A draft is saved and published with one button; the page that asks once more comes between."""
        if obj is None or obj.status == Activity.Status.DRAFT:
            words = {
                "action_name": PUBLISH_NEXT,
                "attrs": {},
                "description": _("Save and publish"),
                "icon": "campaign",
            }
            return {"actions_submit_line": [words]}
        return {}

    def response_change(self, request: HttpRequest, obj: Activity) -> HttpResponse:
        if PUBLISH_NEXT in request.POST and is_activity_act_possible(ActivityAct.PUBLISH, obj):
            return redirect("admin:volunteers_activity_publish", obj.pk)
        return super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Activity, post_url_continue: str | None = None) -> HttpResponse:
        if "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        if PUBLISH_NEXT in request.POST:
            return redirect("admin:volunteers_activity_publish", obj.pk)
        self.message_user(
            request, _("The draft is saved. Nobody sees it yet: look it over, then publish it."), messages.SUCCESS
        )
        return redirect("admin:volunteers_activity_change", obj.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Activity | None = None) -> bool:
        """Only a draft is deleted; what was public is cancelled, and stays."""
        if isinstance(obj, Activity) and not is_activity_act_possible(ActivityAct.DELETE, obj):
            return False
        return super().has_delete_permission(request, obj)

    def view_on_site(self, obj: Activity) -> str | None:
        """A draft has no page yet."""
        return None if obj.status == Activity.Status.DRAFT else obj.get_absolute_url()

    # --- Acts; each is a page, and only its form changes anything

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        """Only what this activity's standing allows."""
        activity = self.get_object(request, str(object_id))
        possible = possible_activity_acts(activity, acting_user(request)) if activity else frozenset()
        return [
            act
            for act in super().get_actions_detail(request, object_id)
            if act.action_name.removeprefix("volunteers_activity_") in possible
        ]

    @action(
        description=gettext_lazy("Who comes"),
        icon="groups",
        url_path="people",
        permissions=["view"],
        variant=ActionVariant.PRIMARY,
    )
    def people(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return activity_actions.who_comes(self, request, object_id)

    @action(description=gettext_lazy("Publish"), icon="campaign", url_path="publish", permissions=["change"])
    def publish(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return activity_actions.publish(self, request, object_id)

    def has_copy_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Copying adds an activity; named as of events, for the same reason."""
        return self.has_add_permission(request)

    @action(description=gettext_lazy("Copy"), icon="content_copy", url_path="copy", permissions=["copy"])
    def copy(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return activity_actions.copy(self, request, object_id)

    @action(description=gettext_lazy("Result"), icon="photo_library", url_path="result", permissions=["change"])
    def result(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return activity_actions.result(self, request, object_id)

    @action(
        description=gettext_lazy("Cancel the activity"),
        icon="event_busy",
        url_path="cancel",
        permissions=["change"],
        variant=ActionVariant.DANGER,
    )
    def call_off(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return activity_actions.call_off(self, request, object_id)

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(partial(view, self)), name=f"volunteers_activity_{name}")

        return [
            page("<path:object_id>/result/withdraw/", activity_actions.withdraw, "withdraw_result"),
            *super().get_urls(),
        ]
