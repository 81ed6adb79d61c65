"""What the office fills in to publish who is on duty at a post."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from common.names import NameFormField
from grid.models.appointments import DutyAppointment
from grid.validators import validate_callable


class PostPhoneField(NameFormField):
    """A number that everybody may call, also typed with full-width digits."""

    default_validators = [*NameFormField.default_validators, validate_callable]

    def to_python(self, value: Any) -> Any:
        return unicodedata.normalize("NFKC", super().to_python(value))


class PublishDutyForm(forms.Form):
    """Whether the holder's name is public, and the number at which the post is called."""

    name = forms.BooleanField(
        label=_("Show the name to the public"), required=False, widget=UnfoldBooleanSwitchWidget
    )
    phone = PostPhoneField(
        label=_("Public phone of the post"),
        required=False,
        max_length=30,
        widget=UnfoldAdminTextInputWidget,
        help_text=_(
            "A number of the office for this post, for example 0512-6666 1510. Everybody can read it, so never a "
            "private number. Empty: neighbours call the community office."
        ),
    )

    def __init__(self, appointment: DutyAppointment, data: Any) -> None:
        """Whoever opens it wants to publish, so the name is ticked also where nothing is public yet."""
        super().__init__(data, initial={"name": True, "phone": appointment.public_phone})

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("phone") and not self.cleaned_data.get("name"):
            self.add_error(
                "phone", forms.ValidationError(_("A number stands only beside a name."), code="without_name")
            )
        return self.cleaned_data
