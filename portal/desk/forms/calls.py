"""Why somebody at the desk rings a neighbour."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.names import NameFormField


class CallReason(models.TextChoices):
    """The common reasons; whoever has another one types it."""

    HOW_ARE_YOU = "how_are_you", _("to ask how they are")
    COMING = "coming", _("about a registration or a booking")
    SHIFT = "shift", _("about a shift of today")
    CHANGED = "changed", _("something was changed or cancelled")
    LEFT_BEHIND = "left_behind", _("something was left behind")
    OTHER = "other", _("something else")


class CallForm(forms.Form):
    """The reason for a call: one of the common ones, own words, or both. The neighbour can read it."""

    reason = forms.ChoiceField(
        label=_("Why do you call?"),
        choices=CallReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say why you call.")},
    )
    words = NameFormField(
        label=_("In your own words"),
        required=False,
        max_length=120,
        help_text=_("Needed for “something else”. The neighbour can read it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == CallReason.OTHER and not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", forms.ValidationError(_("Please say why you call."), code="no_reason"))
        return cleaned

    def reason_in_words(self) -> str:
        """The reason as the log keeps it."""
        chosen, words = CallReason(self.cleaned_data["reason"]), self.cleaned_data["words"]
        if chosen is CallReason.OTHER:
            return words
        return f"{chosen.label} · {words}" if words else str(chosen.label)
