"""What is asked for when a role is granted or ended. The actions judge it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSingleDateWidget

from accounts.models import Person, User
from accounts.models.appointments import Appointment
from accounts.permissions import Role, roles
from accounts.selectors.people import people_to_appoint
from common.admin.widgets import Picker
from common.time import clock


def grantable_roles(kind: type[Appointment], by: User) -> list[Role]:
    """The roles of this kind that the user may grant somewhere today."""
    return [role for role in roles().values() if role.appointment is kind and by.rights.reach_of(role.granted_by)]


class PeopleWhoSignIn(Picker):
    """The picker of people, narrowed to those with a sign-in."""

    def get_url(self) -> str:
        return f"{super().get_url()}?signs_in=1"


class AppointmentGrantForm(forms.ModelForm):
    """The form of the office for an appointment: who gets which role, where and when; only what `by` may grant."""

    # Set by whoever builds the form class for a request.
    by: User

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("holder"),
        help_text=_("Somebody who can sign in. Search by name or by the whole phone number."),
        error_messages={"invalid_choice": _("Please choose somebody who can sign in.")},
    )

    class Meta:
        fields: ClassVar = ["role", "during"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_to_appoint(self.by)  # type: ignore[attr-defined]
        if "role" in self.fields:
            offered = [(role.code, role.label) for role in grantable_roles(self._meta.model, self.by)]
            self.fields["role"].choices = offered  # type: ignore[attr-defined]
            self.fields["role"].error_messages["invalid_choice"] = _("Please choose one of the roles offered here.")


class AppointmentEndForm(forms.Form):
    """The form of the office that ends an appointment; an empty day means at once."""

    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        initial=clock.today,
        widget=UnfoldAdminSingleDateWidget,
        help_text=_("Rights last until the end of this day. Empty: they end at once."),
    )
