"""The list of events and the form of one."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pictures.models import PictureField
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminImageFieldWidget

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.scope import reach_of
from common.files.images import PhotoField
from common.time import clock
from events.actions.events import HELD, MOVES, change_event, delete_draft, draft_event
from events.admin import event_actions
from events.admin.attendees import export, neighbour, party, who_comes
from events.admin.check_in import who_came
from events.admin.drafts import DraftAdmin
from events.admin.feedback import feedback
from events.admin.forms.events import EventForm
from events.models import Event
from events.presenters.series import field_names_in_words
from events.querysets import EventQuerySet
from events.rules.events import EventAct, is_event_act_possible, possible_event_acts
from events.selectors.events import EventStanding, standing_of_event
from grid.models import OrgUnit

# Standing → colour of its pill.
COLOURS = {
    "draft": "warning",
    EventStanding.OPEN: "success",
    EventStanding.JUST_COME: "success",
    EventStanding.WAITLIST: "primary",
    EventStanding.CLOSED: "info",
    EventStanding.OVER: "",
    EventStanding.CANCELLED: "danger",
}
WORDS = {
    EventStanding.OPEN: gettext_lazy("open for registration"),
    EventStanding.JUST_COME: gettext_lazy("just come"),
    EventStanding.WAITLIST: gettext_lazy("full"),
    EventStanding.CLOSED: gettext_lazy("registration closed"),
    EventStanding.OVER: gettext_lazy("over"),
    EventStanding.CANCELLED: gettext_lazy("cancelled"),
}


class EventWhenFilter(admin.SimpleListFilter):
    """The filter of events in admin: by time, and by what is left to do."""

    title = gettext_lazy("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("today", _("today")),
            ("coming", _("to come")),
            ("waiting", _("to come, people wait")),
            ("past", _("past")),
            ("unknown", _("past, who came is not entered")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "today":
                return queryset.to_come().between(clock.today(), clock.today())
            case "coming":
                return queryset.to_come()
            case "waiting":
                return queryset.where_people_wait()
            case "past":
                return queryset.past()
            case "unknown":
                return queryset.with_unknown_attendance()
        return queryset


@admin.register(Event)
class EventAdmin(DraftAdmin):
    """Events as the office keeps them; publishing, cancelling and copying have pages of their own."""

    form = EventForm
    list_display = ["headline", "when", "where", "standing", "seats"]
    list_filter = [
        EventWhenFilter,
        ("status", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("audience", ChoicesDropdownFilter),
        "grid",
        "organiser",
    ]
    search_fields = ["title", "place"]
    list_select_related = ["grid"]
    without_links = ("organiser", "grid", "space")
    change_form_before_template = "admin/events/of_series.html"
    actions_row = ["people", "publish", "copy", "call_off"]
    actions_detail = ["people", "recap", "publish", "copy", "call_off"]
    formfield_overrides = {
        **DraftAdmin.formfield_overrides,
        PictureField: {"form_class": PhotoField, "widget": UnfoldAdminImageFieldWidget},
    }
    fieldsets = [
        (
            gettext_lazy("What"),
            {"fields": ["title", "summary", ("kind", "audience"), "description", "cover", "seen"]},
        ),
        (
            gettext_lazy("When and where"),
            {
                "fields": [
                    ("starts_at", "ends_at"),
                    ("space", "place"),
                    ("meeting_point", "bring"),
                    ("organiser", "grid"),
                    "access",
                ]
            },
        ),
        (
            gettext_lazy("Registration"),
            {
                "fields": [
                    ("capacity", "largest_party"),
                    ("seats_for_elders", "elders_until"),
                    ("registration_closes_at", "check_in_kind"),
                    ("min_age", "max_age"),
                ]
            },
        ),
    ]

    # --- The list

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        events = cast(EventQuerySet, super().get_queryset(request)).with_waiting().with_came()
        return events.defer("title_search", "place_search")

    @display(description=gettext_lazy("event"), header=True, ordering="title")
    def headline(self, event: Event) -> list[Any]:
        return [event.title, event.get_kind_display()]

    @display(description=gettext_lazy("place"), header=True)
    def where(self, event: Event) -> list[Any]:
        return [event.place, event.grid or _("whole community")]

    @display(description=gettext_lazy("status"), ordering="status", label=COLOURS)
    def standing(self, event: Event) -> tuple[str, str]:
        return event_standing_label(event)

    @admin.display(description=gettext_lazy("seats"), ordering="seats_taken")
    def seats(self, event: Event) -> str:
        return event_seats_label(event, event.waiting, event.came)

    # --- The form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The organiser is one for whom the user keeps events."""
        if db_field.name == "organiser":
            kwargs["queryset"] = OrgUnit.objects.within(reach_of(Event, request, "change")).in_tree_order()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The organiser, where only one stands at the top of what the user looks after."""
        own = list(OrgUnit.objects.within(reach_of(Event, request, "add")).order_by("level", "pk")[:2])
        alone = own and (len(own) == 1 or own[0].level < own[1].level)
        return {"organiser": own[0].pk if alone else None, **super().get_changeform_initial_data(request)}

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Of one date of a series: which, and what it says of its own."""
        context = super().page_context(request, obj)
        if obj is not None and obj.series:
            context |= {"series": obj.series, "own": field_names_in_words(obj.own_fields)}
            if obj.series.status == obj.series.Status.DRAFT:
                context.pop("actions_submit_line", None)
        return context

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        """A new event is a draft; a change goes through the action, which tells people and fills freed seats."""
        if not change:
            draft_event(obj, by=acting_user(request))
            self.warn_about_time(request, obj)
            return
        changes = form.changes()
        event = change_event(obj, by=acting_user(request), **changes)
        told = event.registrations.live().count() if MOVES & changes.keys() else 0
        if told and event.is_published and not event.is_over:
            text = ngettext(
                "The new time or place was told to %(n)d party.",
                "The new time or place was told to %(n)d parties.",
                told,
            )
            self.message_user(request, text % {"n": told}, messages.SUCCESS)
        if HELD & changes.keys():
            self.warn_about_time(request, event)

    def delete_model(self, request: HttpRequest, obj: Event) -> None:
        delete_draft(obj, by=acting_user(request))

    # --- Acts; each is a page, and only its form changes anything

    def possible_acts(self, row: Event, by: User) -> frozenset[EventAct]:
        return possible_event_acts(row, by)

    def is_act_possible(self, act: str, row: Event) -> bool:
        return is_event_act_possible(EventAct(act), row)

    @action(
        description=gettext_lazy("Who comes"),
        icon="groups",
        url_path="people",
        permissions=["view"],
        variant=ActionVariant.PRIMARY,
    )
    def people(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return who_comes(self, request, object_id)

    @action(
        description=gettext_lazy("Tell how it was"), icon="photo_library", url_path="recap", permissions=["change"]
    )
    def recap(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return event_actions.recap(self, request, object_id)

    @action(description=gettext_lazy("Publish"), icon="campaign", url_path="publish", permissions=["change"])
    def publish(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return event_actions.publish(self, request, object_id)

    @action(description=gettext_lazy("Copy"), icon="content_copy", url_path="copy", permissions=["copy"])
    def copy(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return event_actions.copy(self, request, object_id)

    @action(
        description=gettext_lazy("Cancel the event"),
        icon="event_busy",
        url_path="cancel",
        permissions=["change"],
        variant=ActionVariant.DANGER,
    )
    def call_off(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return event_actions.call_off(self, request, object_id)

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page_path("<path:object_id>/people/add/", neighbour, "neighbour"),
            self.page_path("<path:object_id>/people/export/", export, "export"),
            self.page_path("<path:object_id>/people/came/", who_came, "who_came"),
            self.page_path("<path:object_id>/people/feedback/", feedback, "feedback"),
            self.page_path("<path:object_id>/people/<int:registration_id>/", party, "party"),
            *super().get_urls(),
        ]


def event_standing_label(event: Event) -> tuple[str, str]:
    """Where the event stands, for a list of admin: one word for the colour, and that word for people."""
    if event.status == Event.Status.DRAFT:
        return "draft", _("draft")
    where = standing_of_event(event, waiting=event.waiting)
    return where.value, str(WORDS[where])


def event_seats_label(event: Event, waiting: int, came: int | None = None) -> str:
    """The seats of an event in a list of admin: “12/20 · 3 waiting”, and “12/20 · 10 came” once that is known."""
    taken = f"{event.seats_taken}/{event.capacity}" if event.takes_registrations else "–"
    if came is not None:
        return f"{taken} · " + ngettext("%(n)d came", "%(n)d came", came) % {"n": came}
    return f"{taken} · " + _("%(n)d waiting") % {"n": waiting} if waiting else taken
