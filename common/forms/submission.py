"""A form that is sent twice does its work once: it carries a token that the page drew."""

import uuid

from django import forms


class SubmissionForm(forms.Form):
    """Base of forms that make a record. `cleaned_data["token"]` goes to the action; None from who sends no token.

    It stands for the page and for what was filled in: a page that is filled in differently and sent again makes
    another record.
    """

    token = forms.UUIDField(label="", widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def clean_token(self) -> uuid.UUID | None:
        of_page: uuid.UUID | None = self.cleaned_data["token"]
        answers = [(name, self[name].data) for name in sorted(self.fields) if name != "token"]
        return uuid.uuid5(of_page, repr(answers)) if of_page else None
