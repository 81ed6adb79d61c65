"""The one question about what is planned and could not take place any more."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from stations.actions.plans import PlanAnswer

ANSWER = ["planned", "planned_reason"]


class PlanAnswerForm(forms.Form):
    """A form that changes hours or rooms. Its two fields about plans are shown once something is in the way."""

    planned = forms.ChoiceField(
        label=_("What becomes of what is planned?"),
        required=False,
        choices=[
            ("", _("Not decided yet")),
            ("keep", _("It stays; we speak with the people")),
            ("cancel", _("Bookings are cancelled, and the people told")),
        ],
        widget=UnfoldAdminSelectWidget,
    )
    planned_reason = forms.CharField(
        label=_("Why? The people read it."), max_length=200, required=False, widget=UnfoldAdminTextInputWidget
    )

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("planned") == "cancel" and not cleaned.get("planned_reason", "").strip():
            self.add_error("planned_reason", ValidationError(_("Please say why."), code="no_reason"))
        return cleaned

    @property
    def plan_answer(self) -> PlanAnswer | None:
        answer = self.cleaned_data.get("planned")
        return PlanAnswer(answer == "cancel", self.cleaned_data["planned_reason"]) if answer else None
