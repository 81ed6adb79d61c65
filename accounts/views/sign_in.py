"""The entrance: signing in or up with a phone number and a code; password and e-mail beside it."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url, perform_login
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

from accounts.actions.consent import give_consent
from accounts.actions.sign_in_changes import confirm_number
from accounts.actions.sign_up import open_account
from accounts.auth import phone_codes
from accounts.forms.people import CodeForm, PhoneForm, SignUpForm
from accounts.models import Person, PrivacyNotice, User
from accounts.phones import mask_phone
from accounts.rules.sign_in_changes import require_number_unmoved
from accounts.views import sign_in_changes
from common.exceptions import Refused
from common.forms.steps import FormSteps

type View = Callable[[HttpRequest], HttpResponse]


def for_visitors(view: View) -> View:
    """For pages of signing in: who is signed in already goes on to where they wanted to go; nothing is cached."""

    @never_cache
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return HttpResponseRedirect(get_next_redirect_url(request) or reverse(settings.LOGIN_REDIRECT_URL))
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
        "weixin": "weixin" in settings.SOCIALACCOUNT_PROVIDERS,
    }


@for_visitors
def sign_in(request: HttpRequest) -> HttpResponse:
    """/accounts/login/: step one: the phone number. Strangers' numbers get the same answer, but no message."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        phone = form.cleaned_data["phone"]
        known = User.objects.filter(phone=phone).exists()
        try:
            phone_codes.start_phone_code(
                request, purpose="login", phone=phone, known=known, next=get_next_redirect_url(request) or ""
            )
        except Refused as refused:
            form.add_error("phone", refused.as_validation_error())
        else:
            return redirect("account_enter_code")
    context = {"form": form, "used_up": _is_used_up(form), **_ways_to_sign_in(request)}
    return render(request, "account/login.html", context)


def _is_used_up(form: BaseForm) -> bool:
    """Whether the form was refused because no code can be sent; the page then shows the desk's number beside it."""
    return any(error.code in phone_codes.USED_UP for error in form.errors.as_data().get("phone", ()))


@for_visitors
def sign_up(request: HttpRequest) -> HttpResponse:
    """/accounts/signup/: name, phone and consent for an account. Nothing is kept until the code has come back."""
    notice = PrivacyNotice.objects.current()
    steps = FormSteps(
        request,
        lambda data: SignUpForm(data, notice=notice),
        [
            (_("What is your name?"), ["name"]),
            (_("Which mobile number is yours?"), ["phone"]),
            (_("May we keep these data?"), ["consent", "notice"]),
        ],
    )
    if form := steps.finished:
        try:
            phone_codes.start_phone_code(
                request,
                purpose="signup",
                phone=form.cleaned_data["phone"],
                next=get_next_redirect_url(request) or "",
                name=form.cleaned_data["name"],
                notice=form.cleaned_data["notice"].pk,
            )
        except Refused as refused:
            steps.refuse(refused)
        else:
            return redirect("account_enter_code")
    return render(request, "account/signup.html", {"steps": steps, "notice": notice, **_ways_to_sign_in(request)})


@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """/accounts/code/: step two: the code. The page says how long it holds and offers a new one, with new time."""
    waiting = phone_codes.pending_phone_code(request)
    if waiting is None or (waiting.purpose in OF_VISITORS) == request.user.is_authenticated:
        return redirect("me" if request.user.is_authenticated else "account_login")
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
                return redirect(BEGIN[waiting.purpose])
    context = {
        "form": form,
        "phone": mask_phone(waiting.phone),
        "minutes": phone_codes.CODE_MINUTES,
        "purpose": waiting.purpose,
        "begin_url": reverse(BEGIN[waiting.purpose]),
        "is_over": waiting.is_over,
        "used_up": "used_up" in request.GET,
    }
    return render(request, "account/enter_code.html", context)


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


def _owner(proven: phone_codes.PendingCode) -> User:
    """The account that has the number now. Raises Refused when it was moved while the code was on its way."""
    found: User | None = User.objects.select_related("person").filter(phone=proven.phone).first()
    return require_number_unmoved(found, proven.phone)


def _finish_login(request: HttpRequest, proven: phone_codes.PendingCode) -> HttpResponse:
    user = _owner(proven)
    confirm_number(user, phone=proven.phone)
    return _enter(request, user, proven)


def _finish_signup(request: HttpRequest, proven: phone_codes.PendingCode) -> HttpResponse:
    """A new account; or, when the number has one already, the sign-in to it: the owner has just proven it."""
    notice = PrivacyNotice.objects.get(pk=proven.facts["notice"])
    language = request.LANGUAGE_CODE if request.LANGUAGE_CODE in Person.Language else Person.Language.CHINESE
    try:
        user = open_account(name=proven.facts["name"], phone=proven.phone, notice=notice, language=language)
    except Refused as refused:
        if refused.code != "phone_taken":
            raise
        user = _owner(proven)
        messages.info(request, _("This number had an account already; you are signed in to it."))
        if user.person and user.is_active:
            give_consent(user.person, notice=notice, by=user)
    return _enter(request, user, proven)


FINISH = {
    "login": _finish_login,
    "signup": _finish_signup,
    "old": sign_in_changes.finish_old,
    "change": sign_in_changes.finish_change,
    "prove": sign_in_changes.finish_prove,
}
BEGIN = {
    "login": "account_login",
    "signup": "account_signup",
    "old": "account_change_phone",
    "change": "account_change_phone",
    "prove": "account_prove_number",
}
# What only visitors ask for; the other codes are for who is signed in.
OF_VISITORS = {"login", "signup"}


def _enter(request: HttpRequest, user: User, proven: phone_codes.PendingCode) -> HttpResponse:
    """Sign in through allauth, so that a second factor, where one is set up, is asked for."""
    record_authentication(request, user, method="code", phone=proven.phone)
    return perform_login(request, user, email_verification="none", redirect_url=proven.next or None)


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
