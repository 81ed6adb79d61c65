"""Tags and filters of the pages of the office."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, MultiWidget
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from unfold.contrib.filters.forms import DropdownForm

register = template.Library()

MAIN = '<div id="main"'


@register.filter
def with_main_landmark(page: SafeString) -> SafeString:
    """The layout of django-unfold, its right column marked as what the page is about: screen readers jump there."""
    return mark_safe(page.replace(MAIN, f'{MAIN} role="main"', 1))


@register.simple_tag
def filter_dropdown(spec: Any, choices: list[dict[str, Any]]) -> DropdownForm:
    """The choices of one of Django's filters as a drop-down of the form of filters.

    Django offers them as links, and a link forgets what has just been chosen in the form beside it.
    """
    name = spec.expected_parameters()[0]
    values = [QueryDict(choice["query_string"].removeprefix("?")).get(name, "") for choice in choices]
    chosen = [value for value, choice in zip(values, choices, strict=True) if choice["selected"]]
    return DropdownForm(
        name=name,
        label=_(" By %(filter_title)s ") % {"filter_title": spec.title},
        choices=[(value, choice["display"]) for value, choice in zip(values, choices, strict=True)],
        data={name: chosen[0] if chosen else ""},
    )


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """What is wrong with a field of a form, and the place of the field on the page."""

    label: str
    href: str
    message: str


@register.simple_tag(takes_context=True)
def error_links(context: template.Context) -> list[ErrorLink]:
    """The errors of all fields of the page's form and of the rows below it, in the order of the page.

    The rows are those of admin's inlines, or of `formsets` of a page of ours.
    """
    form: Any = context["adminform"].form if "adminform" in context else context.get("form")
    formsets = [one.formset for one in context.get("inline_admin_formsets") or ()]
    links = list(_of_form(form)) if form is not None else []
    for formset in context.get("formsets") or ():
        for row in formset.forms:
            links += _of_form(row)
    for formset in formsets:
        for row in formset.forms:
            links += _of_form(row, place=f"#{formset.prefix}-group")
        links += [
            ErrorLink(str(formset.model._meta.verbose_name_plural), f"#{formset.prefix}-group", str(message))
            for message in formset.non_form_errors()
        ]
    return links


def _place_of(bound: BoundField) -> str:
    """The id of its input; of the first one where a field has several."""
    first = f"{bound.auto_id}_0" if isinstance(bound.field.widget, MultiWidget) else bound.auto_id
    return bound.id_for_label or first


def _of_form(form: BaseForm, place: str = "") -> Iterator[ErrorLink]:
    """Of its fields; where the form is a row with a `place`, what is wrong with the row as a whole too."""
    for bound in form:
        for message in bound.errors:
            yield ErrorLink(str(bound.label), f"#{_place_of(bound)}", str(message))
    if place:
        for message in form.non_field_errors():
            yield ErrorLink(str(form.instance._meta.verbose_name), place, str(message))  # type: ignore[attr-defined]
