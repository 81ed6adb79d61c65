"""Rows of a form in the office: how many there can be, what their fields are called, and rows that are only read."""

from typing import Any

from django.forms import BaseInlineFormSet

# Each row of a form may cost a query, whatever was sent. No record of ours has as many.
MOST_ROWS = 200


class ReadOnlyFormSet(BaseInlineFormSet):
    """The rows below a record for who may only read them: whatever was sent is ignored, and nothing is saved."""

    new_objects: list[Any] = []
    changed_objects: list[Any] = []
    deleted_objects: list[Any] = []

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def is_valid(self) -> bool:
        return True

    def save(self, commit: bool = True) -> list[Any]:
        return []


class NamedInRow:
    """The form of one row of a table: its fields have no label beside them, so each carries its name itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.setdefault("aria-label", field.label)
