"""Error pages: what happened and what the reader can do now."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader

from accounts.forms import saved_form
from common.care import care_from_cookies


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
    """Rendered without context processors: they would query the database, which may be the cause of the error."""
    care = care_from_cookies(request.COOKIES)
    return HttpResponseServerError(loader.render_to_string("500.html", {"care": care}))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened before somebody signed in or out in this browser, or cookies are off. The page says so.

    If the form is one of this site, what was typed is offered again: to be sent by whoever is signed in now, or after
    signing in. The browser itself names the origin of a form; without that, or with another one, nothing is kept: it
    might be a trap.
    """
    context: dict[str, Any] = {}
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if own and (form := saved_form.form_to_save(request)):
        # For whom the page was drawn is not known: whoever is signed in now may be somebody else.
        form["user"] = None
        saved_form.keep_saved_form(request, form)
        context = saved_form.saved_form_context(form)
    return render(request, "403_csrf.html", context, status=403)
