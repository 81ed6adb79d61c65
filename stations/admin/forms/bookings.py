"""What the office fills in about bookings. The rules stand in stations/rules/bookings.py, not here."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from accounts.actions.staff_entry import AGREED
from accounts.models import PrivacyNotice
from accounts.phones import PhoneField
from common.admin.widgets import MomentField
from common.forms.submission import SubmissionForm
from common.names import NameFormField
from stations.admin.forms.base import minutes_field, require_known_year
from stations.models import Booking


class NeighbourBookingForm(SubmissionForm, forms.ModelForm):
    """The office books for a neighbour: a known one is picked, a new one entered with name and perhaps phone."""

    name = NameFormField(
        label=_("or a new neighbour: name"), max_length=50, required=False, widget=UnfoldAdminTextInputWidget
    )
    phone = PhoneField(
        label=_("phone of the new neighbour"),
        required=False,
        help_text=_("May be left empty. With a number, reminders come by SMS."),
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"}),
    )
    agreed = forms.BooleanField(
        label=AGREED,
        required=False,
        help_text=_("Needed only for somebody who has not agreed so far, or no longer agrees."),
        widget=UnfoldBooleanSwitchWidget,
    )
    starts_at = MomentField(label=_("begins"))
    minutes = minutes_field()

    class Meta:
        model = Booking
        fields = ["space", "starts_at", "party_size", "purpose", "person", "remark"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "person" in self.fields:
            self.fields["person"].required = False

    def clean_starts_at(self) -> dt.datetime:
        require_known_year(self.cleaned_data["starts_at"])
        moment: dt.datetime = self.cleaned_data["starts_at"]
        return moment

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("person")) == bool(cleaned.get("name")) and "person" not in self.errors:
            text = _("Choose somebody, or enter a new neighbour below.")
            self.add_error("person", forms.ValidationError(text, code="one_person"))
        return cleaned

    def details(self) -> dict[str, Any]:
        """What `book_for_known` and `book_for_neighbour` ask for, beside the person."""
        start = self.cleaned_data["starts_at"]
        asked = {name: self.cleaned_data[name] for name in ("party_size", "purpose", "remark", "token")}
        return {"starts_at": start, "ends_at": start + dt.timedelta(minutes=self.cleaned_data["minutes"]), **asked}

    def notice(self) -> PrivacyNotice | None:
        """The notice that the neighbour agrees to now; None when nothing was said of it."""
        return PrivacyNotice.objects.current() if self.cleaned_data["agreed"] else None


class BookingAnswerForm(forms.Form):
    """The office refuses a request for a booking: the answer, which the person reads."""

    answer = forms.CharField(
        label=_("Why not?"),
        max_length=200,
        help_text=_("The person reads these words."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


class BookingCancelForm(forms.Form):
    """The office cancels a booking: the reason, which the person reads."""

    reason = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=200,
        help_text=_("The person reads these words."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


class NoShowWaiveForm(forms.Form):
    """The office waives the no-show of a booking: the reason, which stays in the history."""

    reason = forms.CharField(
        label=_("Why does it not count?"),
        max_length=200,
        help_text=_("For example: was in hospital. It stays in the history."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )


class BookingMoveForm(forms.Form):
    """The office gives a booking another time; begins with its present one."""

    starts_at = MomentField(label=_("begins"))
    minutes = minutes_field()

    def __init__(self, booking: Booking, *args: Any, **kwargs: Any) -> None:
        now = {"starts_at": timezone.localtime(booking.starts_at), "minutes": booking.minutes}
        kwargs.setdefault("initial", now)
        super().__init__(*args, **kwargs)

    def clean_starts_at(self) -> dt.datetime:
        require_known_year(self.cleaned_data["starts_at"])
        moment: dt.datetime = self.cleaned_data["starts_at"]
        return moment

    def answers(self) -> dict[str, dt.datetime]:
        start = self.cleaned_data["starts_at"]
        return {"starts_at": start, "ends_at": start + dt.timedelta(minutes=self.cleaned_data["minutes"])}
