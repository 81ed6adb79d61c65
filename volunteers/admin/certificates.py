"""Certificates as the office keeps them: issued for who has no phone, printed, revoked; never edited."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from accounts.admin.base import FindsPeopleAdmin
from accounts.auth.http import acting_user
from common.admin.forms import without_links
from common.admin.pages import act_on_row, posted, require_allowed
from common.http.cache_headers import private
from common.http.keys import get_visible_or_404
from common.time import formatting
from stations.admin.base import ActedOnAdmin
from volunteers.actions.certificates import issue_certificate, revoke_certificate
from volunteers.admin.forms.papers import AdminCertificateForm, RevocationForm
from volunteers.models import Certificate
from volunteers.presenters.certificates import CertificateSheet
from volunteers.rules.certificates import can_revoke


class ValidityFilter(admin.SimpleListFilter):
    """A filter of certificates: valid ones, or revoked ones."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("valid", _("valid")), ("revoked", _("revoked"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in ("valid", "revoked"):
            return queryset.filter(voided_at__isnull=self.value() == "valid")
        return queryset


@admin.register(Certificate)
class CertificateAdmin(ActedOnAdmin, FindsPeopleAdmin):
    """The office's list of certificates. One is issued by the form, and then only printed or revoked."""

    form = AdminCertificateForm
    list_display = ["number_shown", "who", "period", "checked", "by_hand", "standing", "issued_at", "issuer"]
    list_display_links = ["number_shown"]
    list_filter: Any = [ValidityFilter, "team", "year"]
    list_select_related = ["team", "volunteer__person"]
    search_fields = ["volunteer__person__name"]
    autocomplete_fields: ClassVar = ["volunteer"]
    actions_detail = ["print_sheet", "revoke"]

    # --- What is shown

    @admin.display(description=_("number"), ordering="serial")
    def number_shown(self, certificate: Certificate) -> str:
        return certificate.number

    @admin.display(description=_("name"), ordering="volunteer__person__name_sort")
    def who(self, certificate: Certificate) -> str:
        return certificate.name

    @admin.display(description=_("service time"), ordering="first_day")
    def period(self, certificate: Certificate) -> str:
        return f"{certificate.first_day} – {certificate.last_day}"

    @admin.display(description=_("checked in"), ordering="minutes_checked")
    def checked(self, certificate: Certificate) -> str:
        return formatting.hours_and_minutes(certificate.minutes_checked)

    @admin.display(description=_("by hand"), ordering="minutes_by_hand")
    def by_hand(self, certificate: Certificate) -> str:
        return formatting.hours_and_minutes(certificate.minutes_by_hand)

    @display(description=_("state"), label={"valid": "success", "revoked": "danger"})
    def standing(self, certificate: Certificate) -> tuple[str, str]:
        return ("valid", gettext("valid")) if certificate.is_valid else ("revoked", gettext("revoked"))

    @admin.display(description=_("state"))
    def state_in_words(self, certificate: Certificate) -> str:
        return gettext("valid") if certificate.is_valid else gettext("revoked")

    def get_fields(self, request: HttpRequest, obj: Certificate | None = None) -> Any:
        if obj is None:
            return ["volunteer", "first_day", "last_day", "extra"]
        facts = ["number_shown", "who", "period", "checked", "by_hand", "content", "unit", "contact", "issuer"]
        revoked = [] if obj.is_valid else ["voided_at", "void_reason"]
        return [*facts, "issued_at", "state_in_words", *revoked]

    def get_readonly_fields(self, request: HttpRequest, obj: Certificate | None = None) -> Any:
        return self.get_fields(request, obj) if obj else []

    # --- Issuing

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            # The boxes stand beside them: their column is never typed into.
            kwargs["fields"] = ["volunteer", "first_day", "last_day"]
        form = super().get_form(request, obj, change=change, **kwargs)
        without_links(form, "volunteer")
        return form

    def save_model(self, request: HttpRequest, obj: Certificate, form: Any, change: bool) -> None:
        answers = form.cleaned_data
        made = issue_certificate(
            answers["volunteer"],
            first_day=answers["first_day"],
            last_day=answers["last_day"],
            extra=answers["extra"],
            by=acting_user(request),
        )
        for field in Certificate._meta.concrete_fields:
            setattr(obj, field.attname, getattr(made, field.attname))
        obj._state.adding = False

    # --- Acts

    def get_actions_detail(self, request: HttpRequest, object_id: int | str) -> list[Any]:
        found: Any = self.get_object(request, str(object_id))
        acts = super().get_actions_detail(request, object_id)
        if found is None or can_revoke(found, acting_user(request)):
            return acts
        return [one for one in acts if not one.path.endswith("revoke")]

    @action(description=_("Sheet to print"), icon="print", url_path="print", permissions=["view"])
    def print_sheet(self, request: HttpRequest, object_id: str) -> HttpResponse:
        certificate = self._row(request, object_id)
        require_allowed(self.has_view_permission(request, certificate))
        back = reverse("admin:volunteers_certificate_change", args=[certificate.pk])
        context = {"sheet": CertificateSheet(certificate), "certificate": certificate, "back": back}
        return private(render)(request, "volunteers/certificate.html", context)

    @action(
        description=_("Revoke"),
        icon="block",
        url_path="revoke",
        permissions=["run"],
        variant=ActionVariant.DANGER,
    )
    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponse:
        certificate = self._row(request, object_id)
        require_allowed(self.has_run_permission(request, certificate))
        return act_on_row(
            self,
            request,
            certificate,
            RevocationForm(posted(request)),
            run=lambda answers: revoke_certificate(certificate, **answers, by=acting_user(request)),
            title=gettext("Revoke the certificate"),
            text=gettext("From then on the verify page says that it is no longer valid. This cannot be undone."),
            button=gettext("Revoke"),
            done=gettext("The certificate is revoked, and the volunteer is told."),
            danger=True,
        )

    def _row(self, request: HttpRequest, object_id: str) -> Certificate:
        rows = self.get_queryset(request).select_related("team__community", "volunteer__person")
        certificate: Certificate = get_visible_or_404(rows, object_id)
        return certificate
