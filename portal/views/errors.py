"""Error pages: what happened and what the reader can do now."""

import logging
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader

from accounts.forms import saved_form
from common.care import care_from_cookies
from common.db import waits
from common.exceptions import Refused

log = logging.getLogger(__name__)
# When the browser, or whatever has asked, may try again.
RETRY_AFTER_SECONDS = 5


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The error page 400; 413 for a form that is larger than Django reads."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return render(request, "413.html", status=413) if too_large else render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The error page 403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The error page 404."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The error page 500, or 503 where waiting helps.

    Rendered without context processors: they would query the database, which may be the cause of the error.
    """
    error = sys.exception()
    if why := why_unavailable(error):
        return unavailable(request, why, error)
    care = care_from_cookies(request.COOKIES)
    return HttpResponseServerError(loader.render_to_string("500.html", {"care": care}))


def why_unavailable(error: BaseException | None) -> str:
    """`locked`, `slow` or `away`; empty for every error that waiting does not mend."""
    code = error.code if isinstance(error, Refused) else ""
    if code == waits.BUSY or waits.is_locked(error):
        return "locked"
    if code == waits.SLOW or waits.is_too_slow(error):
        return "slow"
    return "away" if waits.is_unavailable(error) else ""


def unavailable(request: HttpRequest, why: str, error: BaseException | None = None) -> HttpResponse:
    """The error page 503: it says whether anything was saved, and when to try again."""
    sent = request.method not in {"GET", "HEAD"}
    commits = getattr(connection, "commits", 0) - getattr(request, "commits_before", 0)
    context = {
        "care": care_from_cookies(request.COOKIES),
        "why": why,
        "nothing_saved": sent and not commits,
        "maybe_saved": sent and commits,
    }
    response = HttpResponse(loader.render_to_string("503.html", context), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    # One line instead of Django's traceback for every visitor.
    log.error("503 %s: %s", why, type(getattr(error, "__cause__", None) or error).__name__)
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before somebody signed in or out in this browser, or cookies are off. The page says so.

    If the form is one of this site, what was typed is offered again, after signing in or with the account in whose
    page it was typed. The browser itself names the origin of a form; without that, or with another one, nothing is
    kept: it might be a trap.
    """
    context: dict[str, Any] = {}
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if own and (form := saved_form.form_to_save(request)):
        # A form without a token does not say in whose page it was typed: it may be somebody else's.
        form["user"] = None
        saved_form.keep_saved_form(request, form)
        context = saved_form.saved_form_context(form) | {"own": saved_form.is_form_of(form, request.user.pk)}
    return render(request, "403_csrf.html", context, status=403)
