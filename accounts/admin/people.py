"""People as the office keeps them. Numbers are masked; a whole one is shown for a reason that is kept."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from accounts.actions.people import reveal_phone
from accounts.actions.sign_in_changes import ask_for_change, tell_of_removed_address
from accounts.admin.base import MaskedPhoneAdmin, ReadOnly
from accounts.admin.forms.people import PersonForm, PhoneRevealForm, SignInForm
from accounts.auth.http import acting_user
from accounts.forms.people import WHAT_TO_TYPE
from accounts.models import Guardianship, Person, User
from accounts.rules.people import require_keeps_own_access
from accounts.rules.sign_in_changes import require_number_of_no_sign_in
from accounts.selectors.people import is_own, people_to_appoint
from accounts.selectors.search import Typed, new_person_in
from common.admin.base import ScopedTabularInline
from common.admin.filters import FilledFilter
from common.admin.pages import ask_once, office_page, posted, require_allowed
from common.admin.search import words_before_adding


def only_who_signs_in(request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
    """The rows that a picker of people offers; with `?signs_in=1` only who can be appointed."""
    if request.path != reverse("admin:autocomplete") or "signs_in" not in request.GET:
        return rows
    return rows.filter(pk__in=people_to_appoint(acting_user(request)).order_by().values("pk"))


class GuardianshipInline(ReadOnly, ScopedTabularInline):
    """Read here; a guardianship is entered and ended on its own page."""

    model = Guardianship
    fk_name = "person"
    fields = ["by", "kind", "during"]
    show_change_link = True
    verbose_name = _("acts for this person")
    verbose_name_plural = _("who acts for this person")


class SignsInFilter(FilledFilter):
    """People with a sign-in, and people without."""

    heading, filled, empty = _("sign-in"), _("can sign in"), _("cannot sign in")

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> Any:
        """Of people only met, the filter would tell whether they sign in: it leaves them out."""
        return super().queryset(request, queryset.filter(is_own=True) if self.used_parameters else queryset)


class FreedNumberFilter(admin.SimpleListFilter):
    """The filter of people whose number somebody else has now, for the office that is to reach them."""

    title = _("phone")
    parameter_name = "number"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("freed", _("somebody else has it now"))] if request.user.has_perm("accounts.add_person") else []

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(is_own=True).without_freed_number() if self.value() == "freed" else queryset


def is_own_person(request: HttpRequest, person: models.Model) -> bool:
    """Whether the reader keeps this person, so that the page shows more than the name; the list has asked already."""
    known: bool | None = getattr(person, "is_own", None)
    if known is None:
        known = Person.objects.own_of(request.user).filter(pk=person.pk).exists()
    return known


@admin.register(Person)
class PersonAdmin(MaskedPhoneAdmin):
    """People as the office keeps them. A whole phone number is shown for a reason that is kept.

    Of people whom the reader only meets (guests, colleagues), everything but the name stays empty.
    """

    form = PersonForm
    fields = ["name", "phone_masked", "number", "birth_year", "language"]
    list_display: ClassVar[list[Any]] = ["name", "phone_masked", "born", "signs_in"]
    list_filter = [("user", SignsInFilter), FreedNumberFilter]
    list_select_related = ["user"]
    search_fields = ["name"]
    search_help_text = WHAT_TO_TYPE
    ordering = ["name_sort", "pk"]
    not_found = _("Try another way of writing it, or enter a new resident.")
    inlines = [GuardianshipInline]
    actions_detail = ["reveal"]
    # What other apps show in the list of people: prefetches by the reader, each one query for the page.
    list_prefetches: ClassVar[list[Callable[[User], models.Prefetch]]] = []

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With `is_own`, and with the year of birth of the own people, by which alone the list can be sorted."""
        rows = super().get_queryset(request).annotate(is_own=is_own(acting_user(request)))
        return rows.annotate(own_birth_year=Case(When(is_own=True, then="birth_year")))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        reader = acting_user(request)
        models.prefetch_related_objects(list(changelist.result_list), *(of(reader) for of in self.list_prefetches))
        return changelist

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        if change and form.cleaned_data.get("number"):
            require_number_of_no_sign_in(obj)
        super().save_model(request, obj, form, change)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return super().get_search_results(request, only_who_signs_in(request, queryset), search_term)

    @admin.display(description=_("phone"))
    def phone_masked(self, obj: Any) -> str:
        return super().phone_masked(obj) if obj.is_own else ""

    @admin.display(description=_("year of birth"), ordering="own_birth_year")
    def born(self, obj: Any) -> int | None:
        return obj.own_birth_year

    @admin.display(description=_("has a sign-in"), boolean=True)
    def signs_in(self, obj: Any) -> bool | None:
        return hasattr(obj, "user") if obj.is_own else None

    # --- The page of one person

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever was searched for in the list and not found is entered with the name and number that were typed."""
        typed = new_person_in(words_before_adding(request))
        fields = {"name": "name", "phone": "number"}
        initial = {fields[name]: text for name, text in typed.items()}
        return {**initial, **super().get_changeform_initial_data(request)}

    def get_fields(self, request: HttpRequest, obj: Person | None = None) -> Any:
        return super().get_fields(request, obj) if obj is None or is_own_person(request, obj) else ["name"]

    def get_inlines(self, request: HttpRequest, obj: models.Model | None) -> list:
        return super().get_inlines(request, obj) if obj is None or is_own_person(request, obj) else []

    def page_context(self, request: HttpRequest, obj: Person | None) -> dict[str, Any]:
        """No link to the history of somebody only met, which is refused."""
        return {} if obj is None or is_own_person(request, obj) else {"show_history": False}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        person = self.get_object(request, object_id)
        require_allowed(person is None or is_own_person(request, person))
        return super().history_view(request, object_id, extra_context)

    @action(description=_("Show the whole number"), url_path="reveal", icon="visibility", permissions=["change"])
    def reveal(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask why; then show the number once, on this page only."""
        person = self.get_object(request, object_id)
        if person is None:
            raise Http404
        form = PhoneRevealForm(posted(request))

        def page(number: str = "") -> HttpResponse:
            return office_page(
                self,
                request,
                "admin/accounts/reveal_phone.html",
                _("Show the whole number"),
                person=person,
                form=form,
                number=number,
                digits=number.removeprefix("+86"),
            )

        return ask_once(
            request,
            form,
            run=lambda answers: reveal_phone(person, by=acting_user(request), **answers),
            done=page,
            show=page,
        )


class WaitingChangeFilter(admin.SimpleListFilter):
    """The filter of sign-ins of which a new number or address waits."""

    title = _("change that waits")
    parameter_name = "change"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.with_waiting_change() if self.value() == "waiting" else queryset


@admin.register(User)
class UserAdmin(MaskedPhoneAdmin):
    """Sign-ins as the office keeps them: one is switched off, not deleted; only an operator makes operators."""

    form = SignInForm
    fields = [
        "person",
        "phone_masked",
        "number",
        "email",
        "reason",
        "waiting",
        "is_active",
        "is_staff",
        "last_login",
        "date_joined",
    ]
    readonly_fields = ["phone_masked", "waiting", "last_login", "date_joined"]
    list_display = ["__str__", "phone_masked", "email", "is_active", "is_staff", "last_login"]
    list_filter = [WaitingChangeFilter, "is_active", "is_staff"]
    list_select_related = ["person"]
    autocomplete_fields = ["person"]
    search_fields = ["person__name", "email"]
    search_help_text = _("Name, e-mail address, or a whole phone number")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if obj.pk == request.user.pk:
            require_keeps_own_access(obj)
        if not obj.password:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if form.waits:
            ask_for_change(obj, by=acting_user(request), reason=form.cleaned_data["reason"], **form.waits)
        elif form.initial.get("email") and not obj.email:
            tell_of_removed_address(obj)

    def matching(self, request: HttpRequest, typed: str) -> models.Q:
        """Also by the number of the sign-in, which may be another than the person's."""
        return super().matching(request, typed) | models.Q(phone__in=Typed(typed).phones)

    @admin.display(description=_("change that waits"))
    def waiting(self, obj: User) -> str:
        change = obj.sign_in_changes.waiting().first() if obj.pk else None
        return f"{change}, {formats.localize(timezone.localtime(change.due_at))}" if change else "–"

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only an operator can make somebody an operator."""
        fields = [*super().get_readonly_fields(request, obj)]
        if obj and obj.person_id:
            fields.append("person")  # what a sign-in did was done by its person, and by nobody else
        return fields if request.user.is_staff else [*fields, "is_staff"]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A sign-in is switched off, not deleted: what it did points to it."""
        return False
