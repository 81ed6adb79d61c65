"""What every request of somebody with a session passes: caches keep nothing of it, an ended session leads back to
what was typed, an idle session of staff ends, and staff may need a second factor.
"""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.auth.second_factor import SECOND_FACTORS, ask_for_second_factor, has_given_second_factor
from accounts.forms import saved_form
from common.http.requests import GetResponse
from common.time import clock

SEEN = "staff_seen"
# The pages of an app above this one; their address is a promise of the whole portal.
DESK = "/desk/"
# Pages on which somebody acts as the holder of a post, outside admin and the desk.
OWN_POSTS = ("/me/posts/", "/me/identity/")
ENTRANCE = "/accounts/"
# Pages between a number and the account: whoever begins anew there had not signed in yet.
BEFORE_SIGNING_IN = {"account_enter_code", "account_whose", "account_holder", "account_new"}
# Writing the session at every request would cost a write a page; a minute is near enough.
RENEW_AFTER_SECONDS = 60


def staff_pages(path: str) -> str:
    """The first page of admin or of the desk, where `path` lies; empty elsewhere."""
    return next((first for first in (reverse("admin:index"), DESK) if path.startswith(first)), "")


def has_session(request: HttpRequest) -> bool:
    """Whether the browser has sent a session, which may have ended meanwhile. Costs no query."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class NoStoreMiddleware:
    """No cache and no back button keeps a page that was made for somebody signed in, or a page of the entrance.

    It holds for the pages of libraries too. A view that says itself that everybody may keep its answer is left alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        said = response.headers.get("Cache-Control", "")
        if "no-store" in said or "public" in said:
            return response
        # Who has just signed in had no session before.
        opened = has_session(request) or request.session.modified
        if request.path.startswith(ENTRANCE) or (opened and SESSION_KEY in request.session):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class EndedSessionMiddleware:
    """Whoever is sent to the entrance because the session has ended is told so, and finds what they typed again."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if has_session(request):
            saved_form.forget_expired_form(request)
        response = self.get_response(request)
        if _leads_to_entrance(request, response) and not request.user.is_authenticated:
            return self._sign_in_again(request, response)
        if request.method == "POST" and response.status_code < 400 and has_session(request):
            saved_form.forget_sent_form(request)
        return response

    def _sign_in_again(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if kept := saved_form.form_to_save(request):
            saved_form.keep_saved_form(request, kept)
            messages.info(request, _("Please sign in again: your session had ended. What you typed is kept."))
            return redirect_to_login(reverse("account_kept_form"))
        # A session that is gone from the database has lost its key when it was read.
        if request.method == "POST" or (has_session(request) and request.session.session_key is None):
            messages.info(request, _("Please sign in again: your session had ended."))
        return response


def _leads_to_entrance(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer sends somebody away to sign in (and is not a page of the entrance that leads on)."""
    if request.resolver_match and request.resolver_match.url_name in BEFORE_SIGNING_IN:
        return False
    target = response.headers.get("Location", "")
    return response.status_code == 302 and target.startswith(
        (f"{reverse('account_login')}?next=", f"{reverse('admin:login')}?next=")
    )


class StaffSessionMiddleware:
    """Whoever holds a role, or has come to admin or to the desk, has a staff session from then on.

    A request without a session cookie is passed on untouched: public pages cost no query here.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not has_session(request):
            return self.get_response(request)
        if answer := self._idle(request):
            return answer
        if not self._lacks_second_factor(request):
            return self.get_response(request)
        # Without the second factor somebody with a role is a resident: the rights are not there, on any page.
        request.user.rights_withheld = True  # type: ignore[union-attr]
        if request.path.startswith(OWN_POSTS) or staff_pages(request.path):
            return ask_for_second_factor(request)
        response = self.get_response(request)
        refused = response.status_code in (403, 404) and not request.path.startswith(ENTRANCE)
        return ask_for_second_factor(request) if refused else response

    def _idle(self, request: HttpRequest) -> HttpResponse | None:
        seen = request.session.get(SEEN)
        if seen is None and not (staff_pages(request.path) and request.user.is_authenticated):
            return None
        now = int(clock.now().timestamp())
        if seen is not None and now - seen > settings.STAFF_IDLE_MINUTES * 60:
            return self._end(request)
        if seen is None or now - seen > RENEW_AFTER_SECONDS:
            request.session[SEEN] = now
        return None

    def _end(self, request: HttpRequest) -> HttpResponse:
        """Sign out, keep what was half keyed in, and lead back to it through the entrance."""
        kept = saved_form.form_to_save(request)
        logout(request)
        messages.info(
            request,
            _("You were signed out because nothing happened for %(minutes)d minutes. Please sign in again.")
            % {"minutes": settings.STAFF_IDLE_MINUTES},
        )
        if kept:
            saved_form.keep_saved_form(request, kept)
            return redirect_to_login(reverse("account_kept_form"))
        first = staff_pages(request.path) or reverse("home")
        return redirect_to_login(request.get_full_path() if request.method == "GET" else first)

    def _lacks_second_factor(self, request: HttpRequest) -> bool:
        user = request.user if settings.STAFF_MFA_REQUIRED else None
        return (
            user is not None
            and user.is_authenticated
            and bool(user.rights.held)
            and not (has_given_second_factor(request) and is_mfa_enabled(user, SECOND_FACTORS))
        )


def begin_staff_session(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Signal receiver for user_logged_in: who holds a role today has a staff session from its first moment."""
    if hasattr(request, "session") and user.rights.held:
        request.session[SEEN] = int(clock.now().timestamp())
