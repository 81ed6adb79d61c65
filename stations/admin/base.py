"""The base of records that nobody edits: an action makes them, and acts with pages of their own change them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from common.admin.base import ScopedModelAdmin
from common.admin.filters import ScopedRelatedFilter
from common.admin.forms import without_links
from common.admin.pages import Words, act_on_row
from common.admin.scope import reach_of, visible
from common.exceptions import Refused
from common.http.keys import whole_number
from common.time import formatting
from stations.admin.forms.base import RoomField
from stations.models import Space
from stations.presenters.alternatives import alternative_times
from stations.selectors.availability import availability_around

ROOM_ORDER = ("station__kind", "station__name", "number", "name", "pk")


class ActedOnAdmin(ScopedModelAdmin):
    """Read-only once it is made. Who could change it otherwise may run its acts (`permissions=["run"]`)."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_run_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj)


class RoomForSomebodyAdmin(ActedOnAdmin, FindsPeopleAdmin):
    """A person is to have a room: both are asked for by a form that is there only for a new record."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            kwargs |= {"form": forms.ModelForm, "fields": []}
        form = super().get_form(request, obj, change=change, **kwargs)
        without_links(form, "person", "space")
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "space":
            kwargs["queryset"] = rooms_to_add_for(self.model, request).filter(use=Space.Use.BOOKABLE)
            kwargs["form_class"] = RoomField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def act_with_form(
    model_admin: Any,
    request: HttpRequest,
    row: Model,
    form: forms.Form,
    *,
    do: Callable[..., Any],
    title: Words,
    button: Words,
    done: Words,
    text: Words = "",
    danger: bool = False,
) -> HttpResponse:
    """An act on a record of stations: ask with `form`, then `do(row, by=…, **answers)`; a refusal stands above it."""
    return act_on_row(
        model_admin,
        request,
        row,
        form,
        run=lambda answers: do(row, by=acting_user(request), **answers),
        title=title,
        text=text,
        button=button,
        done=done,
        danger=danger,
    )


def cell_in_one_line(text: object) -> SafeString:
    """The text of a cell in the office's lists that a phone would else break after every word."""
    return format_html('<span class="whitespace-nowrap">{}</span>', text)


class NamesRoomsAdmin(ScopedModelAdmin):
    """Base of records of a room: the drop-down says the station of each room, since names of rooms repeat."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "space":
            rooms = kwargs.get("queryset", visible(Space, request))
            kwargs["queryset"] = rooms.select_related("station").order_by(*ROOM_ORDER)
            kwargs["form_class"] = RoomField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RoomFilter(ScopedRelatedFilter):
    """The filter by room, station by station; once a station is chosen, by its rooms."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        rooms = visible(Space, request).select_related("station").order_by(*ROOM_ORDER)
        station = whole_number(request.GET.get("space__station__id__exact", ""))
        if station is not None:
            rooms = rooms.filter(station=station)
        return [(room.pk, RoomField.label_of(room)) for room in rooms]


def rooms_to_add_for(model: type[Model], request: HttpRequest) -> QuerySet:
    """The rooms for which the user may add a row of `model` (booking, series), station by station."""
    rows = Space.objects.within(reach_of(model, request, "add")).filter(active=True)
    return rows.select_related("station").order_by(*ROOM_ORDER)


def refusal_with_nearest_times(
    refused: Refused, space: Space, starts_at: dt.datetime, ends_at: dt.datetime
) -> Refused:
    """The same refusal of a booking, and the nearest times that would do."""
    minutes = round((ends_at - starts_at).total_seconds() / 60)
    free = alternative_times(
        availability_around(space, starts_at, staff=True), refused, starts_at=starts_at, minutes=minutes
    )
    if not free:
        return refused
    times = pgettext("between names", ", ").join(
        f"{formatting.day(one)} {formatting.clock_time(one)}" for one in free
    )
    text = _("%(refused)s Free near it: %(times)s.") % {"refused": refused, "times": times}
    return Refused(text, code=refused.code)
