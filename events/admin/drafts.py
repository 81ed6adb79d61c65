"""What the admin of events has in common with that of the volunteers' activities.

Both begin as a draft, are published, and from then on are only cancelled; both take place in a room, or elsewhere.
"""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.auth.http import acting_user
from accounts.models import User
from common.admin.base import ScopedModelAdmin
from common.admin.forms import without_links
from common.admin.ordering import next_first
from common.admin.pages import redirect_with_success
from common.admin.scope import visible
from common.http.keys import whole_number
from common.time import clock
from common.time.formatting import clock_time, day
from stations.admin.base import ROOM_ORDER, cell_in_one_line
from stations.admin.forms.base import RoomField
from stations.models import Space
from stations.selectors.programme import is_station_open_for

# The button that saves a draft and goes on to publishing it.
PUBLISH_NEXT = "_publish"


class DraftAdmin(ScopedModelAdmin):
    """Publishing, cancelling and copying have pages of their own: buttons `publish`, `call_off`, `copy`.

    A subclass says which acts are possible now, by the rules of its app; an act is called as its button is.
    """

    # Fields whose choices come without links to edit the record that is chosen.
    without_links: ClassVar[Collection[str]] = ()

    class Media:
        css = {"all": ["office/events.css"]}
        js = ("office/event-times.js",)

    def possible_acts(self, row: Any, by: User) -> Collection[str]:
        """What the user may do with the row now."""
        raise NotImplementedError

    def is_act_possible(self, act: str, row: Any) -> bool:
        """Whether the state of the row allows the act."""
        raise NotImplementedError

    def page_name(self, page: str) -> str:
        """The name of the address of a page about one row, in the admin site."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def page_path(self, route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        """The address of a page beside those of the buttons; `view` takes this admin class first."""
        return path(route, self.admin_site.admin_view(partial(view, self)), name=self.page_name(name))

    # --- The list

    def get_ordering(self, request: HttpRequest) -> Any:
        return next_first("starts_at", models.Q(ends_at__lte=clock.now()))

    @admin.display(description=gettext_lazy("begins"), ordering="starts_at")
    def when(self, row: Any) -> SafeString:
        return cell_in_one_line(f"{day(row.starts_at)} {clock_time(row.starts_at)}")

    # --- The form

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        without_links(form, *self.without_links)
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A room is one in use of a station that the user sees, or the one that the row has already."""
        if db_field.name != "space":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field = super().formfield_for_foreignkey(db_field, request, **{**kwargs, "form_class": RoomField})
        rooms = self.or_of_this_row(request, visible(Space, request).filter(active=True), "space")
        field.queryset = rooms.select_related("station").order_by(*ROOM_ORDER)
        field.empty_label = _("no room of a station")
        return field

    def or_of_this_row(self, request: HttpRequest, rows: models.QuerySet, field: str) -> models.QuerySet:
        """These rows, and the one that stands in the field already, so that saving the form does not lose it."""
        key = whole_number(request.resolver_match.kwargs.get("object_id", "")) if request.resolver_match else None
        this_row = visible(self.model, request).order_by().filter(pk=key)
        return rows.model._default_manager.filter(
            models.Q(pk__in=rows.order_by().values("pk")) | models.Q(pk__in=this_row.values(field))
        )

    def warn_about_time(self, request: HttpRequest, row: Any) -> None:
        """Say what may be a slip of the pen in the time that was just saved."""
        if not is_station_open_for(row):
            text = _("The station is not open all that time. Please see that somebody opens it.")
            self.message_user(request, text, messages.WARNING)
        if row.starts_at <= clock.now():
            text = _("It begins in the past, so nobody can sign up any more. Please look at the day once more.")
            self.message_user(request, text, messages.WARNING)

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """A draft is saved and published with one button; the page that asks once more comes between."""
        if obj is not None and obj.status != "draft":
            return {}
        words = {"action_name": PUBLISH_NEXT, "attrs": {}, "description": _("Save and publish"), "icon": "campaign"}
        return {"actions_submit_line": [words]}

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if PUBLISH_NEXT in request.POST and self.is_act_possible("publish", obj):
            return redirect(f"admin:{self.page_name('publish')}", obj.pk)
        return super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        if PUBLISH_NEXT in request.POST:
            return redirect(f"admin:{self.page_name('publish')}", obj.pk)
        text = _("The draft is saved. Nobody sees it yet: look it over, then publish it.")
        return redirect_with_success(request, text, f"admin:{self.page_name('change')}", obj.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft is deleted; what was public is cancelled, and stays."""
        if isinstance(obj, self.model) and not self.is_act_possible("delete", obj):
            return False
        return super().has_delete_permission(request, obj)

    def view_on_site(self, obj: Any) -> str | None:
        """A draft has no page yet."""
        return None if obj.status == "draft" else obj.get_absolute_url()

    # --- Acts; each is a page, and only its form changes anything

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        """Only what the standing of this row allows."""
        row = self.get_object(request, str(object_id))
        possible = self.possible_acts(row, acting_user(request)) if row else ()
        names = {self.page_name(act) for act in possible}
        return [act for act in super().get_actions_detail(request, object_id) if act.action_name in names]

    def has_copy_permission(self, request: HttpRequest, object_id: str | None = None) -> bool:
        """Copying adds a row.

        Named here and not as "events.add_event": that form makes a system check read the database, which on a
        new machine has no tables yet, and `migrate` itself runs the checks.
        """
        return self.has_add_permission(request)

    def show_copy(self, request: HttpRequest, row: Any, copy: Any) -> HttpResponse:
        """Go on to the copy that was just made of the row."""
        if row.space_id and not copy.space_id:
            text = _("“%(room)s” cannot be had then, so the copy has no room yet.")
            self.message_user(request, text % {"room": row.place}, messages.WARNING)
        self.warn_about_time(request, copy)
        text = _("Here is the copy. It is a draft: look it over, then publish it.")
        return redirect_with_success(request, text, f"admin:{self.page_name('change')}", copy.pk)
