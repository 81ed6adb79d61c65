"""The admin base. Whatever admin shows (lists, drop-downs, filters, autocompletes, inlines) is `visible_to(user)`.

Django scopes only the list itself; drop-downs and filters offer every row of the other table. Here they all ask
the model's queryset, and a model that has no `visible_to` is refused loudly instead of shown in full.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from common.admin import search
from common.admin.deletions import Deletion, what_is_deleted
from common.admin.filters import scoped_filter
from common.admin.formsets import MOST_ROWS, NamedInRow, ReadOnlyFormSet
from common.admin.history import history_of
from common.admin.initial import what_the_form_takes
from common.admin.lookups import asks_a_filter
from common.admin.refusals import (
    again_when_refused,
    done_if_sent,
    form_with_refusal,
    redirect_when_refused,
)
from common.admin.scope import (
    covered,
    named,
    reach_of,
    remembered_cover,
    require_within_scope,
    visible,
)
from common.admin.widgets import AdminDaysWidget, MomentField, Picker, Pickers, TimeWidget
from common.time.date_range_fields import DaysField
from common.time.dates import days_label


class ScopedFieldsMixin:
    """What lists and inlines have in common: their own rows and their drop-downs are visible ones only."""

    model: type[models.Model]
    formfield_overrides: ClassVar[dict[Any, Any]] = {
        DateRangeField: {"form_class": DaysField, "widget": AdminDaysWidget},
        models.DateTimeField: {"form_class": MomentField, "widget": MomentField.widget},
        models.TextField: {"widget": UnfoldAdminTextareaWidget({"rows": 4})},
        models.TimeField: {"widget": TimeWidget},
    }

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = visible(self.model, request)
        ordering = self.get_ordering(request)  # type: ignore[attr-defined]
        return rows.order_by(*ordering) if ordering else rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Days that are only read stand there in words, and not as the range that is stored."""
        fields = super().get_fields(request, obj)  # type: ignore[misc]
        return (
            ["days" if field == "during" else field for field in fields] if self._reads_days(request, obj) else fields
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return [*fields, "days"] if self._reads_days(request, obj) else fields

    def _reads_days(self, request: HttpRequest, obj: Any) -> bool:
        """Whether `during` is one of the `fields`, and is filled in neither in these rows nor in a new one."""
        may_add = self.has_add_permission(request, obj) if isinstance(self, TabularInline) else obj is None
        may_fill_in = may_add or self.has_change_permission(request, obj)  # type: ignore[attr-defined]
        return "during" in (self.fields or ()) and not may_fill_in  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("during"), ordering="during")
    def days(self, obj: Any) -> str:
        return days_label(obj.during)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs)
        self._pick(Picker, db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs)
        self._pick(Pickers, db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def _pick(self, widget: Any, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        """Our own picker for a field of `autocomplete_fields`."""
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", widget(db_field, self.admin_site, using=kwargs.get("using")))  # type: ignore[attr-defined]

    def _choices(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> models.QuerySet:
        other = db_field.remote_field.model
        visible_rows = visible(other, request)
        narrowed = kwargs.get("queryset")
        if narrowed is None:
            narrowed = self.get_field_queryset(kwargs.get("using"), db_field, request)  # type: ignore[attr-defined]
        return visible_rows if narrowed is None else narrowed.filter(pk__in=visible_rows.order_by().values("pk"))


class ScopedTabularInline(ScopedFieldsMixin, TabularInline):
    """Base of the inlines of admin; rows and drop-downs have only what the user may see.

    Where the user may only read, nothing that was sent is looked at; elsewhere a form has so many rows at most.
    """

    template = "admin/inline_table.html"
    extra = 0
    max_num = MOST_ROWS
    # What to say where there are no rows, to whoever cannot add any.
    nothing_yet = gettext_lazy("Nothing is entered yet.")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        acts = (self.has_add_permission, self.has_change_permission, self.has_delete_permission)
        if not any(may(request, obj) for may in acts):
            kwargs |= {"formset": ReadOnlyFormSet, "max_num": 0}
        formset: Any = super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)
        formset.form = type(formset.form.__name__, (NamedInRow, formset.form), {"read_by": request})
        return formset


class ScopedModelAdmin(ScopedFieldsMixin, ModelAdmin):
    """Base of every admin class of the portal. Its inlines must be scoped too.

    A rule that says no (`Refused`, or a violated named constraint) is shown above the form, or at the field that it
    names, with everything that was typed still in it. History reads the audit trail, and Django's own log of admin,
    which would keep names of people for good, is not written. The site has no deletion in bulk, and nothing is edited
    in a list: one slip would move a house.
    """

    list_filter_submit = True
    list_fullwidth = True
    change_list: type[ChangeList] = search.PrivateChangeList
    # What links to the list filter it by, beside its own filters: `starts_at__gte`.
    linked_lookups: tuple[str, ...] = ()
    list_per_page = 50
    # What to do when a search has found nothing.
    not_found = gettext_lazy("Try another way of writing it.")
    show_full_result_count = False
    # Django counts them without the filter's own queryset, so they would tell what a filter leaves out.
    show_facets = admin.ShowFacets.NEVER
    view_on_site: Any = False
    warn_unsaved_form = True
    compressed_fields = True
    object_history_template = "admin/history.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return self.change_list

    def get_inlines(self, request: HttpRequest, obj: models.Model | None) -> list:
        inlines = super().get_inlines(request, obj)
        for inline in inlines:
            if not issubclass(inline, ScopedFieldsMixin):
                raise ImproperlyConfigured(f"{inline.__name__} must be a scoped inline.")
        return inlines

    def get_list_filter(self, request: HttpRequest) -> list:
        return [scoped_filter(item, self.model) for item in super().get_list_filter(request)]

    def get_ordering(self, request: HttpRequest) -> Any:
        """Newest first where nobody says otherwise: the choices of a picker are paged, and need an order too."""
        return super().get_ordering(request) or self.opts.ordering or ("-pk",)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Whether a filter of the list, its days or a link to it asks for this (common.admin.lookups)."""
        return lookup in self.linked_lookups or asks_a_filter(
            lookup, self.get_list_filter(request), self.date_hierarchy
        )

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Pickers and popups name rows by their keys, and by no other column."""
        return to_field == self.opts.pk.name

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Rows of which each word is in one of `search_fields`, in any writing. Marks alone are in none."""
        if not search_term.strip():
            return queryset, False
        columns = list(self.get_search_fields(request))
        says, words = search.Says(self.model, columns, request), search.words_to_search(search_term)
        for word in words:
            queryset = queryset.filter(says(word))
        found = queryset if words else queryset.none()
        return found, any(lookup_spawns_duplicates(self.opts, column) for column in columns)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Django's; an empty `?_to_field=` names no field."""
        return super().get_object(request, object_id, from_field or None)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deletion:
        """What would be deleted too, or what forbids a deletion. Only rows that the user may see are named."""
        return what_is_deleted(self, list(objs), request)

    # --- Rights: the model's permission, and this very row within its scope

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and self._covers(request, obj, "view", "change")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._covers(request, obj, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._covers(request, obj, "delete")

    def _covers(self, request: HttpRequest, obj: Any, *acts: str) -> bool:
        """Whether one of `acts` is allowed on `obj`; of no row, or of one that is not saved yet, nothing is asked.

        Raises DoesNotExist for a form about a row that somebody has deleted since it was read: no appointment covers
        it any more, but that is no question of rights.
        """
        if obj is None or any(reach_of(self.model, request, act).everything for act in acts):
            return True
        if len(acts) == 1 and (known := remembered_cover(obj, request, acts[0])) is not None:
            return known
        obj = self.row_of(request, obj)
        if obj is None or obj.pk is None or any(covered(obj, request, act) for act in acts):
            return True
        if request.method == "POST":
            obj.refresh_from_db(fields=["pk"])
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        require_within_scope(obj, request, "change" if change else "add")

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for gone in getattr(formset, "deleted_forms", ()):
            if gone.instance.pk:
                require_within_scope(gone.instance, request, "delete")
        super().save_formset(request, form, formset, change)
        for obj in formset.new_objects:
            require_within_scope(obj, request, "add")
        for obj, _fields in formset.changed_objects:
            require_within_scope(obj, request, "change")

    def row_of(self, request: HttpRequest, obj: Any) -> Any:
        """The row that a button is about. A button of unfold brings the key, as the address has it.

        None without a row: then the view of the button answers that there is no such row.
        """
        return obj if obj is None or isinstance(obj, self.model) else self.get_object(request, str(obj))

    # --- A rule said no

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.read_by = request
        refusal = getattr(request, "refusal", None)
        return form_with_refusal(form, refusal) if refusal and request.method == "POST" else form

    def log_addition(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the audit trail has it."""

    log_change = log_deletions = log_addition

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        def view() -> HttpResponse:
            return super(ScopedModelAdmin, self).changeform_view(request, object_id, form_url, extra_context)

        return done_if_sent(request, again_when_refused(request, view))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        # A list is called what is on it; Django would say what to do there: “Select building to change”.
        titled = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}

        def view() -> HttpResponse:
            return super(ScopedModelAdmin, self).changelist_view(request, titled)

        if search.is_search(request):
            if not self.has_view_or_change_permission(request):
                raise PermissionDenied
            return search.begin_search(request)
        then = request.path if request.method != "POST" else request.get_full_path()
        return done_if_sent(request, redirect_when_refused(request, view, then=then))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        def view() -> HttpResponse:
            return super(ScopedModelAdmin, self).delete_view(request, object_id, extra_context)

        return done_if_sent(request, redirect_when_refused(request, view, then=request.get_full_path()))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address of a new record fills in (`?person=5`), as far as its form would take it."""
        asked = super().get_changeform_initial_data(request)
        return what_the_form_takes(self.get_form(request)(), asked) if asked else {}

    # --- The page of one record

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the page of one record shows besides its form; `obj` is None while a record is being added."""
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context = {**context, **self.page_context(request, kwargs.get("obj"))}
        return super().render_change_form(request, context, *args, **kwargs)

    # --- History

    def withheld(self, request: HttpRequest, obj: Any) -> frozenset[str]:
        """The columns of this row that the user does not read, although they may see the row."""
        return frozenset()

    def named_in_history(self, request: HttpRequest, obj: Any, model: type[models.Model]) -> models.QuerySet:
        """The rows of a model that the history of this row names to the user."""
        return named(model, request)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            obj = response.context_data["object"]
            response.context_data["changes"] = history_of(
                obj,
                rows=lambda model: self.named_in_history(request, obj, model),
                withheld=self.withheld(request, obj),
            )
        return response

    # --- Columns that several lists share

    def link_to_list(self, model: type[models.Model], text: object, **lookups: Any) -> SafeString:
        """A link to the list of another model, filtered; only the text where that model is not registered."""
        if model not in self.admin_site._registry:
            return format_html("{}", text)
        meta = model._meta
        url = reverse(f"{self.admin_site.name}:{meta.app_label}_{meta.model_name}_changelist", query=lookups)
        return format_html('<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', url, text)
