"""What a person's page in admin says of homes and of posts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import ReadOnly
from accounts.admin.people import PersonAdmin
from common.admin.base import ScopedTabularInline
from grid.models import PioneerLink, Residence
from grid.selectors.residents import homes_of


class OfPersonInline(ReadOnly, ScopedTabularInline):
    """Rows of grid on the page of a person: read there, and changed in a list of their own."""

    hide_title = True


class ResidenceInline(OfPersonInline):
    """The residences on the page of a person, the newest first. A household leads to who else lives there."""

    model = Residence
    fields = readonly_fields = ["building", "household", "days"]
    verbose_name_plural = _("lives in")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related("building__estate", "household__building__estate").order_by("-during", "-pk")


class PioneerLinkInline(OfPersonInline):
    """The links to posts on the page of a person, the newest first."""

    model = PioneerLink
    fields = readonly_fields = ["what", "days"]
    verbose_name_plural = _("linked to")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("post__parent").order_by("-during", "-pk")

    @admin.display(description=_("pioneer post"))
    def what(self, link: PioneerLink) -> str | SafeString:
        return format_html("{} · {}", link.post.parent or "", link.post)


@admin.display(description=_("lives in"))
def lives_in(person: Any) -> str:
    """Where somebody lives today, as far as the reader sees residences; a column of the list of people."""
    return "、".join(str(home.household or home.building) for home in person.homes)


PersonAdmin.list_display = [*PersonAdmin.list_display[:1], lives_in, *PersonAdmin.list_display[1:]]
PersonAdmin.list_prefetches = [*PersonAdmin.list_prefetches, homes_of]
PersonAdmin.inlines = [*PersonAdmin.inlines, ResidenceInline, PioneerLinkInline]
