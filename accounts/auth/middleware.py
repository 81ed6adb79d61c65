"""Sessions of staff, in admin and at the desk: they end after half an hour of idleness, and admin may need a second
factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.forms import saved_form
from common.time import clock

SEEN = "staff_seen"
# The pages of an app above this one; their address is a promise of the whole portal.
DESK = "/desk/"
# Writing the session at every request would cost a write a page; a minute is near enough.
RENEW_AFTER_SECONDS = 60
# Recovery codes help whoever has lost one of these; alone they are none.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def staff_pages(path: str) -> str:
    """The first page of admin or of the desk, where `path` lies; empty elsewhere."""
    return next((first for first in (reverse("admin:index"), DESK) if path.startswith(first)), "")


class StaffSessionMiddleware:
    """Whoever holds a role, or has come to admin or to the desk, has a staff session from then on.

    A request without a session cookie is passed on untouched: public pages cost no query here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if answer := self._answer(request):
            return answer
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400:
            saved_form.forget_saved_form(request)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse | None:
        at_work = staff_pages(request.path)
        seen = request.session.get(SEEN)
        if seen is None and not (at_work and request.user.is_authenticated):
            return None
        now = int(clock.now().timestamp())
        if seen is not None and now - seen > settings.STAFF_IDLE_MINUTES * 60:
            return self._end(request)
        if seen is None or now - seen > RENEW_AFTER_SECONDS:
            request.session[SEEN] = now
        in_admin = at_work and at_work != DESK
        if in_admin and settings.STAFF_MFA_REQUIRED and not is_mfa_enabled(request.user, SECOND_FACTORS):
            messages.warning(request, _("Please set up a second factor first; the office pages open with it."))
            return redirect("mfa_index")
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


def begin_staff_session(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Signal receiver for user_logged_in: who holds a role today has a staff session from its first moment."""
    if hasattr(request, "session") and user.rights.held:
        request.session[SEEN] = int(clock.now().timestamp())
