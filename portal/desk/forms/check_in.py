"""What is typed at the desk about who came to an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import ConsentField, NoticeForm, name_field
from accounts.models import Person, PrivacyNotice
from accounts.phones import PhoneField
from common.forms.submission import SubmissionForm
from events.forms.registrations import PeopleField
from portal.desk.forms.neighbours import READ_OUT


class NameSearchForm(forms.Form):
    """The search in a list of people at the desk. It is posted: a name is personal data."""

    query = forms.CharField(label=_("Name"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class WalkInForm(SubmissionForm, NoticeForm):
    """The form at the desk for who comes unannounced: how many; name and consent where missing."""

    name = name_field()
    phone = PhoneField(
        label=_("Phone"), required=False, help_text=_("May be left empty. With a number, reminders come by SMS.")
    )
    consent = ConsentField(label=READ_OUT)

    def __init__(
        self,
        *args: Any,
        largest: int,
        person: Person | None,
        notice: PrivacyNotice | None,
        agreed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, notice=notice, **kwargs)
        # Somebody else's name: the phone must not offer the reader's own.
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        if person is not None:
            del self.fields["name"], self.fields["phone"]
        if agreed:
            del self.fields["consent"], self.fields["notice"]
        self.fields["seats"] = PeopleField(largest=largest, label=_("How many people have come in all?"), initial=1)
        self.order_fields(["name", "phone", "seats", "consent"])

    @property
    def agreed_to(self) -> PrivacyNotice | None:
        return self.cleaned_data.get("notice")
