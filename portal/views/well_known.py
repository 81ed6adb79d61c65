"""Addresses that programs ask for by themselves."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.time import clock

# RFC 9116 recommends less than a year.
SECURITY_TXT_IS_VALID = dt.timedelta(days=180)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """/favicon.ico: the mark of the portal, for programs that do not read the page."""
    return redirect(static("img/mark.svg"))


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """/.well-known/security.txt: whom to tell of a weakness (RFC 9116); 404 unless SECURITY_CONTACT is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (clock.now() + SECURITY_TXT_IS_VALID).astimezone(dt.UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
