"""What the office fills in alike about events and about the volunteers' activities."""

import datetime as dt
import json
from typing import Any, ClassVar, cast

from django import forms
from django.http import HttpRequest, QueryDict

from events.selectors.events import USUAL_MINUTES


class DraftForm(forms.ModelForm):
    """It is prepared as a draft: left without an end it lasts as long as its kind usually does."""

    # The field that says of which kind it is, and what to say about an end that is left empty.
    kind_field: ClassVar[str]
    usual_end: ClassVar[Any]
    # What to say when a colleague has saved meanwhile.
    changed_meanwhile: ClassVar[Any]

    # Set by the admin class: who fills it in.
    read_by: HttpRequest
    # The `changed_at` that the form was opened with, so that nobody undoes a colleague's change unknowingly.
    # Without a label: admin would draw it although the field is hidden.
    seen = forms.CharField(label="", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "seen" in self.fields:
            self.fields["seen"].initial = self.instance.changed_at.isoformat()
        if "ends_at" in self.fields and not self.instance.pk:
            self.usual = self.usual_minutes()
            ends = self.fields["ends_at"]
            ends.required = False
            ends.help_text = self.usual_end
            ends.widget.attrs |= {
                "data-starts": self.add_prefix("starts_at"),
                "data-kind": self.add_prefix(self.kind_field),
                "data-minutes": json.dumps(self.usual),
            }

    def usual_minutes(self) -> dict[str, int]:
        """How long each kind usually lasts, by what the reader sees."""
        raise NotImplementedError

    def changes(self) -> dict[str, Any]:
        """What was changed in this form, for the action that changes the row."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "seen"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._ends_as_usual(cleaned)
        self._nobody_else_has_saved(cleaned)
        return cleaned

    def _ends_as_usual(self, cleaned: dict[str, Any]) -> None:
        """Of a new row without an end."""
        starts_at = cleaned.get("starts_at")
        if starts_at and not cleaned.get("ends_at") and "ends_at" not in self.errors:
            minutes = self.usual.get(cleaned.get(self.kind_field, ""), USUAL_MINUTES)
            cleaned["ends_at"] = starts_at + dt.timedelta(minutes=minutes)

    def _nobody_else_has_saved(self, cleaned: dict[str, Any]) -> None:
        if not self.instance.pk or not cleaned.get("seen"):
            return
        now = self.instance.changed_at.isoformat()
        if cleaned["seen"] == now:
            return
        typed = cast(QueryDict, self.data).copy()
        typed[self.add_prefix("seen")] = now
        self.data = typed
        self.add_error(None, forms.ValidationError(self.changed_meanwhile, code="changed_meanwhile"))
