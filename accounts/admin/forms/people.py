"""What the office fills in about people and sign-ins."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from accounts.models import Person, User
from accounts.phones import PhoneField


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

    class Meta:
        model = Person
        fields = ["name", "birth_year", "language"]


class SignInForm(PhoneNumberForm):
    """The form of the office for a sign-in; a new number has to be proven by a code."""

    class Meta:
        model = User
        fields = ["person", "email", "is_active", "is_staff"]

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if number and User.objects.exclude(pk=self.instance.pk).filter(phone=number).exists():
            raise ValidationError(_("This number already belongs to another sign-in."))
        return number

    def clean(self) -> dict[str, Any] | None:
        """A new sign-in needs a way in."""
        cleaned = super().clean()
        if self.instance._state.adding and not (self.data.get("number") or self.data.get("email")):
            text = _("Please enter a mobile number or an e-mail address: nobody can sign in without one.")
            raise ValidationError(text, code="no_way_in")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data.get("number"):
            self.instance.phone_verified = False  # until its owner has signed in with a code
        return super().save(commit)

    def clean_email(self) -> str | None:
        return self.cleaned_data["email"] or None


class PhoneRevealForm(forms.Form):
    """The form of the office that asks why a whole phone number is needed."""

    reason = forms.CharField(
        label=_("Why do you need the number?"),
        max_length=200,
        help_text=_("Your name, this reason and the time are kept, and the person can see them."),
    )
