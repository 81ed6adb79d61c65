"""Links to posts and visits, as the office keeps them; and what a person's page says of both."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.admin.base import ReadOnly
from accounts.admin.people import PersonAdmin
from accounts.models import User
from common.admin.base import ScopedModelAdmin, ScopedTabularInline
from common.admin.lists import ExportsList
from common.admin.pages import act_page, refuse
from common.exceptions import Refused
from common.time import clock
from common.time.dates import days_label
from grid import actions, coverage_page, exporting
from grid.filters import CurrentFilter
from grid.models import OrgUnit, PioneerLink, Residence, Visit
from grid.visiting import may_be_mended

CURRENT_OR_ALL: list[tuple[str, Any]] = [("current", _("those of today")), ("all", _("past ones too"))]


def acting(request: HttpRequest) -> User:
    return cast(User, request.user)


def posts_offered(request: HttpRequest) -> QuerySet[OrgUnit]:
    """The posts to which the user may link people, in the order of the tree."""
    posts = OrgUnit.objects.within(acting(request).rights.holding("grid.add_pioneerlink")).posts()
    return posts.select_related("parent").order_by("parent__number", "parent__name", "number", "name")


class PostField(forms.ModelChoiceField):
    """A post with the branch above it: names of posts alone are much alike."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent} · {obj.name}"


class MoveForm(forms.Form):
    post = PostField(OrgUnit.objects.none(), label=_("to the post"), widget=UnfoldAdminSelectWidget)

    def __init__(self, posts: QuerySet[OrgUnit], *args: Any) -> None:
        super().__init__(*args)
        field: Any = self.fields["post"]
        field.queryset = posts


@admin.register(PioneerLink)
class PioneerLinkAdmin(ExportsList, ScopedModelAdmin):
    """A link is opened, moved and ended; nobody edits one that has been."""

    list_display = ["who", "phone", "post", "branch", "days"]
    list_filter = [CurrentFilter, "post__parent", "post"]
    list_select_related = ["person", "post__parent"]
    autocomplete_fields = ["person"]
    search_fields = ["person__name", "post__name"]
    search_help_text = _("Name or post")
    fields = ["person", "post"]
    actions_detail = ["move", "end"]
    export_choices = CURRENT_OR_ALL

    @admin.display(description=_("person"), ordering="person__name")
    def who(self, link: PioneerLink) -> str:
        return link.person.name

    @admin.display(description=_("phone"))
    def phone(self, link: PioneerLink) -> str:
        return link.person.masked_phone

    @admin.display(description=_("estate branch"), ordering="post__parent__number")
    def branch(self, link: PioneerLink) -> str:
        return str(link.post.parent or "")

    # --- The form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "post":
            kwargs["form_class"] = PostField
            kwargs["queryset"] = posts_offered(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["who", "phone", "post", "branch", "days"] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of the form: a link is moved and ended by the buttons above it, which ask for themselves."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: PioneerLink, form: Any, change: bool) -> None:
        link = actions.link_person(obj.person, post=obj.post, by=acting(request))
        obj.pk, obj.during = link.pk, link.during

    # --- Acts

    def has_open_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this link can still be moved or ended; of a whole list nothing is asked."""
        link = self.get_object(request, str(obj)) if obj else None
        if not super().has_change_permission(request, link):
            return False
        return link is None or link.during.upper is None or link.during.upper > clock.today()

    @action(description=_("Move to another post"), icon="swap_horiz", url_path="move", permissions=["open"])
    def move(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the other post; the link so far ends with yesterday."""
        link = self.get_object(request, object_id)
        if link is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = MoveForm(
            posts_offered(request).exclude(pk=link.post_id), request.POST if request.method == "POST" else None
        )
        if form.is_bound and form.is_valid():
            try:
                new = actions.link_person(link.person, post=form.cleaned_data["post"], by=acting(request))
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(
                    request,
                    gettext("%(name)s is now linked to %(post)s.") % {"name": new.person.name, "post": new.post},
                )
                return HttpResponseRedirect(reverse("admin:grid_pioneerlink_change", args=[new.pk]))
        return act_page(
            self,
            request,
            form=form,
            title=gettext("Move to another post"),
            subtitle=str(link),
            text=gettext("The link so far ends with yesterday and stays as history."),
            button=gettext("Move to another post"),
            back=reverse("admin:grid_pioneerlink_change", args=[link.pk]),
        )

    @action(description=_("End the link"), icon="link_off", url_path="end", permissions=["open"])
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        link = self.get_object(request, object_id)
        if link is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = forms.Form(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                actions.end_link(link, by=acting(request))
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(request, gettext("The link of %(name)s has ended.") % {"name": link.person.name})
                return HttpResponseRedirect(reverse("admin:grid_pioneerlink_changelist"))
        return act_page(
            self,
            request,
            form=form,
            title=gettext("End the link"),
            subtitle=str(link),
            text=gettext("From today on this person belongs to no post. The link stays as history."),
            button=gettext("End the link"),
            back=reverse("admin:grid_pioneerlink_change", args=[link.pk]),
            danger=True,
        )

    # --- Export

    def chosen(self, rows: QuerySet, which: str) -> QuerySet:
        return rows.filter(during__contains=clock.today()) if which == "current" else rows

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        return exporting.export_links(rows, by=by, reason=reason)


class NeedsFilter(admin.SimpleListFilter):
    title = _("what is needed")
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("1", _("needs were told")), ("0", _("no needs"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "1":
            return queryset.exclude(needs="")
        return queryset.filter(needs="") if self.value() == "0" else queryset


class WhenFilter(admin.SimpleListFilter):
    title = _("visited on")
    parameter_name = "days"
    DAYS = {"7": _("last 7 days"), "30": _("last 30 days"), "90": _("last 90 days"), "365": _("last year")}

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return list(self.DAYS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in self.DAYS:
            return queryset
        return queryset.filter(on__gt=clock.today() - dt.timedelta(days=int(self.value() or 0)))


@admin.register(Visit)
class VisitAdmin(ExportsList, ScopedModelAdmin):
    """Added through the action; the own words can be mended for a week, and nobody changes those of others."""

    list_display = ["on", "household", "visitor_name", "was_met", "summary", "needs", "post"]
    list_display_links = ["on", "household"]
    list_filter = [WhenFilter, NeedsFilter, "met", "post__parent", "post", "household__building__estate"]
    list_select_related = ["household__building__estate", "visitor", "post"]
    autocomplete_fields = ["household", "visitor"]
    search_fields = ["household__building__estate__name", "household__building__number", "household__code", "needs"]
    search_help_text = _("Estate, building, flat, or what is needed")
    fields = ["household", ("visitor", "on"), "met", "summary", "needs"]
    MENDED = ("met", "summary", "needs")
    actions_list = ["export", "coverage"]
    export_choices = [("year", _("of the last year")), ("all", _("everything"))]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("coverage/export/", view(coverage_page.export), name="grid_visit_coverage_export"),
            path("coverage/due/", view(coverage_page.due_list), name="grid_visit_due"),
            *super().get_urls(),
        ]

    @action(description=_("Coverage of visits"), icon="donut_small", url_path="coverage", permissions=["view"])
    def coverage(self, request: HttpRequest) -> HttpResponse:
        return coverage_page.overview(request)

    @admin.display(description=_("visited by"), ordering="visitor__name")
    def visitor_name(self, visit: Visit) -> str:
        return visit.visitor.name

    @display(description=_("somebody was at home"), boolean=True, ordering="met")
    def was_met(self, visit: Visit) -> bool:
        return visit.met

    # --- The form

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            ["household", ("visitor", "on"), "met", "summary", "needs", "post", "by", "recorded_at"]
            if obj
            else self.fields
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["household", "visitor", "on", "post", "by", "recorded_at"] if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"visitor": acting(request).person_id, **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if isinstance(obj, Visit) and not may_be_mended(obj, acting(request)):
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Visit, form: Any, change: bool) -> None:
        by = acting(request)
        words = {name: getattr(obj, name) for name in self.MENDED}
        if change:
            actions.correct_visit(obj, by=by, **words)
        else:
            obj.pk = actions.record_visit(obj.household, visitor=obj.visitor, on=obj.on, by=by, **words).pk

    def delete_model(self, request: HttpRequest, obj: Visit) -> None:
        actions.delete_visit(obj, by=acting(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """All that were ticked, or none."""
        with transaction.atomic():
            for visit in queryset:
                self.delete_model(request, visit)

    # --- Export

    def chosen(self, rows: QuerySet, which: str) -> QuerySet:
        return rows.filter(on__gt=clock.today() - dt.timedelta(days=365)) if which == "year" else rows

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        return exporting.export_visits(rows, by=by, reason=reason)


# --- On the page of a person


class OfPersonInline(ReadOnly, ScopedTabularInline):
    """Read there, changed in a list of its own."""

    fields = ["what", "days"]
    readonly_fields = ["what", "days"]
    hide_title = True

    @admin.display(description=_("during"))
    def days(self, obj: Any) -> str:
        return days_label(obj.during)


class HomeInline(OfPersonInline):
    model = Residence
    verbose_name_plural = _("lives in")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related("building__estate", "household__building__estate").order_by("-during", "-pk")

    @admin.display(description=_("residence"))
    def what(self, home: Residence) -> str:
        return str(home.household or home.building)


class LinkInline(OfPersonInline):
    model = PioneerLink
    verbose_name_plural = _("linked to")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("post__parent").order_by("-during", "-pk")

    @admin.display(description=_("pioneer post"))
    def what(self, link: PioneerLink) -> str | SafeString:
        return format_html("{} · {}", link.post.parent or "", link.post)


PersonAdmin.inlines = [*PersonAdmin.inlines, HomeInline, LinkInline]
