"""A form that is sent twice does its work once: it carries a token that the page drew."""

import uuid

from django import forms


class SubmissionForm(forms.Form):
    """Base of forms that make a record. `cleaned_data["token"]` goes to the action; None from who sends no token."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
