"""What the office fills in about certificates and lists that are handed in. The rules stand in volunteers/rules/."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from common.admin.forms import ExportReasonForm
from common.admin.widgets import DayWidget
from common.exceptions import Refused
from volunteers.imports.hand_in_results import MOST_BYTES, ResultLine, read_result_file
from volunteers.models import Certificate, HandIn

REASON = Certificate._meta.get_field("void_reason").max_length


def ticks(label: Any, choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    """Boxes to tick, none of which must be."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget, **kwargs
    )


class AdminCertificateForm(forms.ModelForm):
    """For whom, over which days, and what stands on the certificate beside what the law wants."""

    # Set by the admin class: who fills it in.
    read_by: HttpRequest
    extra = ticks(_("What else should stand on it?"), Certificate.Extra.choices)

    class Meta:
        model = Certificate
        fields = ["volunteer", "first_day", "last_day"]
        widgets = {"first_day": DayWidget, "last_day": DayWidget}


class RevocationForm(forms.Form):
    """Why a certificate is revoked."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=REASON,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("The volunteer reads it. The verify page only says that it was revoked, and when."),
    )


class AdminHandInForm(forms.ModelForm):
    """Of which team and days, and in which form."""

    read_by: HttpRequest
    columns = ticks(_("Columns, for a list of your own choice"), HandIn.Column.choices)

    class Meta:
        model = HandIn
        fields = ["team", "kind", "first_day", "last_day", "columns"]
        widgets = {"first_day": DayWidget, "last_day": DayWidget}


class HandInExportForm(ExportReasonForm):
    """What the list is for, and whether phone numbers are to be whole."""

    whole_phones = forms.BooleanField(
        label=_("With whole phone numbers"), required=False, widget=UnfoldBooleanSwitchWidget
    )

    def __init__(self, hand_in: HandIn, *args: Any) -> None:
        super().__init__(*args)
        if hand_in.kind != HandIn.Kind.ORDER_67:
            del self.fields["whole_phones"]


class ResultFileForm(forms.Form):
    """The file with the answer of the platform. It is read here, and nothing is stored yet."""

    file = forms.FileField(
        label=_("Result file"),
        validators=[FileExtensionValidator(["xlsx", "csv"])],
        widget=UnfoldAdminFileFieldWidget,
        help_text=_(
            "A spreadsheet (.xlsx) or text (.csv) with the headings 序号 or 姓名, 结果, 原因. You see what it says "
            "before anything is stored."
        ),
    )

    def clean_file(self) -> list[ResultLine]:
        """The lines of the file; what cannot be read is said beside the field."""
        file = self.cleaned_data["file"]
        try:
            # One byte more than is allowed tells that there is more; the rest is never read into memory.
            return read_result_file(file.read(MOST_BYTES + 1), file.name)
        except Refused as refused:
            raise refused.as_validation_error() from refused
