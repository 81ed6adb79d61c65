"""The admin site: who enters, how they sign in, and the pages of its own."""

import functools
import re
from collections.abc import Callable
from typing import Any, cast

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import SOURCE_MODEL_VAR
from django.contrib.auth.models import Group
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import BadRequest, ImproperlyConfigured, PermissionDenied
from django.core.paginator import InvalidPage
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from unfold.sites import UnfoldAdminSite

from accounts.rules.permissions import can_enter_admin
from common.admin.base import ScopedModelAdmin
from common.admin.history import HistorySource, last_bulk_load, latest_changes, scoped_by, tracked_models
from common.admin.pages import require_allowed, site_page
from common.admin.refusals import page_before_refusal, redirect_when_refused
from common.admin.scope import named, reach_of, read_in_full
from portal.admin.autocomplete import PickerView
from portal.admin.calls import calls_page
from portal.admin.unit import unit_page

OUR_APPS = ("accounts", "grid", "stations", "events", "volunteers")


class PortalAdminSite(UnfoldAdminSite):
    """The admin site of the portal: office roles enter, staff sign in by our own pages, refusals become messages."""

    empty_value_display = "–"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each deletion is confirmed by itself, and is bounded (common.admin.deletions).
        self.disable_action("delete_selected")

    def has_permission(self, request: HttpRequest) -> bool:
        return can_enter_admin(request.user)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Refuse an admin class of ours that is not scoped: it would show more than `visible_to`."""
        models: list[Any] = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        for model in models:
            scoped = admin_class is not None and issubclass(admin_class, ScopedModelAdmin)
            if model._meta.app_label in OUR_APPS and not scoped:
                raise ImproperlyConfigured(f"The admin class of {model._meta.label} must be a ScopedModelAdmin.")
        super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        """403 for users who are signed in but may not enter. A refused act shows its message, wherever it happens."""

        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return redirect_when_refused(
                request, lambda: view(request, *args, **kwargs), then=page_before_refusal(request)
            )

        inner = super().admin_view(guarded, cacheable)

        @functools.wraps(inner)
        def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            self.require_known_source(request)
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return outer

    def require_known_source(self, request: HttpRequest) -> None:
        """400 for a popup that says it was opened by the form of no model; Django would fail on it. The rows in
        a form have a model that often has no pages of its own.
        """
        labels = {model._meta.label_lower for model in apps.get_models()}
        for typed in (*request.GET.getlist(SOURCE_MODEL_VAR), *request.POST.getlist(SOURCE_MODEL_VAR)):
            if typed and typed.lower() not in labels:
                raise BadRequest("A popup of a form that is none")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the one page on which everybody signs in, staff too."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        following = request.GET.get("next", "")
        index = reverse("admin:index")
        # Only pages of this site: the address may come from anybody.
        target = following if following.startswith(index) else index
        if self.has_permission(request):
            return HttpResponseRedirect(target)
        return redirect_to_login(target, resolve_url("account_login"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("account_logout"))  # the page that asks
        return LogoutView.as_view(next_page="home")(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Built once a request: the page, its sidebar and the overview all ask for it, with a right a model."""
        if app_label:
            return super().get_app_list(request, app_label)
        of_request = vars(request)
        if "_app_list" not in of_request:
            of_request["_app_list"] = super().get_app_list(request)
        return cast(list[Any], of_request["_app_list"])

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # These modules register their records at the very site that this module defines.
        from stations.admin.service_area import circle_page  # noqa: PLC0415 - see above
        from stations.admin.usage import usage_urls  # noqa: PLC0415 - see above

        own = [
            path("changes/", self.admin_view(self.changes), name="changes"),
            path("calls/", self.admin_view(calls_page), name="calls"),
            path("unit/<int:pk>/", self.admin_view(unit_page), name="unit"),
            *usage_urls(self.admin_view),
            path("stations/circle/", self.admin_view(circle_page), name="stations_circle"),
        ]
        # Django's “view on site” would find rows of every table, visible or not. Ours link to their pages themselves.
        return [*own, *(one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site")]

    def search(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Unfold's search of the sidebar, on a page that is one."""
        if not request.GET.get("s") or not re.fullmatch("[1-9]?", request.GET.get("page", "")):
            return HttpResponse()
        try:
            return super().search(request, extra_context)
        except InvalidPage:
            return HttpResponse()

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        return PickerView.as_view(admin_site=self)(request)

    def changes(self, request: HttpRequest) -> HttpResponse:
        """What has changed lately, over all records or of one kind."""
        require_allowed(request.user.has_perm("pghistory.view_context"))
        models = {
            model._meta.label_lower: model
            for model in tracked_models(apps.get_models())
            if _is_shown_to(model, request.user)
        }
        chosen = request.GET.get("model", "")
        shown = [models[chosen]] if chosen in models else list(models.values())
        command, loaded = last_bulk_load()
        with_demo = "demo" in request.GET
        changes = latest_changes(
            (HistorySource(model, _reads_all(model, request), 200 if chosen in models else 40) for model in shown),
            rows=lambda other: named(other, request),
            in_full=lambda other: read_in_full(other, request),
            limit=200,
            without_command="" if with_demo else command,
        )
        return site_page(
            request,
            "admin/all_changes.html",
            _("All changes"),
            changes=changes,
            demo_loaded=loaded,
            with_demo=with_demo,
            show_what=True,
            kinds=[(label, model._meta.verbose_name_plural) for label, model in models.items()],
            chosen=chosen,
        )


def _reads_all(model: type[Model], request: HttpRequest) -> bool:
    return all(reach_of(one, request, "view").everything for one in scoped_by(model))


def _is_shown_to(model: type[Model], user: Any) -> bool:
    """Whether the page of all changes shows changes of this model to the user.

    Not of what the reader may not see at all; and of what is sensitive only on its own page, where each reading
    leaves a line.
    """
    if getattr(model, "sensitive", False):
        return False
    meta = model._meta
    scoped = hasattr(model._default_manager, "visible_to")
    return not scoped or user.has_perm(f"{meta.app_label}.view_{meta.model_name}")


def unregister_unneeded_models() -> None:
    """Unregister models of other packages that nobody here needs: rights come from appointments, not groups."""
    ours = {model for app in OUR_APPS for model in apps.get_app_config(app).get_models()}
    for model in list(admin.site._registry):
        if model not in ours:
            _unregister(model)
    _unregister(Group)


def _unregister(model: type[Model]) -> None:
    try:
        admin.site.unregister(model)
    except NotRegistered:
        return
