"""The preferences of a reader: care mode, text size, language. They are stored in cookies on this device.

The forms have no CSRF token, so that the public pages with them can be cached: another site could only change the
size of the text or the language.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.care import SIZES, YEAR, Care, set_care_cookie


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def care(request: HttpRequest) -> HttpResponse:
    """/care/: GET explains the care mode. POST `on` (0, 1) and `size` (0 to 3) sets it and redirects to `next`."""
    if request.method != "POST":
        return render(request, "portal/care.html")
    response = _back(request)
    now: Care = request.care  # type: ignore[attr-defined]
    size = request.POST.get("size", "")
    chosen = Care(
        on=request.POST.get("on", "1") == "1",
        size=int(size) if size in {str(step) for step in SIZES} else now.size,
    )
    set_care_cookie(response, chosen, secure=settings.HTTPS)
    return response


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """/language/: POST `language` sets it and redirects to `next`.

    GET (for example from a bookmark) redirects to the home page.
    """
    if request.method != "POST":
        return redirect("home")
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """303 See Other to `next`, if it is an address of this site, else to the home page."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target, status=303)
