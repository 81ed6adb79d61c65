"""Links to posts, as the office keeps them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from accounts.auth.http import acting_user
from common.admin.pages import act_on_row, act_page, ask_once, posted, redirect_with_success
from grid.actions.exports import export_links
from grid.actions.links import end_link, link_person
from grid.admin.base import OfPersonAdmin
from grid.admin.filters import CurrentFilter
from grid.admin.forms.links import MoveLinkForm, PostField, posts_offered_for_link
from grid.models import PioneerLink


@admin.register(PioneerLink)
class PioneerLinkAdmin(OfPersonAdmin):
    """The office's list of links to posts. A link is opened, moved and ended; a past one is never edited."""

    list_display = ["who", "phone", "post", "branch", "days"]
    shown: ClassVar = list_display
    list_filter = [CurrentFilter, "post__parent", "post"]
    list_select_related = ["person", "post__parent"]
    autocomplete_fields = ["person"]
    search_fields = ["person__name", "post__name"]
    search_help_text = _("Name or post")
    fields = ["person", "post"]
    actions_detail = ["move", "end"]

    @admin.display(description=_("estate branch"), ordering="post__parent__number")
    def branch(self, link: PioneerLink) -> str:
        return str(link.post.parent or "")

    # --- The form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "post":
            kwargs["form_class"] = PostField
            kwargs["queryset"] = posts_offered_for_link(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: PioneerLink, form: Any, change: bool) -> None:
        link = link_person(obj.person, post=obj.post, by=acting_user(request))
        obj.pk, obj.during = link.pk, link.during

    # --- Acts

    @action(description=_("Move to another post"), icon="swap_horiz", url_path="move", permissions=["open"])
    def move(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the other post; the link so far ends with yesterday."""
        link = self.get_object(request, object_id)
        if link is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = MoveLinkForm(posts_offered_for_link(request).exclude(pk=link.post_id), posted(request))
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
        return act_on_row(
            self,
            request,
            link,
            forms.Form(posted(request)),
            run=lambda _answers: end_link(link, by=acting_user(request)),
            title=gettext("End the link"),
            text=gettext("From today on this person belongs to no post. The link stays as history."),
            button=gettext("End the link"),
            done=gettext("The link of %(name)s has ended.") % {"name": link.person.name},
            then="admin:grid_pioneerlink_changelist",
            danger=True,
        )

    # --- Export

    def content(self, rows: QuerySet, *, by: Any, reason: str) -> bytes:
        return export_links(rows, by=by, reason=reason)
