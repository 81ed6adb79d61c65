"""What staff fill in about events. Rules that hold everywhere stand in events/rules/registrations.py, not here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from accounts.actions.staff_entry import AGREED
from accounts.forms.people import WHAT_TO_TYPE
from accounts.models import PrivacyNotice
from accounts.phones import PhoneField
from common.admin.forms import ExportReasonForm
from common.forms.submission import SubmissionForm
from common.names import NameFormField
from events.models import Event, Registration
from events.selectors.registrations import largest_party


class RegistrationReasonForm(forms.Form):
    """The form of the office that asks why: a party passes the queue, or a whole phone number is shown."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}))


class AdminPartyForm(forms.Form):
    """The form of the office that changes how many people a registration brings."""

    seats = forms.IntegerField(
        label=_("How many people come?"), min_value=1, max_value=50, widget=UnfoldAdminIntegerFieldWidget
    )

    def __init__(self, registration: Registration, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"seats": registration.seats})
        super().__init__(*args, **kwargs)


class AdminSeatsForm(SubmissionForm):
    """Base of the office's forms that register a party for an event: how many people it brings."""

    seats = forms.IntegerField(
        label=_("How many people come?"), min_value=1, initial=1, widget=UnfoldAdminIntegerFieldWidget
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = largest_party(event)
        seats = self.fields["seats"]
        seats.help_text = _("At most %(n)d.") % {"n": most}
        seats.widget.attrs["max"] = most


class KnownNeighbourForm(AdminSeatsForm):
    """The form of the office that registers a neighbour whom the portal knows, but who may have withdrawn consent."""

    agreed = forms.BooleanField(
        label=AGREED,
        required=False,
        help_text=_("Needed only for somebody who has not agreed so far, or no longer agrees."),
        widget=UnfoldBooleanSwitchWidget,
    )

    def notice(self) -> PrivacyNotice | None:
        """The notice that the neighbour agrees to now; None when nothing was said of it."""
        return PrivacyNotice.objects.current() if self.cleaned_data["agreed"] else None


class UnknownNeighbourForm(AdminSeatsForm):
    """The form of the office that registers a neighbour whom the portal does not know yet."""

    name = NameFormField(label=_("Name"), max_length=50, widget=UnfoldAdminTextInputWidget)
    phone = PhoneField(
        label=_("Phone"),
        required=False,
        help_text=_("May be left empty. With a number, reminders come by SMS."),
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "tel"}),
    )
    agreed = forms.BooleanField(
        label=AGREED,
        widget=UnfoldBooleanSwitchWidget,
    )
    field_order = ["name", "phone", "seats", "agreed"]

    def notice(self) -> PrivacyNotice | None:
        return PrivacyNotice.objects.current()


class AdminNeighbourSearchForm(forms.Form):
    """The search for a neighbour to register for an event. Posted, not in the address: a name is personal data."""

    query = forms.CharField(
        label=WHAT_TO_TYPE,
        max_length=50,
        widget=UnfoldAdminTextInputWidget,
    )


class AttendanceExportForm(ExportReasonForm):
    """The form of the office before the list of who comes is exported: what for, and whether with whole numbers."""

    whole_phones = forms.BooleanField(
        label=_("with whole phone numbers"), required=False, widget=UnfoldBooleanSwitchWidget
    )
