"""The admin base. Whatever admin shows (lists, drop-downs, filters, autocompletes, inlines) is `visible_to(user)`.

Django scopes only the list itself; drop-downs and filters offer every row of the other table. Here they all ask
the model's queryset, and a model that has no `visible_to` is refused loudly instead of shown in full.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects, NotRelationField, get_fields_from_path, get_model_from_relation
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured, PermissionDenied
from django.db import DEFAULT_DB_ALIAS, models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import RelatedDropdownFilter
from unfold.widgets import UnfoldAdminTextareaWidget

from common.admin import search
from common.admin.history import history_of
from common.admin.refusals import (
    again_when_refused,
    done_if_sent,
    form_with_refusal,
    formset_with_refusal,
    redirect_when_refused,
)
from common.admin.scope import covered, is_model_hidden, named, reach_of, require_within_scope, visible
from common.admin.widgets import AdminDaysWidget
from common.time.date_range_fields import DaysField
from common.time.dates import days_label


class ScopedFilterMixin:
    """A filter over a relation that offers only what the user may see."""

    def field_choices(
        self, field: models.Field, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, str]]:
        rows = visible(get_model_from_relation(field), request)
        ordering = self.field_admin_ordering(field, request, model_admin)  # type: ignore[attr-defined]
        rows = rows.complex_filter(field.get_limit_choices_to())  # type: ignore[attr-defined]
        return [(row.pk, str(row)) for row in (rows.order_by(*ordering) if ordering else rows)]


class ScopedRelatedFilter(ScopedFilterMixin, RelatedDropdownFilter):
    """The filter that a relation named in `list_filter` gets."""


def scoped_filter(item: Any, model: type[models.Model]) -> Any:
    """One entry of `list_filter`, with every filter over a relation closed to what is not visible."""
    path, kind = item if isinstance(item, tuple | list) else (item, None)
    if not isinstance(path, str):
        return item
    try:
        fields = get_fields_from_path(model, path)
    except (FieldDoesNotExist, NotRelationField):
        return item
    if kind is None:
        return (path, ScopedRelatedFilter) if fields[-1].is_relation else item
    if issubclass(kind, admin.RelatedFieldListFilter) and not issubclass(kind, ScopedFilterMixin):
        return (path, type(f"Scoped{kind.__name__}", (ScopedFilterMixin, kind), {}))
    if issubclass(kind, admin.AllValuesFieldListFilter) and len(fields) > 1:
        raise ImproperlyConfigured(f"{path}: this filter would list values of rows that are not visible.")
    return item


class ScopedFieldsMixin:
    """What lists and inlines have in common: their own rows and their drop-downs are visible ones only."""

    model: type[models.Model]
    formfield_overrides: ClassVar[dict[Any, Any]] = {
        DateRangeField: {"form_class": DaysField, "widget": AdminDaysWidget},
        models.TextField: {"widget": UnfoldAdminTextareaWidget({"rows": 4})},
    }

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = visible(self.model, request)
        ordering = self.get_ordering(request)  # type: ignore[attr-defined]
        return rows.order_by(*ordering) if ordering else rows

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = self._choices(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def _choices(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> models.QuerySet:
        other = db_field.remote_field.model
        visible_rows = visible(other, request)
        narrowed = kwargs.get("queryset")
        if narrowed is None:
            narrowed = self.get_field_queryset(kwargs.get("using"), db_field, request)  # type: ignore[attr-defined]
        return visible_rows if narrowed is None else narrowed.filter(pk__in=visible_rows.order_by().values("pk"))


class ScopedTabularInline(ScopedFieldsMixin, TabularInline):
    """Base of the inlines of admin; rows and drop-downs have only what the user may see."""

    extra = 0


class ScopedModelAdmin(ScopedFieldsMixin, ModelAdmin):
    """Base of every admin class of the portal. Its inlines must be scoped too.

    A rule that says no (`Refused`, or a violated named constraint) is shown above the form, or at the field that it
    names, with everything that was typed still in it. History reads the audit trail. Deleting in bulk is off unless
    a class asks for it.
    """

    list_filter_submit = True
    list_fullwidth = True
    list_per_page = 50
    show_full_result_count = False
    warn_unsaved_form = True
    compressed_fields = True
    object_history_template = "admin/history.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return search.PrivateChangeList

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
        """A list is not filtered by what other records say of its rows (`?party_relations__isnull=0`): whoever may
        not read those would learn of them. Filters that the class names itself are meant."""
        first = lookup.split("__")[0]
        meant = {str(item[0] if isinstance(item, tuple | list) else item).split("__")[0] for item in self.list_filter}
        backwards = {relation.name for relation in self.opts.related_objects}
        if first in backwards and first not in meant:
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list, dict[str, int], set[str], list[str]]:
        """What would be deleted too, or what forbids a deletion. Only rows that the user may see are named."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        collector = NestedObjects(using=DEFAULT_DB_ALIAS)
        collector.collect(list(objs))
        if protected:
            protected = _named(collector.protected, request)
        taken = [row for rows in collector.data.values() for row in rows]
        if any(is_model_hidden(model, request) for model in collector.data):
            deleted = _named(taken, request)
            known = {
                str(model._meta.verbose_name_plural)
                for model in collector.data
                if not is_model_hidden(model, request)
            }
            counts = {name: n for name, n in counts.items() if str(name) in known}
        return deleted, counts, needed, protected

    # --- Rights: the model's permission, and this very row within its scope

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and self._covers(request, obj, "view", "change")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._covers(request, obj, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._covers(request, obj, "delete")

    def _covers(self, request: HttpRequest, obj: Any, *acts: str) -> bool:
        """Whether one of `acts` is allowed on `obj`; of no row, or of one that is not saved yet, nothing is asked."""
        if obj is None or any(reach_of(self.model, request, act).everything for act in acts):
            return True
        rows = getattr(request, "changeable_rows", None)
        if rows is not None and acts == ("change",) and getattr(obj, "pk", None) in rows["asked"]:
            return obj.pk in rows["changeable"]
        obj = self.row_of(request, obj)
        return obj is None or obj.pk is None or any(covered(obj, request, act) for act in acts)

    def _get_formset_with_permissions(self, request: HttpRequest, queryset: Any, **kwargs: Any) -> Any:
        """Django asks of each row of a list with editable cells whether it may be changed: one query answers."""
        keys = {row.pk for row in queryset}
        permitted = self.model._default_manager.permitted(request.user, "change")  # type: ignore[attr-defined]
        changeable = set(permitted.filter(pk__in=keys).values_list("pk", flat=True))
        request.changeable_rows = {"asked": keys, "changeable": changeable}  # type: ignore[attr-defined]
        return super()._get_formset_with_permissions(request, queryset, **kwargs)

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
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return form_with_refusal(form, refusal) if refusal and request.method == "POST" else form

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        formset = super().get_changelist_formset(request, **kwargs)
        refusal = getattr(request, "refusal", None)
        return formset_with_refusal(formset, refusal) if refusal else formset

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
        named = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}

        def view() -> HttpResponse:
            return super(ScopedModelAdmin, self).changelist_view(request, named)

        if search.is_search(request):
            if not self.has_view_or_change_permission(request):
                raise PermissionDenied
            return search.begin_search(request)
        if "_save" in request.POST:  # cells edited in the list
            return done_if_sent(request, again_when_refused(request, view))
        return done_if_sent(request, redirect_when_refused(request, view, then=request.get_full_path()))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        def view() -> HttpResponse:
            return super(ScopedModelAdmin, self).delete_view(request, object_id, extra_context)

        return done_if_sent(request, redirect_when_refused(request, view, then=request.get_full_path()))

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

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            obj = response.context_data["object"]
            response.context_data["changes"] = history_of(
                obj, rows=lambda model: named(model, request), withheld=self.withheld(request, obj)
            )
        return response

    # --- Columns that several lists share

    @admin.display(description=_("during"), ordering="during")
    def days(self, obj: Any) -> str:
        return days_label(obj.during)

    def link_to_list(self, model: type[models.Model], text: object, **lookups: Any) -> SafeString:
        """A link to the list of another model, filtered; only the text where that model is not registered."""
        if model not in self.admin_site._registry:
            return format_html("{}", text)
        meta = model._meta
        url = reverse(f"{self.admin_site.name}:{meta.app_label}_{meta.model_name}_changelist", query=lookups)
        return format_html('<a class="text-primary-600 dark:text-primary-500" href="{}">{}</a>', url, text)


def _named(rows: Iterable[models.Model], request: HttpRequest) -> list[str]:
    """Each row by its name, and how many more there are that are not named."""
    named, unnamed = [], 0
    for row in rows:
        if is_model_hidden(type(row), request):
            unnamed += 1
        else:
            named.append(f"{capfirst(row._meta.verbose_name)}: {row}")
    if unnamed:
        more = ngettext("%(n)d record that is not shown here", "%(n)d records that are not shown here", unnamed)
        named.append(more % {"n": unnamed})
    return named
