"""Bookings that repeat, made by the office for a group; with the days that were not free, and why."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.auth.http import acting_user
from common.admin.ordering import next_first
from common.admin.pages import posted, require_allowed
from common.http.keys import get_visible_or_404
from common.time import clock, formatting
from stations.actions.series import book_series, cancel_series
from stations.admin.base import RoomFilter, RoomForSomebodyAdmin, act_with_form, cell_in_one_line
from stations.admin.forms.series import BookingSeriesCancelForm, BookingSeriesForm
from stations.models import Booking, BookingSeries
from stations.models.bookings import FOR_WHOM

ASKED = ("first_day", "last_day", "every_weeks", "starts", "minutes", "purpose", "party_size", "remark")


@admin.register(BookingSeries)
class BookingSeriesAdmin(RoomForSomebodyAdmin):
    """Series of bookings: the office makes one and cancels the rest of it; its days are changed one by one."""

    form = BookingSeriesForm
    list_display = ["rhythm", "room", "who", "until", "missed", "standing"]
    list_display_links = ["rhythm"]
    list_filter: Any = ["space__station", ("space", RoomFilter)]
    list_select_related = ["space__station", "person", "by__person"]
    search_fields = ["person__name", "space__name", "space__station__name"]
    search_help_text = _("Name, room or station")
    actions_detail = ["cancel"]
    autocomplete_fields = ["person"]
    change_form_after_template = "admin/stations/series.html"

    def get_ordering(self, request: HttpRequest) -> Any:
        """Those that go on stand first; a cancelled one is over."""
        return next_first("first_day", Q(last_day__lt=clock.today()) | Q(cancelled_at__isnull=False))

    # --- What is shown

    @admin.display(description=_("when"), ordering="first_day")
    def rhythm(self, series: BookingSeries) -> str:
        begins = dt.datetime.combine(series.first_day, series.starts)
        facts = {
            "n": series.every_weeks,
            "day": formatting.weekday(series.first_day),
            "from": f"{begins:%H:%M}",
            "until": f"{begins + dt.timedelta(minutes=series.minutes):%H:%M}",
        }
        if series.every_weeks == 1:
            return gettext("every week on %(day)s %(from)s–%(until)s") % facts
        return gettext("every %(n)d weeks on %(day)s %(from)s–%(until)s") % facts

    @display(description=_("space"), header=True, ordering="space__name")
    def room(self, series: BookingSeries) -> list[Any]:
        return [cell_in_one_line(series.space.name), cell_in_one_line(series.space.station.name)]

    @admin.display(description=_("space"))
    def room_in_words(self, series: BookingSeries) -> str:
        return f"{series.space.station} · {series.space}"

    @admin.display(description=FOR_WHOM, ordering="person__name_sort")
    def who(self, series: BookingSeries) -> str:
        return series.person.name

    @admin.display(description=_("from when to when"), ordering="last_day")
    def until(self, series: BookingSeries) -> str:
        return f"{series.first_day:%Y-%m-%d} – {series.last_day:%Y-%m-%d}"

    @admin.display(description=_("days that were not free"))
    def missed(self, series: BookingSeries) -> int:
        return len(series.skipped)

    @display(description=_("status"), label={"runs": "success", "over": "default", "cancelled": "danger"})
    def standing(self, series: BookingSeries) -> tuple[str, str]:
        if series.cancelled_at:
            return "cancelled", gettext("cancelled")
        if series.last_day < clock.today():
            return "over", gettext("over")
        return "runs", gettext("goes on")

    def page_context(self, request: HttpRequest, obj: BookingSeries | None) -> dict[str, Any]:
        """With each of its days: what was booked and what became of it, and what was not free."""
        return {"series": obj, "lines": lines_of_series(obj) if obj else []}

    # --- The form: a series is booked; later its days change one by one

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            asked = ["space", ("first_day", "last_day"), ("every_weeks", "starts", "minutes")]
            return [
                (
                    _("What is booked"),
                    {"description": _("Days that are not free are skipped and named."), "fields": asked},
                ),
                (FOR_WHOM, {"fields": ["person", ("party_size", "purpose"), "remark"]}),
            ]
        return [(None, {"fields": [("rhythm", "until"), ("room_in_words", "who"), "by"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["rhythm", "until", "room_in_words", "who", "by"] if obj else []

    def save_model(self, request: HttpRequest, obj: BookingSeries, form: Any, change: bool) -> None:
        asked = {name: form.cleaned_data[name] for name in ASKED}
        made = book_series(obj.space, person=obj.person, by=acting_user(request), **asked)
        obj.pk, obj.by = made.pk, made.by
        obj._state.adding = False
        if made.skipped:
            text = ngettext("%(n)d day was not free.", "%(n)d days were not free.", len(made.skipped))
            self.message_user(request, text % {"n": len(made.skipped)}, messages.WARNING)

    # --- Giving the rest back

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        series = self.get_object(request, str(object_id))
        to_come = isinstance(series, BookingSeries) and series.bookings.to_come().exists()
        return super().get_actions_detail(request, object_id) if to_come else []

    @action(
        description=_("Cancel the rest"),
        icon="event_busy",
        url_path="cancel",
        permissions=["run"],
        variant=ActionVariant.DANGER,
    )
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        series: BookingSeries = get_visible_or_404(self.get_queryset(request), object_id)
        require_allowed(self.has_run_permission(request, series))
        return act_with_form(
            self,
            request,
            series,
            BookingSeriesCancelForm(posted(request)),
            do=cancel_series,
            title=gettext("Cancel the rest of the series"),
            text=gettext("What is over stays. The person is told once."),
            button=gettext("Cancel and tell the person"),
            done=gettext("Cancelled, and the person told."),
            danger=True,
        )


def lines_of_series(series: BookingSeries) -> list[dict[str, Any]]:
    """The days of the series in order: `day` in words, the `booking` or why there is `none`."""
    booked = [
        {"at": booking.starts_at, "day": formatting.span(booking.starts_at, booking.ends_at), "booking": booking}
        for booking in Booking.objects.filter(series=series)
    ]
    skipped = [
        {"at": clock.day_start(day), "day": formatting.day(day), "none": one.get("words", "")}
        for one in series.skipped
        for day in [dt.date.fromisoformat(one["day"])]
    ]
    return sorted([*booked, *skipped], key=lambda line: line["at"])
