"""What the office fills in to link somebody to a post."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.auth.http import acting_user
from grid.models import OrgUnit


def posts_offered_for_link(request: HttpRequest) -> QuerySet[OrgUnit]:
    """The posts to which the user may link people, in the order of the tree."""
    posts = OrgUnit.objects.within(acting_user(request).rights.holding("grid.add_pioneerlink")).posts()
    return posts.select_related("parent").order_by("parent__number", "parent__name", "number", "name")


class PostField(forms.ModelChoiceField):
    """The post of a link, shown with its branch, because the names of posts alone are much alike."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent} · {obj.name}"


class MoveLinkForm(forms.Form):
    """The form that moves a link to another post; `posts` are those on offer."""

    post = PostField(OrgUnit.objects.none(), label=_("to the post"), widget=UnfoldAdminSelectWidget)

    def __init__(self, posts: QuerySet[OrgUnit], *args: Any) -> None:
        super().__init__(*args)
        field: Any = self.fields["post"]
        field.queryset = posts
