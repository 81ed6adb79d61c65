"""Public pages kept for a few seconds, for visitors of whom nothing is known.

Most of a busy minute's visitors have not signed in and ask for the same few pages. Only views marked `public_page`
are kept, only as they look to a visitor without a session, and never a page that sets a cookie.
"""

import functools
import hashlib
import mmap
import secrets
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from common import care

type GetResponse = Callable[[HttpRequest], HttpResponse]
MARK = "is_public_page"
# Whoever brings one of these is somebody: signed in, or about to read a message meant for them alone.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")

# Eight bytes that all workers of this machine share, since they are forked from the process that loads this. They
# are part of every key: other bytes, and no page kept so far is ever found again, one that is just being made
# included.
_generation = mmap.mmap(-1, 8)


class Kept(NamedTuple):
    content: bytes
    headers: list[tuple[str, str]]


def public_page[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a view whose page is the same for every visitor who is not signed in."""

    @functools.wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        setattr(response, MARK, True)
        return response

    return marked


class PageCacheMiddleware:
    """Answers before a session is opened or a query is made; stands above whatever knows the visitor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_CACHE_SECONDS or not is_anybody(request):
            return self.get_response(request)
        try:
            key = key_of(request)
        except DisallowedHost:
            return self.get_response(request)
        kept: Kept | None = caches["pages"].get(key)
        if kept is not None:
            return HttpResponse(kept.content, headers=dict(kept.headers))
        response = self.get_response(request)
        if may_be_kept(request, response):
            page = Kept(response.content, list(response.headers.items()))
            caches["pages"].set(key, page, settings.PAGE_CACHE_SECONDS)
        return response


def forget() -> None:
    """No page kept so far is shown again, in any worker: for what must vanish at once, such as a withdrawn consent.

    To be called when the change is committed.
    """
    _generation[:] = secrets.token_bytes(8)


def is_anybody(request: HttpRequest) -> bool:
    """A plain GET by a visitor of whom nothing is known. A fragment for htmx is not a page."""
    return (
        request.method == "GET"
        and "HTTP_HX_REQUEST" not in request.META
        and "HTTP_AUTHORIZATION" not in request.META
        and not any(cookie in request.COOKIES for cookie in PERSONAL_COOKIES)
    )


def key_of(request: HttpRequest) -> str:
    """All that a public page depends on: its whole address, the language and the care mode; and what was forgotten.

    Hashed, because an address may be longer than a key of a shared cache may be, and hold any character.
    """
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    parts: tuple[Any, ...] = (
        bytes(_generation[:]),
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        language if language in dict(settings.LANGUAGES) else "",
        care.from_cookies(request.COOKIES),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A marked, successful page that gave the visitor neither a cookie nor a session nor a token of its own."""
    session = getattr(request, "session", None)
    return (
        getattr(response, MARK, False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response.headers
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and (session is None or not session.modified)
    )
