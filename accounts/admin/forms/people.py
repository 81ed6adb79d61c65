"""What the office fills in about people and sign-ins."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from accounts.emails import normalise_email
from accounts.forms.birth_year import BirthYearField
from accounts.models import Person, User
from accounts.phones import PhoneField
from accounts.rules.sign_in_changes import is_key_given_at_once


class PhoneNumberForm(forms.ModelForm):
    """A phone number can be typed, but is never shown. An empty field leaves the number as it is."""

    number = PhoneField(
        label=_("new mobile number"),
        required=False,
        help_text=_("Leave it empty to keep the number as it is."),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def save(self, commit: bool = True) -> Any:
        if number := self.cleaned_data.get("number"):
            self.instance.phone = number
        return super().save(commit)


class PersonForm(PhoneNumberForm):
    """The form of the office for a person; the phone number is typed anew or kept."""

    birth_year = BirthYearField(
        label=_("year of birth"), required=False, widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"})
    )

    class Meta:
        model = Person
        fields = ["name", "birth_year", "language"]


class SignInForm(PhoneNumberForm):
    """The form of the office for a sign-in.

    What would let somebody else in, a new number or address of a sign-in that is used, is not written with the form:
    it stands in `waits`, for the action that asks for it.
    """

    reason = forms.CharField(
        label=_("Why is the number or the address changed?"),
        max_length=200,
        required=False,
        help_text=_("A new number or address of a sign-in in use counts after 24 hours. The old number is told."),
        widget=UnfoldAdminTextInputWidget,
    )
    waits: dict[str, str]

    class Meta:
        model = User
        fields = ["person", "email", "is_active", "is_staff"]

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if number and User.objects.exclude(pk=self.instance.pk).filter(phone=number).exists():
            raise ValidationError(_("This number already belongs to another sign-in."), code="phone_taken")
        return number

    def clean_email(self) -> str | None:
        return normalise_email(self.cleaned_data["email"]) or None

    def clean(self) -> dict[str, Any]:
        """A new sign-in needs a way in. A new key of one that is in use waits."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        user = self.instance
        if user._state.adding and not (self.data.get("number") or self.data.get("email")):
            text = _("Please enter a mobile number or an e-mail address: nobody can sign in without one.")
            raise ValidationError(text, code="no_way_in")
        typed = {"phone": cleaned.get("number"), "email": cleaned.get("email")}
        self.waits = {
            kind: key
            for kind, key in typed.items()
            if user.pk and key and key != getattr(user, kind) and not is_key_given_at_once(user, kind)
        }
        if "email" in self.waits:
            cleaned["email"] = user.email
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if "phone" in self.waits:
            self.cleaned_data["number"] = ""
        if self.cleaned_data.get("number"):
            self.instance.phone_verified = False  # until its owner has signed in with a code
            self.instance.phone_place = 1
        return super().save(commit)


class PhoneRevealForm(forms.Form):
    """The form of the office that asks why a whole phone number is needed."""

    reason = forms.CharField(
        label=_("Why do you need the number?"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Your name, this reason and the time are kept, and the person can see them."),
    )
