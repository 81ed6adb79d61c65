"""How allauth knows our people: by phone numbers that were proven by a code, and by e-mail and password."""

import logging
import time
from typing import Any

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import sms
from accounts.actions.sign_in_changes import change_number, confirm_number
from accounts.emails import normalise_email
from accounts.forms import saved_form
from accounts.models import User
from accounts.notifications.codes import CODE_MINUTES
from accounts.phones import PhoneField
from common.actions import refusal_for

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """allauth's account adapter with our phone numbers, messages and SMS."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Too many attempts. For your safety, please wait 15 minutes, or sign in with a code to your phone."
        ),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "phone_password_mismatch": _("The phone number or the password is not right."),
        "username_password_mismatch": _("The phone number, e-mail address or password is not right."),
        "email_taken": _("This e-mail address belongs to another sign-in."),
        "incorrect_code": _("This code is not right. Please check the newest message."),
        "rate_limited": _("That was too often. Please wait a little and try again."),
    }

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Our field: it takes numbers as people type them and cleans them before any check."""
        kwargs.setdefault("label", _("phone number"))
        return PhoneField(**kwargs)

    def get_login_stages(self) -> list[str]:
        """Without the stages that demand a phone and an address: either is enough, and each stands on an account
        only after a code has proven it (accounts/auth/phone_codes.py)."""
        demands = ("PhoneVerificationStage", "EmailVerificationStage")
        return [stage for stage in super().get_login_stages() if not stage.endswith(demands)]

    def is_safe_url(self, url: str) -> bool:
        """Only an address is a way on. Other text (“x”, “me”) would be looked up as the name of a page."""
        return url.startswith(("/", "http://", "https://")) and super().is_safe_url(url)

    def clean_email(self, email: str) -> str:
        return normalise_email(email)

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """The last key of a sign-in stays, or its owner could never come back."""
        return bool(email_address.user.phone) and super().can_delete_email(email_address)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A code has proven the address. The sign-in gets all of it or nothing, and never what another one has."""
        try:
            with transaction.atomic():
                confirmed: bool = super().confirm_email(request, email_address)
        except IntegrityError as error:
            messages.error(request, str(refusal_for(error)))
            return False
        return confirmed

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has neither a password nor a second factor proves the number by a code; allauth asks for nothing."""
        if _proves_by_number(self.request.user) and not self._has_proven_number():
            raise ReauthenticationRequired
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        if _proves_by_number(user):
            return [
                {
                    "id": "number",
                    "description": _("Use a code to your number"),
                    "url": reverse("account_prove_number"),
                }
            ]
        return super().get_reauthentication_methods(user)

    def _has_proven_number(self) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        proven = [one["at"] for one in records if one.get("phone") == self.request.user.phone]
        return bool(proven) and time.time() - proven[-1] < app_settings.REAUTHENTICATION_TIMEOUT

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who has signed in finds first what they were typing when their session had ended; then whoever holds an
        office begins in admin.
        """
        if saved_form.saved_form_of(request):
            return reverse("account_kept_form")
        if isinstance(request.user, User) and request.user.rights.in_office:
            return reverse("admin:index")
        return super().get_login_redirect_url(request)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Whoever had the number first. Of several on a number the password tells which one it is (backends.py)."""
        return User.objects.on_number(phone).first()

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Our own pages move a number; here a sign-in only gets its first one."""
        change_number(user, phone=phone)

    def set_phone_verified(self, user: User, phone: str) -> None:
        confirm_number(user, phone=phone)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down changes no answer: else an error would tell which addresses have an account.

        Only the kind of failure is written down; its text may carry the address.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as failure:  # smtplib's own errors are among them
            log.error("Mail of an account not sent: %s (%s)", type(failure).__name__, template_prefix)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        sms.sms_sender(phone).send_code(phone, code, minutes=CODE_MINUTES)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One lock for each login. Without the phone in it, all who sign in by phone would share one."""
        login = credentials.get("phone") or credentials.get("email") or credentials.get("username") or ""
        return f"login:{login.lower()}"


def _proves_by_number(user: Any) -> bool:
    return bool(user.is_authenticated and user.phone and not get_reauthentication_flows(user))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in through WeChat: never without our own page that asks for the name and for consent."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Without the addresses that another site tells: only a code of our own proves one."""
        sociallogin.email_addresses = []
        return super().populate_user(request, sociallogin, {**data, "email": ""})

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class MfaAdapter(DefaultMFAAdapter):
    """allauth's adapter for second factors: the QR code and the name of the entry in an authenticator app."""

    def build_totp_svg(self, url: str) -> str:
        """The QR code as SVG for the page itself: the Content-Security-Policy lets no data: image through."""
        return segno.make(url, error="m").svg_inline(scale=5, border=3, dark="#000", light="#fff")

    def get_totp_label(self, user: Any) -> str:
        """Whose entry it is in the app; the number is masked there too."""
        return user.email or user.masked_phone or str(user.pk)
