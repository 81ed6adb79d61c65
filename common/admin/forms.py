"""What the office fills in before a list leaves the portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from common.admin.pages import Words


class ExportReasonForm(forms.Form):
    """The form of admin before an export: what the list is for."""

    reason = forms.CharField(
        label=_("What is the list for?"),
        max_length=200,
        help_text=_("It is kept who exported the list and why; the people on it can see that."),
        widget=UnfoldAdminTextInputWidget,
    )


class ListExportForm(ExportReasonForm):
    """The form of admin before the export of a list: which rows, and what for."""

    which = forms.ChoiceField(label=_("Which"), widget=UnfoldAdminSelectWidget)
    field_order = ["which", "reason"]

    def __init__(self, choices: list[tuple[str, Words]], *args: Any) -> None:
        super().__init__(*args)
        which: Any = self.fields["which"]
        which.choices = choices
