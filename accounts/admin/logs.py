"""What is only read: notices and how they travelled, the access log, changes of passwords and second factors."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.base import FindsPeopleAdmin, ReadOnly
from accounts.models import AccessLog, Delivery, Notification, SecurityEvent
from common.admin.base import ScopedTabularInline
from common.admin.filters import FilledFilter


class DeliveryInline(ReadOnly, ScopedTabularInline):
    """The deliveries of a notice by e-mail and SMS, on the admin page of the notice."""

    model = Delivery
    fields = ["channel", "state", "attempts", "sent_at", "due_at", "error"]


class ReadFilter(FilledFilter):
    """Notices that were read on the pages of the recipient, and those that were not."""

    heading, filled, empty = _("read or not"), _("has been read"), _("not read yet")


@admin.register(Notification)
class NotificationAdmin(ReadOnly, FindsPeopleAdmin):
    """The notices to people; read here, with their deliveries. What only programs read of them is left out."""

    fields = ["recipient", "title", "body", "created_at", "read_at"]
    list_display = ["title", "recipient", "created_at", "read_at"]
    list_select_related = ["recipient"]
    list_filter = [("read_at", ReadFilter), ("deliveries__state", admin.ChoicesFieldListFilter)]
    search_fields = ["recipient__name", "title"]
    inlines = [DeliveryInline]


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnly, FindsPeopleAdmin):
    """The log of who read which personal data and why; read here."""

    fields = ["at", "user", "person", "read", "reason"]
    readonly_fields = ["read"]
    list_display = ["at", "user", "person", "read", "reason"]
    list_select_related = ["user__person", "person"]
    search_fields = ["person__name", "user__person__name", "reason"]
    date_hierarchy = "at"

    @admin.display(description=_("what"), ordering="what")
    def read(self, look: AccessLog) -> str:
        return look.what_label


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnly, FindsPeopleAdmin):
    """Changes of passwords, addresses and second factors of sign-ins; read here."""

    list_display = ["at", "user", "what"]
    list_select_related = ["user__person"]
    list_filter = ["what"]
    search_fields = ["user__person__name"]
    date_hierarchy = "at"
