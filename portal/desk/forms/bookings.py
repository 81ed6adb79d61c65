"""What is typed at the desk to book a room."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import ConsentField, NoticeForm, name_field
from accounts.models import Person, PrivacyNotice
from accounts.phones import PhoneField
from common.forms.submission import SubmissionForm
from events.forms.registrations import PeopleField
from portal.desk.forms.neighbours import READ_OUT
from stations.forms.bookings import BookingLengthField, PurposeTilesWidget
from stations.models.spaces import Purpose
from stations.selectors.availability import Availability


class DeskBookingForm(SubmissionForm, NoticeForm):
    """The form at the desk that books a room: how long, what for, how many; name and consent where missing."""

    name = name_field()
    phone = PhoneField(
        label=_("Phone"), required=False, help_text=_("May be left empty. With a number, reminders come by SMS.")
    )
    purpose = forms.ChoiceField(
        label=_("What for?"),
        choices=Purpose.choices,
        initial=Purpose.GATHERING,
        widget=PurposeTilesWidget,
        error_messages={"invalid_choice": _("Please choose what for.")},
    )
    consent = ConsentField(label=READ_OUT)

    def __init__(
        self,
        *args: Any,
        free: Availability,
        start: dt.datetime,
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
        self.fields["minutes"] = BookingLengthField(free=free, start=start)
        self.fields["party_size"] = PeopleField(
            largest=free.space.capacity, label=_("How many people come in all?"), initial=1
        )
        self.order_fields(["name", "phone", "minutes", "purpose", "party_size", "consent"])

    @property
    def agreed_to(self) -> PrivacyNotice | None:
        return self.cleaned_data.get("notice")

    def details(self, start: dt.datetime) -> dict[str, Any]:
        """What the booking actions want to know."""
        cleaned = self.cleaned_data
        return {
            "starts_at": start,
            "ends_at": start + dt.timedelta(minutes=cleaned["minutes"]),
            "purpose": cleaned["purpose"],
            "party_size": cleaned["party_size"],
            "token": cleaned["token"],
        }
