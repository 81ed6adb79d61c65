"""Middleware: policies for the browser, the language, the care mode, and words for every error."""

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware import csp
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from common import care
from common.actions import explanation
from common.db.waits import BUSY, SLOW
from common.http.methods import method_refused
from common.http.requests import GetResponse


class ContentSecurityPolicyMiddleware(csp.ContentSecurityPolicyMiddleware):
    """'self' only, except in the admin site: its framework needs more."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith("/admin/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.ADMIN_CSP  # type: ignore[attr-defined]
        return super().process_response(request, response)


class PermissionsPolicyMiddleware:
    """The header Permissions-Policy: which devices and functions of the browser a page may use."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class LanguageMiddleware:
    """Chinese, unless the reader has chosen another language with the switch at the foot of the page.

    The browser's Accept-Language is ignored: many residents' phones are set to English by accident.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class CareModeMiddleware:
    """`request.care`: whether this reader uses the care mode, and the size of the text."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.care = care.care_from_cookies(request.COOKIES)  # type: ignore[attr-defined]
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        return response


class RefusalMiddleware:
    """A refusal that a page has not shown itself, and what the database refuses outside an action: words, no 500.

    The page leads back to where the reader was; the browser still has what was typed there.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = explanation(error)
        # A wait that ended in vain has a page of its own, which says when to try again (portal.views.errors).
        if refusal is None or refusal.code in {BUSY, SLOW}:
            return None
        if isinstance(error, ObjectDoesNotExist) and request.method in {"GET", "HEAD"}:
            return response_for_exception(request, Http404())
        return render(request, "409.html", {"refusal": refusal}, status=409)


class ErrorPageMiddleware:
    """An address that refuses the method of a request (405) does so in words, not by an empty page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        return method_refused(request, allow=response.headers.get("Allow", ""))
