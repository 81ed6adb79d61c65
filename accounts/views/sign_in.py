"""The entrance: signing in or up with a phone number and a code; password and e-mail beside it."""

from collections.abc import Callable
from functools import wraps

from allauth.account.utils import get_login_redirect_url, get_next_redirect_url, passthrough_next_redirect_url
from allauth.account.views import LoginView, confirm_login_code
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.auth import phone_codes
from accounts.auth.proven_numbers import proven_number, way_on
from accounts.forms.people import CodeForm, PhoneForm
from accounts.phones import mask_phone
from accounts.views import sign_in_changes, whose_account
from accounts.views.whose_account import page_of_proven_number
from common.exceptions import Refused

type View = Callable[[HttpRequest], HttpResponse]


def for_visitors(view: View) -> View:
    """For pages of signing in: who is signed in already goes on to where they wanted to go; nothing is cached."""

    @never_cache
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(get_login_redirect_url(request))
        if request.method == "POST" and (busy := ratelimit.consume_or_429(request, action="login")):
            return busy
        return view(request)

    return checked


def _ways_to_sign_in(request: HttpRequest) -> dict[str, object]:
    """The addresses of the other ways to sign in, each with the page that the visitor came for."""

    def way(name: str) -> str:
        return passthrough_next_redirect_url(request, reverse(name), "next")

    return {
        "next": get_next_redirect_url(request) or "",
        "login_url": way("account_login"),
        "signup_url": way("account_signup"),
        "password_url": way("account_login_password"),
        "email_url": way("account_request_login_code"),
        "weixin_url": way("weixin_login") if "weixin" in settings.SOCIALACCOUNT_PROVIDERS else "",
    }


@for_visitors
def sign_in(request: HttpRequest) -> HttpResponse:
    """/accounts/login/: step one: the phone number. Every number gets a code, whether it has an account or not."""
    return _ask_for_number(request, asks=False)


@for_visitors
def sign_up(request: HttpRequest) -> HttpResponse:
    """/accounts/signup/: the same, for whoever is new or shares a number: they are asked which account is theirs."""
    return _ask_for_number(request, asks=True)


def _ask_for_number(request: HttpRequest, *, asks: bool) -> HttpResponse:
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            phone_codes.start_phone_code(
                request,
                purpose="login",
                phone=form.cleaned_data["phone"],
                next=get_next_redirect_url(request) or "",
                asks=asks,
            )
        except Refused as refused:
            form.add_error("phone", refused.as_validation_error())
        else:
            return redirect("account_enter_code")
    context = {"form": form, "asks": asks, "used_up": _is_used_up(form), **_ways_to_sign_in(request)}
    return render(request, "account/login.html", context)


def _is_used_up(form: BaseForm) -> bool:
    """Whether the form was refused because no code can be sent; the page then shows the desk's number beside it."""
    return any(error.code in phone_codes.USED_UP for error in form.errors.as_data().get("phone", ()))


@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """/accounts/code/: step two: the code. The page says how long it holds and offers a new one, with new time."""
    waiting = phone_codes.pending_phone_code(request)
    if waiting is None or (waiting.purpose in OF_VISITORS) == request.user.is_authenticated:
        return _without_code(request)
    if request.method == "POST" and request.POST.get("action") == "resend":
        return _send_again(request, waiting)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proven = phone_codes.redeem_phone_code(request, form.cleaned_data["code"])
            return FINISH[proven.purpose](request, proven)
        except Refused as refused:
            form.add_error("code", refused.as_validation_error())
            if phone_codes.pending_phone_code(request) is None:
                messages.error(request, str(refused))
                return redirect(_begin_url(waiting))
    context = {
        "form": form,
        "phone": mask_phone(waiting.phone),
        "minutes": phone_codes.CODE_MINUTES,
        "purpose": waiting.purpose,
        "begin_url": _begin_url(waiting),
        "is_over": waiting.is_over,
        "used_up": "used_up" in request.GET,
    }
    return render(request, "account/enter_code.html", context)


def _without_code(request: HttpRequest) -> HttpResponse:
    """No code is awaited here: it was entered already, in this tab or in another one, or nobody has asked for any."""
    if request.user.is_authenticated:
        return redirect(way_on(request) or "me")
    number = proven_number(request)
    if number and not number.is_over:
        return redirect(page_of_proven_number(number))
    if request.method == "POST":
        messages.info(request, _("This code can no longer be used. Please ask for a new one."))
    return redirect("account_login")


def _send_again(request: HttpRequest, waiting: phone_codes.PendingCode) -> HttpResponse:
    try:
        phone_codes.send_phone_code_again(request, waiting)
    except Refused as refused:
        messages.error(request, str(refused))
        if refused.code in phone_codes.USED_UP:
            return redirect(reverse("account_enter_code", query={"used_up": "1"}))
    else:
        messages.success(request, _("A new code is on its way. The old one no longer works."))
    return redirect("account_enter_code")


FINISH = {
    "login": whose_account.finish_login,
    "old": sign_in_changes.finish_old,
    "change": sign_in_changes.finish_change,
    "prove": sign_in_changes.finish_prove,
}
BEGIN = {
    "login": "account_login",
    "old": "account_change_phone",
    "change": "account_change_phone",
    "prove": "account_prove_number",
}
# What only visitors ask for; the other codes are for who is signed in.
OF_VISITORS = {"login"}


def _begin_url(waiting: phone_codes.PendingCode) -> str:
    """The page on which the code was asked for, with the page that the reader came for."""
    name = "account_signup" if waiting.facts.get("asks") else BEGIN[waiting.purpose]
    return reverse(name, query={"next": waiting.next} if waiting.next else {})


@never_cache
def enter_email_code(request: HttpRequest) -> HttpResponse:
    """/accounts/login/code/confirm/: allauth's page for a code that went by e-mail; one that has expired is told so,
    not just sent away.
    """
    waited = "account_login" in request.session
    answer: HttpResponse = confirm_login_code(request)
    begin = reverse("account_request_login_code")
    ended = waited and "account_login" not in request.session and not request.user.is_authenticated
    if ended and getattr(answer, "url", "") == begin and not has_messages(request):
        messages.error(request, _("This code has expired. Please ask for a new one."))
    return answer


def has_messages(request: HttpRequest) -> bool:
    """Whether the next page already shows a message to the reader (reading them here would use them up)."""
    return bool(getattr(messages.get_messages(request), "_queued_messages", ()))


class PasswordLoginView(LoginView):
    """allauth's own sign-in, on its own page."""

    template_name = "account/login_password.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {**super().get_context_data(**kwargs), **_ways_to_sign_in(self.request)}
