"""People as the office keeps them. Numbers are masked; a whole one is shown for a reason that is kept."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextInputWidget

from accounts import rules
from accounts.actions import end_guardianship, enter_guardianship, reveal_phone
from accounts.forms import RevealForm
from accounts.models import (
    AccessLog,
    Consent,
    Delivery,
    Guardianship,
    Notification,
    Person,
    PrivacyNotice,
    SecurityEvent,
    User,
)
from accounts.phones import PhoneField, normalise_phone
from common.admin.base import ScopedModelAdmin, ScopedTabularInline
from common.exceptions import Refused
from common.time import clock


class ReadOnly:
    """Written by the portal itself; people only read it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NumberForm(forms.ModelForm):
    """A number is typed, never shown: an empty field leaves it as it is."""

    number = PhoneField(
        label=_("new mobile number"),
        required=False,
        help_text=_("Leave it empty to keep the number as it is."),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def save(self, commit: bool = True) -> Any:
        if number := self.cleaned_data.get("number"):
            self.instance.phone = number
        return super().save(commit)


class PersonForm(NumberForm):
    class Meta:
        model = Person
        fields = ["name", "birth_year", "language"]


class SignInForm(NumberForm):
    class Meta:
        model = User
        fields = ["person", "email", "is_active", "is_staff"]

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if number and User.objects.exclude(pk=self.instance.pk).filter(phone=number).exists():
            raise ValidationError(_("This number already belongs to another sign-in."))
        return number

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data.get("number"):
            self.instance.phone_verified = False  # until its owner has signed in with a code
        return super().save(commit)

    def clean_email(self) -> str | None:
        return self.cleaned_data["email"] or None


def find_by_phone(rows: models.QuerySet, typed: str) -> models.QuerySet | None:
    """The rows with exactly this number, when what was typed is a number."""
    try:
        return rows.filter(phone=normalise_phone(typed))
    except ValidationError:
        return None


class MaskedPhoneAdmin(ScopedModelAdmin):
    """Lists and forms with masked numbers; the whole one can be searched for, and asked for with a reason."""

    readonly_fields = ["phone_masked"]

    @admin.display(description=_("phone"))
    def phone_masked(self, obj: Any) -> str:
        return obj.masked_phone or "–"

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        found = find_by_phone(queryset, search_term)
        return (found, False) if found is not None else super().get_search_results(request, queryset, search_term)


def only_who_signs_in(request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
    """What a picker of people asks for that is only about sign-ins (`?signs_in=1`)."""
    picking = request.path == reverse("admin:autocomplete") and "signs_in" in request.GET
    return rows.filter(user__is_active=True) if picking else rows


class GuardianshipInline(ReadOnly, ScopedTabularInline):
    """To read; one is entered and ended on its own page."""

    model = Guardianship
    fk_name = "person"
    fields = ["by", "kind", "during"]
    show_change_link = True
    verbose_name = _("acts for this person")
    verbose_name_plural = _("who acts for this person")


class SignsInFilter(admin.EmptyFieldListFilter):
    """People with a sign-in and people without; a relation read backwards has no name of its own to show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("sign-in")


@admin.register(Person)
class PersonAdmin(MaskedPhoneAdmin):
    form = PersonForm
    fields = ["name", "phone_masked", "number", "birth_year", "language"]
    list_display = ["name", "phone_masked", "birth_year", "signs_in"]
    list_filter = [("user", SignsInFilter)]
    list_select_related = ["user"]
    search_fields = ["name"]
    search_help_text = _("Name, or a whole phone number")
    inlines = [GuardianshipInline]
    actions_detail = ["reveal"]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return super().get_search_results(request, only_who_signs_in(request, queryset), search_term)

    @admin.display(description=_("has a sign-in"), boolean=True)
    def signs_in(self, obj: Person) -> bool:
        return hasattr(obj, "user")

    @action(description=_("Show the whole number"), url_path="reveal", icon="visibility", permissions=["change"])
    def reveal(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why; then show the number once, on this page only."""
        person = self.get_object(request, object_id)
        if person is None:
            raise Http404
        form = RevealForm(request.POST or None)
        number = ""
        if request.method == "POST" and form.is_valid():
            number = reveal_phone(person, by=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Show the whole number"),
            "person": person,
            "form": form,
            "number": number,
            "opts": self.opts,
        }
        response = TemplateResponse(request, "accounts/admin_reveal.html", context)
        response["Cache-Control"] = "no-store"
        return response


@admin.register(User)
class UserAdmin(MaskedPhoneAdmin):
    form = SignInForm
    fields = ["person", "phone_masked", "number", "email", "is_active", "is_staff", "last_login", "date_joined"]
    readonly_fields = ["phone_masked", "last_login", "date_joined"]
    list_display = ["__str__", "phone_masked", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    list_select_related = ["person"]
    autocomplete_fields = ["person"]
    search_fields = ["person__name", "email"]
    search_help_text = _("Name, e-mail address, or a whole phone number")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if obj.pk == request.user.pk:
            rules.keeps_the_own_door(obj)
        if not obj.password:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only an operator makes operators, whoever else may come to keep sign-ins."""
        fields = [*super().get_readonly_fields(request, obj)]
        if obj and obj.person_id:
            fields.append("person")  # what a sign-in did was done by its person, and by nobody else
        return fields if request.user.is_staff else [*fields, "is_staff"]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A sign-in is switched off, not deleted: what it did points to it."""
        return False


@admin.register(Guardianship)
class GuardianshipAdmin(ScopedModelAdmin):
    """Entered and ended, never rewritten: what somebody could do for whom stays to be read."""

    fields = ["person", "by", "kind"]
    list_display = ["person", "kind", "by", "days"]
    list_filter = ["kind"]
    list_select_related = ["person", "by"]
    autocomplete_fields = ["person", "by"]
    search_fields = ["person__name", "by__name"]
    actions_detail = ["end"]

    def get_fields(self, request: HttpRequest, obj: Guardianship | None = None) -> Any:
        return [*self.fields, "days"] if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Guardianship | None = None) -> Any:
        return ["days"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Guardianship | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Guardianship | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Guardianship, form: Any, change: bool) -> None:
        made = enter_guardianship(obj.person, guardian=obj.by, kind=obj.kind, by=request.user)  # type: ignore[arg-type]
        obj.pk = made.pk
        obj._state.adding = False

    def has_end_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and not isinstance(obj, Guardianship):
            obj = self.get_object(request, obj)
        if obj is None:
            return True  # the view says that there is no such row
        try:
            rules.may_end_guardianship(obj, request.user)  # type: ignore[arg-type]
        except Refused:
            return False
        return obj.during.upper is None or obj.during.upper > clock.today()

    @action(description=_("End this guardianship"), icon="event_busy", url_path="end", permissions=["end"])
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask once; then it ends today."""
        guardianship = self.get_object(request, object_id) if self.has_view_permission(request) else None
        if guardianship is None:
            raise Http404
        if request.method == "POST":
            end_guardianship(guardianship, by=request.user)  # type: ignore[arg-type]
            return HttpResponseRedirect(reverse("admin:accounts_guardianship_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("End this guardianship"),
            "subtitle": str(guardianship),
            "opts": self.opts,
            "guardianship": guardianship,
        }
        return TemplateResponse(request, "accounts/admin_end_guardianship.html", context)


@admin.register(Consent)
class ConsentAdmin(ScopedModelAdmin):
    """Agreement given on paper or by phone is entered here; nobody changes one that was given."""

    fields = ["person", "notice"]
    list_display = ["person", "notice", "given_at", "given_by", "withdrawn_at"]
    list_filter = ["notice", ("withdrawn_at", admin.EmptyFieldListFilter)]
    list_select_related = ["person", "notice", "given_by__person"]
    autocomplete_fields = ["person"]
    search_fields = ["person__name"]

    def save_model(self, request: HttpRequest, obj: Consent, form: Any, change: bool) -> None:
        obj.given_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False


@admin.register(PrivacyNotice)
class PrivacyNoticeAdmin(ScopedModelAdmin):
    """A notice can be written ahead; from its day on its words stay, since people agreed to them."""

    list_display = ["version", "published_at"]
    fields = ["version", "published_at", "text"]

    def has_change_permission(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> bool:
        changeable = obj is None or obj.published_at > clock.now()
        return changeable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: PrivacyNotice | None = None) -> bool:
        changeable = obj is not None and obj.published_at > clock.now()
        return changeable and super().has_delete_permission(request, obj)


class DeliveryInline(ReadOnly, ScopedTabularInline):
    model = Delivery
    fields = ["channel", "state", "attempts", "sent_at", "due_at", "error"]


@admin.register(Notification)
class NotificationAdmin(ReadOnly, ScopedModelAdmin):
    list_display = ["title", "recipient", "created_at", "read_at"]
    list_select_related = ["recipient"]
    list_filter = [("read_at", admin.EmptyFieldListFilter), ("deliveries__state", admin.ChoicesFieldListFilter)]
    search_fields = ["recipient__name", "title"]
    inlines = [DeliveryInline]


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnly, ScopedModelAdmin):
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
class SecurityEventAdmin(ReadOnly, ScopedModelAdmin):
    list_display = ["at", "user", "what"]
    list_select_related = ["user__person"]
    list_filter = ["what"]
    search_fields = ["user__person__name"]
    date_hierarchy = "at"
