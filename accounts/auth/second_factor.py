"""The second factor of staff: whether it was given in this session, and the way to give it or to set one up."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms import saved_form
from accounts.models import User

# Recovery codes help whoever has lost one of these; alone they are none.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Where the user wanted to go when the second factor was missing.
AFTER = "after_second_factor"


def has_given_second_factor(request: HttpRequest) -> bool:
    """Whether the user has given a second factor in this session, or set it up in it."""
    user: Any = request.user
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks for the second factor, or that explains how to set one up, and back here after."""
    after = request.get_full_path() if request.method == "GET" else reverse("account_kept_form")
    if kept := saved_form.form_to_save(request):
        saved_form.keep_saved_form(request, kept)
    elif request.method != "GET":
        after = reverse("me")
    if page := page_of_second_factor(request, after=after):
        return redirect(page)
    request.session[AFTER] = after
    messages.info(request, _("This page opens with a second step of signing in. Here you set it up, once."))
    return redirect("account_second_factor")


def page_of_second_factor(request: HttpRequest, *, after: str) -> str:
    """The address of the page that asks for the user's second factor and leads on to `after`; empty without one."""
    user: Any = request.user
    if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        return reverse("mfa_reauthenticate", query={"next": after})
    if is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
        return reverse("mfa_reauthenticate_webauthn", query={"next": after})
    return ""


def record_new_factor(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Signal receiver for authenticator_added: whoever has just set a factor up has proven that it works."""
    if authenticator.type in SECOND_FACTORS:
        record_authentication(request, user, method="mfa", type=authenticator.type)
