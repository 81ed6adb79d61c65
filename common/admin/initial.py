"""What an address fills in for a new record."""

from typing import Any

from django import forms


def what_the_form_takes(form: forms.BaseForm, asked: dict[str, Any]) -> dict[str, Any]:
    """Those of the asked values that a field of the form would take if they were typed."""
    return {name: value for name, value in asked.items() if name in form.fields and _takes(form.fields[name], value)}


def _takes(field: forms.Field, value: Any) -> bool:
    if isinstance(field, forms.FileField):
        return False
    try:
        field.clean(value)
    except forms.ValidationError:
        return False
    return True
