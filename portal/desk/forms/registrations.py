"""What is typed at the desk to register a neighbour for an event."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.forms.people import ConsentField, NoticeForm
from accounts.models import PrivacyNotice
from common.forms.submission import SubmissionForm
from events.forms.registrations import PeopleField
from events.models import Event
from events.selectors.registrations import largest_party
from portal.desk.forms.neighbours import READ_OUT


class DeskRegistrationForm(NoticeForm, SubmissionForm):
    """The form at the desk that registers a neighbour for an event. Consent is asked for when it is missing."""

    consent = ConsentField(label=READ_OUT)

    def __init__(self, *args: Any, event: Event, notice: PrivacyNotice | None, agreed: bool, **kwargs: Any) -> None:
        super().__init__(*args, notice=notice, **kwargs)
        if agreed:
            del self.fields["consent"], self.fields["notice"]
        self.fields["seats"] = PeopleField(
            largest=largest_party(event),
            label=_("How many people come in all?"),
            help_text=_("Count everybody who needs a place, the neighbour included."),
            initial=1,
        )
        self.order_fields(["seats"])

    @property
    def agreed_to(self) -> PrivacyNotice | None:
        return self.cleaned_data.get("notice")
