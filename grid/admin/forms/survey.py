"""What is filled in about a survey: one answer, and the result."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget


class AnswerForm(forms.Form):
    """Why a transfer is sent back."""

    answer = forms.CharField(
        label=_("reason for sending back"), max_length=200, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2})
    )


class ResultForm(forms.Form):
    result = forms.CharField(
        label=_("result"),
        max_length=5000,
        help_text=_("What was found, in a few sentences."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
    )
