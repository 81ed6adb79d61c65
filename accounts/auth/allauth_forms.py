"""allauth's forms, as far as ours differ. Apart from forms.py because allauth loads models when imported."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm as TOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.forms import SignupForm
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accounts.actions.sign_up import open_account
from accounts.emails import normalise_email
from accounts.forms.people import ConsentField, NoticeForm, _consent_label, name_field
from accounts.models import PrivacyNotice, User
from accounts.phones import normalise_phone
from common.writing.folding import compact


class PasswordLoginForm(allauth_forms.LoginForm):
    """Phone or e-mail, and password; there is no sign-up with a password, so allauth would leave the field out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Mobile number or e-mail")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""  # the page itself says what to do without a password

    def _setup_password_field(self) -> None:
        pass

    def user_credentials(self) -> dict[str, Any]:
        """With number and address as we store them, so that each way of typing them counts towards one lock."""
        credentials = super().user_credentials()
        if "email" in credentials:
            credentials["email"] = normalise_email(credentials["email"])
        if "phone" in credentials:
            credentials["phone"] = normalise_phone(credentials["phone"])
        return credentials


class WithoutPlaceholders:
    """Base of allauth's forms with labels: a placeholder would say the same again, and hide while one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)


class ReauthenticateForm(WithoutPlaceholders, allauth_forms.ReauthenticateForm):
    """allauth's form that asks for the password again; the label is all that the page says of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Your password once more")


class AddEmailForm(WithoutPlaceholders, allauth_forms.AddEmailForm):
    """allauth's form for another e-mail address."""


class PlainPasswordFields(WithoutPlaceholders):
    """Base of allauth's forms for a new password: one sentence instead of rules."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        fields["password1"].help_text = _(
            "At least 8 characters of three kinds: small letters, capital letters, digits, other characters."
        )


class SetPasswordForm(PlainPasswordFields, allauth_forms.SetPasswordForm):
    """allauth's form for the first password of a sign-in that has none."""


class ChangePasswordForm(PlainPasswordFields, allauth_forms.ChangePasswordForm):
    """allauth's form that changes the password."""


class ResetPasswordKeyForm(PlainPasswordFields, allauth_forms.ResetPasswordKeyForm):
    """allauth's form for a new password after the link in an e-mail."""


class CodeOnAnyKeyboard:
    """Base of allauth's forms for a code: full-width digits and blanks are fine."""

    def clean_code(self) -> str:
        cleaned: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        cleaned["code"] = compact(cleaned["code"])
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class AuthenticateForm(CodeOnAnyKeyboard, WithoutPlaceholders, mfa_forms.AuthenticateForm):
    """allauth's form for the code of the second factor."""


class ReauthenticateByCodeForm(CodeOnAnyKeyboard, WithoutPlaceholders, mfa_forms.ReauthenticateForm):
    """allauth's form that asks for the code of the second factor again."""


class ActivateTOTPForm(CodeOnAnyKeyboard, WithoutPlaceholders, TOTPForm):
    """allauth's form for the first code of an authenticator app."""


class AddKeyForm(AddWebAuthnForm):
    """A passkey or security key; the words say what “passwordless” means."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.fields["passwordless"].label = _("Sign in with this key alone")
        self.fields["passwordless"].help_text = _("The key then asks for a fingerprint, a face or a PIN.")


class StoredSpelling:
    """Base of allauth's forms that look for an address: mail goes to the address as it is stored, and to no other."""

    def clean_email(self) -> str:
        cleaned: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        cleaned["email"] = normalise_email(cleaned["email"])
        email: str = super().clean_email()  # type: ignore[misc]
        return email


class ResetPasswordForm(WithoutPlaceholders, StoredSpelling, allauth_forms.ResetPasswordForm):
    """allauth's form that asks for a link to a new password."""


class EmailCodeForm(WithoutPlaceholders, StoredSpelling, allauth_forms.RequestLoginCodeForm):
    """A code by e-mail; the one by phone has its own page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("phone", None)
        self.fields["email"].required = True
        self.fields["email"].label = _("E-mail address")


class SocialSignUpForm(SignupForm):
    """After WeChat has said who it is: the name, and consent, as at every sign-up. No phone is demanded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.clear()
        self.fields["name"] = name_field()
        self.fields["consent"] = ConsentField(label=lazy(_consent_label, str)())
        self.fields["notice"] = NoticeForm.base_fields["notice"]
        self.initial = {"notice": PrivacyNotice.objects.current()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("notice") != PrivacyNotice.objects.current():
            self.add_error("consent", _("The privacy notice has been changed meanwhile. Please read it again."))
        return cleaned

    def save(self, request: HttpRequest) -> User:
        """Sign-in, WeChat's word, person and consent, all or nothing."""
        with transaction.atomic():
            user: User = super().save(request)
        return user

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        open_account(name=self.cleaned_data["name"], notice=self.cleaned_data["notice"], user=user)


class CodeFromEmail(CodeOnAnyKeyboard):
    """Base of allauth's forms for a code that it has sent by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code: Any = self.fields["code"]  # type: ignore[attr-defined]
        code.label = _("Code from the e-mail")
        code.widget.attrs = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class ConfirmCodeForm(CodeFromEmail, allauth_forms.ConfirmLoginCodeForm):
    """allauth's form for the code that signs in."""


class ConfirmEmailForm(CodeFromEmail, allauth_forms.ConfirmEmailVerificationCodeForm):
    """allauth's form for the code that proves an address."""
