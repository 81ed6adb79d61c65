"""Sessions of staff: they end after half an hour of idleness, and may need a second factor."""

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

from accounts import kept_form
from common import clock

SEEN = "staff_seen"
# Writing the session at every request would cost a write a page; a minute is near enough.
RENEW_AFTER_SECONDS = 60
# Recovery codes help whoever has lost one of these; alone they are none.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class StaffSessionMiddleware:
    """Whoever is staff, or has come to admin, has a staff session from then on.

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
            kept_form.forget_sent(request)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse | None:
        in_admin = request.path.startswith(reverse("admin:index"))
        seen = request.session.get(SEEN)
        if seen is None and not (in_admin and request.user.is_authenticated):
            return None
        now = int(clock.now().timestamp())
        if seen is not None and now - seen > settings.STAFF_IDLE_MINUTES * 60:
            return self._end(request)
        if seen is None or now - seen > RENEW_AFTER_SECONDS:
            request.session[SEEN] = now
        if in_admin and settings.STAFF_MFA_REQUIRED and not is_mfa_enabled(request.user, SECOND_FACTORS):
            messages.warning(request, _("Please set up a second factor first; the office pages open with it."))
            return redirect("mfa_index")
        return None

    def _end(self, request: HttpRequest) -> HttpResponse:
        """Sign out, keep what was half keyed in, and lead back to it through the entrance."""
        kept = kept_form.take(request)
        logout(request)
        messages.info(
            request,
            _("You were signed out because nothing happened for %(minutes)d minutes. Please sign in again.")
            % {"minutes": settings.STAFF_IDLE_MINUTES},
        )
        if kept:
            kept_form.keep(request, kept)
            return redirect_to_login(reverse("account_kept_form"))
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/admin/")


def begin_staff_session(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Signal receiver for user_logged_in: an operator's session is a staff session from its first moment."""
    if user.is_staff and hasattr(request, "session"):
        request.session[SEEN] = int(clock.now().timestamp())
