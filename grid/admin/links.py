"""Links to posts, as the office keeps them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from accounts.auth.http import acting_user
from common.admin.base import ScopedModelAdmin
from common.admin.lists import ExportsList
from common.admin.pages import act_page, ask_once, posted, redirect_with_success
from common.time import clock
from grid.actions.exports import export_links
from grid.actions.links import end_link, link_person
from grid.admin.filters import CURRENT_OR_ALL, CurrentFilter
from grid.admin.forms.links import MoveForm, PostField, posts_offered
from grid.models import PioneerLink


@admin.register(PioneerLink)
class PioneerLinkAdmin(ExportsList, ScopedModelAdmin):
    """A link is opened, moved and ended. A past link is never edited."""

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
        """Permission of the form. The buttons above it move and end a link, and check their own permission."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: PioneerLink, form: Any, change: bool) -> None:
        link = link_person(obj.person, post=obj.post, by=acting_user(request))
        obj.pk, obj.during = link.pk, link.during

    # --- Acts

    def has_open_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this link can still be moved or ended; for a whole list, whether the user may change links."""
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
        form = MoveForm(posts_offered(request).exclude(pk=link.post_id), posted(request))
        return ask_once(
            request,
            form,
            run=lambda answers: link_person(link.person, **answers, by=acting_user(request)),
            done=lambda new: redirect_with_success(
                request,
                gettext("%(name)s is now linked to %(post)s.") % {"name": new.person.name, "post": new.post},
                "admin:grid_pioneerlink_change",
                new.pk,
            ),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=gettext("Move to another post"),
                subtitle=str(link),
                text=gettext("The link so far ends with yesterday and stays as history."),
                button=gettext("Move to another post"),
                back=reverse("admin:grid_pioneerlink_change", args=[link.pk]),
            ),
        )

    @action(description=_("End the link"), icon="link_off", url_path="end", permissions=["open"])
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        link = self.get_object(request, object_id)
        if link is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = forms.Form(posted(request))
        return ask_once(
            request,
            form,
            run=lambda _answers: end_link(link, by=acting_user(request)),
            done=lambda _link: redirect_with_success(
                request,
                gettext("The link of %(name)s has ended.") % {"name": link.person.name},
                "admin:grid_pioneerlink_changelist",
            ),
            show=lambda: act_page(
                self,
                request,
                form=form,
                title=gettext("End the link"),
                subtitle=str(link),
                text=gettext("From today on this person belongs to no post. The link stays as history."),
                button=gettext("End the link"),
                back=reverse("admin:grid_pioneerlink_change", args=[link.pk]),
                danger=True,
            ),
        )

    # --- Export

    def chosen(self, rows: QuerySet, which: str) -> QuerySet:
        return rows.filter(during__contains=clock.today()) if which == "current" else rows

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        return export_links(rows, by=by, reason=reason)
