"""The base of records that nobody edits: an action makes them, and acts with pages of their own change them."""

from typing import Any

from django import forms
from django.http import HttpRequest

from common.admin.base import ScopedModelAdmin
from stations.admin.acts import rooms_for
from stations.admin.forms import RoomField
from stations.models import Space


class ActedOnAdmin(ScopedModelAdmin):
    """Read-only once it is made. Who could change it otherwise may run its acts (`permissions=["run"]`)."""

    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_run_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj)


class RoomForSomebodyAdmin(ActedOnAdmin):
    """A person is to have a room: both are asked for by a form that is there only for a new record."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            kwargs |= {"form": forms.ModelForm, "fields": []}
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in {"person", "space"} & set(form.base_fields):
            wrapped: Any = form.base_fields[name].widget
            form.base_fields[name].widget = wrapped.widget  # without links to edit the other
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "space":
            kwargs["queryset"] = rooms_for(self.model, request).filter(use=Space.Use.BOOKABLE)
            kwargs["form_class"] = RoomField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
