"""What is filled in when a survey is finished."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget


class SurveyResultForm(forms.Form):
    """The form that finishes a survey: what was found, in at most 5,000 characters."""

    result = forms.CharField(
        label=_("result"),
        max_length=5000,
        help_text=_("What was found, in a few sentences."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
    )
