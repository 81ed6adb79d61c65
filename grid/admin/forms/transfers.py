"""What is filled in when a transfer is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget


class TransferAnswerForm(forms.Form):
    """Why a transfer is sent back."""

    answer = forms.CharField(
        label=_("reason for sending back"), max_length=200, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2})
    )
