"""Stations: where they are, what they have, when they open."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminImageFieldWidget

from accounts.auth.http import acting_user
from common.admin.base import ScopedTabularInline
from common.admin.ordering import next_first
from common.admin.pages import act_on_row, posted, require_allowed
from common.admin.search import PrivateChangeList
from common.files.images import PhotoField
from common.http.keys import get_visible_or_404
from common.time import clock
from grid.admin.base import OneCommunityAdmin
from grid.querysets import count_of_rows
from stations.actions.closures import cancel_bookings_outside
from stations.actions.opening_hours import enter_other_hours, set_weekly_hours
from stations.actions.plans import StillPlanned
from stations.admin.forms.stations import OpeningExceptionForm, OtherHoursForm, StationForm, WeeklyHoursForm
from stations.admin.plans import MindsPlansAdmin, refusal_with_links, tell_what_stays
from stations.models import Booking, OpeningException, OpeningHours, Space, Station, StationPhoto
from stations.presenters.opening_hours import standing_in_words
from stations.selectors.bookings import bookings_outside
from stations.selectors.opening_hours import standings_of_stations


class OpeningHoursInline(ScopedTabularInline):
    """The weekly opening hours, on the page of their station."""

    model = OpeningHours
    fields = ["day", "opens", "closes"]


class OpeningExceptionInline(ScopedTabularInline):
    """Days with other opening hours, on the page of their station; only who may change them can cancel bookings."""

    model = OpeningException
    form = OpeningExceptionForm
    fields = ["during", "opens", "closes", "reason", "cancels"]

    def get_ordering(self, request: HttpRequest) -> Any:
        return next_first("during__startswith", models.Q(during__endswith__lte=clock.today()))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fields = list(super().get_fields(request, obj))
        return fields if self.has_change_permission(request, obj) else fields[:-1]


class StationPhotoInline(ScopedTabularInline):
    """The photos of a station with their text alternatives, on its page."""

    model = StationPhoto
    fields = ["photo", "alt", "number"]
    formfield_overrides = {
        **ScopedTabularInline.formfield_overrides,
        PictureField: {"form_class": PhotoField, "widget": UnfoldAdminImageFieldWidget},
    }


def _in_the_days_of(exception: OpeningException) -> dict[str, Any]:
    """The filter of the list of bookings."""
    return {
        "space__station__id__exact": exception.station_id,
        "starts_at__gte": clock.day_start(exception.during.lower).isoformat(),
        "starts_at__lt": clock.day_start(exception.during.upper).isoformat(),
        "status__in": ",".join(Booking.TO_COME),
    }


class StationChangeList(PrivateChangeList):
    """The office's list of stations, with how each stands now: a few queries for all of them."""

    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        stations = list(self.result_list)
        standing = standings_of_stations(stations)
        for station in stations:
            station.standing = standing[station.pk]
        self.result_list = stations


@admin.register(Station)
class StationAdmin(MindsPlansAdmin, OneCommunityAdmin):
    """Stations in the office. With other opening hours, bookings outside of them are shown or cancelled."""

    form = StationForm
    change_list = StationChangeList
    list_display = ["name", "kind", "now", "place", "space_total", "listed", "community"]
    list_filter = [("kind", ChoicesDropdownFilter), "estate", "grid", "listed"]
    list_select_related = ["community", "estate", "grid"]
    search_fields = ["name", "address"]
    inlines = [OpeningHoursInline, OpeningExceptionInline, StationPhotoInline]
    actions_detail = ["other_hours", "weekly_hours"]
    fieldsets = [
        (_("Station"), {"fields": ["community", ("kind", "name"), "about", "listed"]}),
        (_("Where"), {"fields": ["address", "phone", ("estate", "grid"), ("x", "y")]}),
        (_("What it has"), {"fields": ["facilities", "access", "access_note"]}),
        (_("Holidays"), {"fields": ["own_holiday_hours"]}),
    ]

    # --- Acts: what else takes many rows, or stands far below

    @action(description=_("Closed or other hours"), icon="event_busy", url_path="other-hours", permissions=["change"])
    def other_hours(self, request: HttpRequest, object_id: str) -> HttpResponse:
        station = self._to_act_on(request, object_id)
        form = OtherHoursForm(posted(request), station)

        def run(answers: dict[str, Any]) -> None:
            cancels = answers.pop("cancels")
            exception = enter_other_hours(station, by=acting_user(request), **answers)
            self._answer_who_booked(request, exception, cancel=cancels)

        return act_on_row(
            self,
            request,
            station,
            form,
            run=run,
            title=gettext("Closed or other hours"),
            text=gettext("Without hours the station is closed in these days."),
            button=gettext("Save"),
            done=gettext("The other hours are entered."),
            media=self.media + form.media,
        )

    @action(description=_("Hours of the week"), icon="schedule", url_path="weekly-hours", permissions=["change"])
    def weekly_hours(self, request: HttpRequest, object_id: str) -> HttpResponse:
        station = self._to_act_on(request, object_id)
        form = WeeklyHoursForm(posted(request))

        def run(answers: dict[str, Any]) -> None:
            by = acting_user(request)
            try:
                tell_what_stays(request, set_weekly_hours(station, by=by, **answers))
            except StillPlanned as still:
                form.ask_about_plans()
                raise refusal_with_links(still, by) from still

        return act_on_row(
            self,
            request,
            station,
            form,
            run=run,
            title=gettext("Hours of the week"),
            text=gettext("These hours replace those of the chosen days; the other days stay as they are."),
            button=gettext("Save"),
            done=gettext("The hours are entered."),
        )

    def stations_under(self, obj: Station) -> list[int]:
        return [obj.pk] if obj.pk else []

    def _to_act_on(self, request: HttpRequest, object_id: str) -> Station:
        station: Station = get_visible_or_404(self.get_queryset(request), object_id)
        require_allowed(self.has_change_permission(request, station))
        return station

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if formset.model is OpeningException:
                deleted = formset.deleted_forms
                for entered in formset.forms:
                    if entered.has_changed() and entered not in deleted:
                        self._answer_who_booked(request, entered.instance, cancel=entered.cleaned_data["cancels"])

    def _answer_who_booked(self, request: HttpRequest, exception: OpeningException, *, cancel: bool) -> None:
        """Other hours are entered over what is booked: it is cancelled if staff say so, else they are told of it."""
        if cancel:
            if n := cancel_bookings_outside(exception, by=acting_user(request)):
                text = ngettext(
                    "“%(reason)s”: %(n)d booking is cancelled, and the person told.",
                    "“%(reason)s”: %(n)d bookings are cancelled, and the people told.",
                    n,
                )
                messages.success(request, text % {"reason": exception.reason, "n": n})
        elif n := len(bookings_outside(exception)):
            text = ngettext(
                "“%(reason)s”: %(n)d booking or request lies in these hours. Tick “cancel bookings” to cancel it.",
                "“%(reason)s”: %(n)d bookings and requests lie in these hours. Tick “cancel bookings” to "
                "cancel them.",
                n,
            )
            link = self.link_to_list(Booking, gettext("Look at them"), **_in_the_days_of(exception))
            messages.warning(request, format_html("{} {}", text % {"reason": exception.reason, "n": n}, link))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rooms = Space.objects.filter(active=True)
        return super().get_queryset(request).annotate(space_count=count_of_rows(rooms, "station"))

    @display(description=_("now"), label={"open": "success", "closed": "default"})
    def now(self, station: Any) -> tuple[str, str]:
        return ("open" if station.standing.is_open else "closed"), standing_in_words(station.standing)

    @admin.display(description=_("place"))
    def place(self, station: Station) -> str:
        return " · ".join(str(part) for part in (station.estate, station.address) if part)

    @admin.display(description=_("spaces"))
    def space_total(self, station: Any) -> SafeString:
        return self.link_to_list(Space, station.space_count, station__id__exact=station.pk)

    def view_on_site(self, obj: Station) -> str | None:
        """One that is not listed has no page."""
        return obj.get_absolute_url() if obj.listed else None
