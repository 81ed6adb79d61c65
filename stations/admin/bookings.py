"""Bookings: what is asked for, what is coming, what was; and what the station's office does with them."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.auth.http import acting_user
from accounts.selectors.people import is_own
from common.admin.ordering import next_first
from common.admin.pages import posted, require_allowed
from common.admin.search import PrivateChangeList
from common.exceptions import Refused
from common.http.keys import get_visible_or_404
from common.time import clock, formatting
from stations.actions.bookings import (
    approve_booking,
    book_for_known,
    book_for_neighbour,
    cancel_booking,
    change_booking_time,
    refuse_booking,
)
from stations.actions.check_in import waive_no_show
from stations.admin.base import (
    RoomFilter,
    RoomForSomebodyAdmin,
    act_with_form,
    cell_in_one_line,
    refusal_with_nearest_times,
)
from stations.admin.forms.bookings import (
    BookingAnswerForm,
    BookingCancelForm,
    BookingMoveForm,
    NeighbourBookingForm,
    NoShowWaiveForm,
)
from stations.admin.requests import approve_chosen_page, outlook_cell, refuse_chosen_page, requests_to_answer
from stations.models import Booking
from stations.models.bookings import FOR_WHOM
from stations.rules.booking_acts import BookingAct, BookingRelation, possible_booking_acts
from stations.selectors.requests import outlooks_of_requests

COLOURS = {
    "requested": "warning",
    "confirmed": "success",
    "checked_in": "success",
    "done": "info",
    "refused": "default",
    "cancelled": "default",
    "no_show": "danger",
}


class BookingDayFilter(admin.SimpleListFilter):
    """The office's list of bookings by day: today, the next 7 days, past."""

    title = _("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("today", _("today")), ("week", _("the next 7 days")), ("past", _("past"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        today, tomorrow = (clock.day_start(clock.today() + dt.timedelta(days=n)) for n in (0, 1))
        match self.value():
            case "today":
                return queryset.overlapping(today, tomorrow)
            case "week":
                return queryset.filter(starts_at__gte=clock.now(), starts_at__lt=today + dt.timedelta(days=7))
            case "past":
                return queryset.filter(ends_at__lte=clock.now())
        return queryset


class BookingChangeList(PrivateChangeList):
    """The office's list of bookings, with what stands beside each request: a few queries for all of them."""

    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        bookings = list(self.result_list)
        outlooks = outlooks_of_requests(requests_to_answer(request, bookings))
        for booking in bookings:
            booking.outlook = outlooks.get(booking.pk)
        self.result_list = bookings


@admin.register(Booking)
class BookingAdmin(RoomForSomebodyAdmin):
    """A booking in the office is never edited: acts change it, each with a page of its own."""

    form = NeighbourBookingForm
    # The form's own field of that name goes to the action; the column is never edited.
    exclude = ("token",)
    change_list = BookingChangeList
    list_display = ["when", "room", "who", "party_size", "standing", "beside", "booked_by"]
    list_display_links = ["when"]
    list_filter: Any = [BookingDayFilter, ("status", ChoicesDropdownFilter), "space__station", ("space", RoomFilter)]
    linked_lookups = ("starts_at__gte", "starts_at__lt", "status__in")
    list_select_related = ["space__station", "person", "by__person", "series"]
    search_fields = ["person__name", "space__name", "space__station__name"]
    search_help_text = _("Name, room or station")
    actions = ["approve_chosen", "refuse_chosen"]
    actions_detail = ["approve", "refuse", "move", "cancel", "waive"]
    autocomplete_fields = ["person"]
    # That page is the resident's own.
    view_on_site = False

    class Media:
        css = {"all": ["office/events.css"]}

    def get_ordering(self, request: HttpRequest) -> Any:
        """What waits for an answer comes first, then what is to come, the nearest before the others."""
        waits = Case(When(status=Booking.Status.REQUESTED, starts_at__gt=clock.now(), then="starts_at"))
        return [waits.asc(nulls_last=True), *next_first("starts_at", Q(ends_at__lte=clock.now()))]

    # --- What is shown

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(person_is_own=is_own(acting_user(request), "person"))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        booking: Any = super().get_object(request, object_id, from_field)
        if booking is not None:
            booking.withheld = BookingRelation(acting_user(request), booking).withheld
            booking.opens_series = booking.series_id and acting_user(request).has_perm(
                "stations.view_bookingseries", booking.series
            )
        return booking

    def withheld(self, request: HttpRequest, obj: Any) -> frozenset[str]:
        """What is meant for the station alone, as at the desk."""
        known: frozenset[str] | None = getattr(obj, "withheld", None)
        return BookingRelation(acting_user(request), obj).withheld if known is None else known

    @admin.display(description=_("when"), ordering="starts_at")
    def when(self, booking: Booking) -> SafeString:
        return cell_in_one_line(formatting.span(booking.starts_at, booking.ends_at))

    @display(description=_("space"), header=True, ordering="space__name")
    def room(self, booking: Booking) -> list[Any]:
        return [cell_in_one_line(booking.space.name), cell_in_one_line(booking.space.station.name)]

    @display(description=FOR_WHOM, header=True, ordering="person__name_sort")
    def who(self, booking: Booking) -> list[Any]:
        return [cell_in_one_line(booking.person.name), cell_in_one_line(booking.get_purpose_display())]

    @display(description=_("status"), ordering="status", label=COLOURS)
    def standing(self, booking: Booking) -> tuple[str, str]:
        return booking.status, str(booking.get_status_display())

    @admin.display(description=_("in these hours"))
    def beside(self, booking: Booking) -> SafeString | str:
        """Of a request: what else is in these hours, and the two answers."""
        return outlook_cell(booking)

    @admin.display(description=_("booked by"))
    def booked_by(self, booking: Booking) -> str:
        return str(booking.by)

    @admin.display(description=_("space"))
    def room_in_words(self, booking: Booking) -> str:
        return f"{booking.space.station} · {booking.space}"

    @admin.display(description=FOR_WHOM)
    def person_in_words(self, booking: Any) -> str:
        phone = booking.person.masked_phone if booking.person_is_own else ""
        return " · ".join(part for part in (booking.person.name, phone) if part)

    @admin.display(description=_("status"))
    def status_in_words(self, booking: Any) -> str:
        if booking.waived_by_id and "waive_reason" not in booking.withheld:
            return gettext("did not come; it does not count: %(why)s") % {"why": booking.waive_reason}
        return booking.get_status_display()

    @admin.display(description=_("what for"))
    def purpose_in_words(self, booking: Booking) -> str:
        return booking.get_purpose_display()

    @admin.display(description=_("series"))
    def of_series(self, booking: Booking) -> str | SafeString:
        if booking.series is None:
            return "–"
        if not getattr(booking, "opens_series", False):
            return str(booking.series)
        address = reverse("admin:stations_bookingseries_change", args=[booking.series_id])
        return format_html(
            '<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', address, booking.series
        )

    # --- The form: booking for a neighbour; later nothing is edited

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            asked = ["space", ("starts_at", "minutes"), ("party_size", "purpose"), "remark"]
            return [
                (_("What is booked"), {"fields": asked}),
                (FOR_WHOM, {"fields": ["person", ("name", "phone"), "agreed", "token"]}),
            ]
        withheld = self.withheld(request, obj)
        words = [name for name in ("remark", "answer") if name not in withheld]
        return [
            (None, {"fields": [("when", "room_in_words"), ("person_in_words", "party_size"), "status_in_words"]}),
            (None, {"fields": ["purpose_in_words", *words]}),
            (None, {"fields": [("booked_by", "created_at"), ("checked_in_at", "cancelled_at"), "of_series"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return []
        names = [name for _title, part in self.get_fieldsets(request, obj) for name in part["fields"]]
        return [one for name in names for one in (name if isinstance(name, tuple) else (name,))]

    def save_model(self, request: HttpRequest, obj: Booking, form: Any, change: bool) -> None:
        details = form.details() | {"notice": form.notice(), "by": acting_user(request)}
        try:
            if form.cleaned_data["person"]:
                made = book_for_known(obj.space, person=form.cleaned_data["person"], **details)
            else:
                new = {name: form.cleaned_data[name] for name in ("name", "phone")}
                made = book_for_neighbour(obj.space, **new, **details)
        except Refused as refused:
            raise refusal_with_nearest_times(
                refused, obj.space, details["starts_at"], details["ends_at"]
            ) from refused
        obj.pk, obj.person, obj.by, obj.ends_at = made.pk, made.person, made.by, made.ends_at
        obj._state.adding = False

    # --- Several requests at once

    @admin.action(description=_("Approve the requests"), permissions=["run"])
    def approve_chosen(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        return approve_chosen_page(self, request, queryset)

    @admin.action(description=_("Refuse the requests"), permissions=["run"])
    def refuse_chosen(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        return refuse_chosen_page(self, request, queryset)

    # --- Acts, by whoever runs the station

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        """Only what can be done with this booking now. A request is answered here, not cancelled."""
        booking = self.get_object(request, str(object_id))
        if not isinstance(booking, Booking):
            return []
        offered = set(possible_booking_acts(BookingRelation(acting_user(request), booking)))
        if BookingAct.REFUSE in offered:
            offered.discard(BookingAct.CANCEL)
        return [
            one
            for one in super().get_actions_detail(request, object_id)
            if one.action_name.removeprefix("stations_booking_") in offered
        ]

    def to_act_on(self, request: HttpRequest, object_id: str) -> Booking:
        booking: Booking = get_visible_or_404(
            self.get_queryset(request).select_related("space__station", "person"), object_id
        )
        require_allowed(self.has_run_permission(request, booking))
        return booking

    @action(
        description=_("Approve"),
        icon="check_circle",
        url_path="approve",
        permissions=["run"],
        variant=ActionVariant.PRIMARY,
    )
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        booking = self.to_act_on(request, object_id)
        rivals = Booking.objects.requested().at_same_place(booking.space).exclude(pk=booking.pk)
        others = rivals.overlapping(booking.starts_at, booking.ends_at).count()
        text = gettext("%(n)d others asked for this time; they are told that it is given away.") % {"n": others}
        return act_with_form(
            self,
            request,
            booking,
            forms.Form(posted(request)),
            do=approve_booking,
            title=gettext("Approve the booking"),
            text=text if others else gettext("The person is told at once."),
            button=gettext("Approve"),
            done=gettext("Approved, and the person told."),
        )

    @action(description=_("Refuse"), icon="block", url_path="refuse", permissions=["run"])
    def refuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return act_with_form(
            self,
            request,
            self.to_act_on(request, object_id),
            BookingAnswerForm(posted(request)),
            do=refuse_booking,
            title=gettext("Refuse the booking"),
            button=gettext("Refuse and tell the person"),
            done=gettext("Refused, and the person told."),
            danger=True,
        )

    @action(description=_("Another time"), icon="schedule", url_path="move", permissions=["run"])
    def move(self, request: HttpRequest, object_id: str) -> HttpResponse:
        booking = self.to_act_on(request, object_id)
        return act_with_form(
            self,
            request,
            booking,
            BookingMoveForm(booking, posted(request)),
            do=_move,
            title=gettext("Another time"),
            text=gettext("In the same room. The person is told."),
            button=gettext("Move"),
            done=gettext("Moved, and the person told."),
        )

    @action(
        description=_("Cancel the booking"),
        icon="event_busy",
        url_path="cancel",
        permissions=["run"],
        variant=ActionVariant.DANGER,
    )
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return act_with_form(
            self,
            request,
            self.to_act_on(request, object_id),
            BookingCancelForm(posted(request)),
            do=cancel_booking,
            title=gettext("Cancel the booking"),
            button=gettext("Cancel and tell the person"),
            done=gettext("Cancelled, and the person told."),
            danger=True,
        )

    @action(description=_("Does not count"), icon="volunteer_activism", url_path="waive", permissions=["run"])
    def waive(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return act_with_form(
            self,
            request,
            self.to_act_on(request, object_id),
            NoShowWaiveForm(posted(request)),
            do=waive_no_show,
            title=gettext("Let the no-show not count"),
            text=gettext("It stays in the list, and no longer counts towards a pause of booking."),
            button=gettext("Does not count"),
            done=gettext("It no longer counts, and the person was told."),
        )


def _move(booking: Booking, **details: Any) -> Booking:
    try:
        return change_booking_time(booking, **details)
    except Refused as refused:
        raise refusal_with_nearest_times(
            refused, booking.space, details["starts_at"], details["ends_at"]
        ) from refused
