"""The list of activities and the form of one, with its shifts."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.base import ScopedTabularInline
from common.admin.scope import reach_of, visible
from common.http.keys import whole_number
from events.admin.drafts import DraftAdmin
from events.models import Event
from grid.models import Matter, OrgUnit
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
from volunteers.selectors.matter_help import known_from_matter

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
class ActivityAdmin(DraftAdmin):
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
    without_links = ("team", "space", "event", "building", "lead", "organiser")
    autocomplete_fields = ["matter"]
    actions_row = ["people", "publish", "copy", "call_off"]
    actions_detail = ["people", "publish", "copy", "result", "call_off"]
    fieldsets = [
        (gettext_lazy("What"), {"fields": ["title", ("team", "service"), "kind", "content", "matter", "seen"]}),
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

    # --- The list

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        activities = cast(ActivityQuerySet, super().get_queryset(request)).with_places()
        return activities.defer("title_search")

    @display(description=gettext_lazy("activity"), header=True, ordering="title")
    def headline(self, activity: Activity) -> list[Any]:
        return [activity.title, f"{activity.team} · {activity.get_service_display()}"]

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

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Teams that the user runs, leads of them and the office, rooms and events that the user sees."""
        own_teams = Team.objects.within(reach_of(Activity, request, "add"), "add").in_use()
        match db_field.name:
            case "lead":
                kwargs["form_class"] = LeadField
            case "team":
                kwargs["queryset"] = own_teams.order_by("level", "pk")
            case "organiser":
                kwargs["queryset"] = OrgUnit.objects.within(reach_of(Activity, request, "add")).in_tree_order()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        match db_field.name:
            case "event":
                coming = visible(Event, request).to_come().exclude(status=Event.Status.CANCELLED)
                field.queryset = self.or_of_this_row(request, coming, "event").order_by("starts_at", "pk")
                field.empty_label = _("at no event")
            case "building":
                field.empty_label = _("at no building")
            case "lead":
                leads = self.or_of_this_row(request, users_who_may_lead(own_teams), "lead")
                field.queryset = leads.select_related("person").order_by("person__name_sort", "pk")
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The team, where the user runs only one; the user as person in charge; what a matter says that it is for."""
        teams = Team.objects.within(reach_of(Activity, request, "add"), "add").in_use().top()
        own = list(teams.order_by("pk")[:2])
        asked = super().get_changeform_initial_data(request)
        number = whole_number(str(asked.get("matter", "")))
        matter = visible(Matter, request).filter(pk=number).first() if number is not None else None
        return {
            "team": own[0].pk if len(own) == 1 else None,
            "lead": acting_user(request).pk,
            **(known_from_matter(matter) if matter else {}),
            **asked,
        }

    def save_model(self, request: HttpRequest, obj: Activity, form: Any, change: bool) -> None:
        """A new activity is a draft; a change goes through the action, which moves shifts and tells people."""
        if not change:
            draft_activity(obj, by=acting_user(request))
            self.warn_about_time(request, obj)
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
            self.warn_about_time(request, activity)

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

    # --- Acts; each is a page, and only its form changes anything

    def possible_acts(self, row: Activity, by: User) -> frozenset[ActivityAct]:
        return possible_activity_acts(row, by)

    def is_act_possible(self, act: str, row: Activity) -> bool:
        return is_activity_act_possible(ActivityAct(act), row)

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
        return [
            self.page_path("<path:object_id>/result/withdraw/", activity_actions.withdraw, "withdraw_result"),
            *super().get_urls(),
        ]
