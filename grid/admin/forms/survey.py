"""What is filled in when a survey is finished."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget


class SurveyResultForm(forms.Form):
    result = forms.CharField(
        label=_("result"),
        max_length=5000,
        help_text=_("What was found, in a few sentences."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
    )
