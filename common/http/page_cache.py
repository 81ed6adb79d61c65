"""A cache of public pages for visitors without a session; a page is reused for a few seconds.

In busy minutes most visitors have not signed in and ask for the same few pages. Only views marked `public_page` are
cached, only for visitors without a session, and never a page that sets a cookie.
"""

import functools
import hashlib
import mmap
import secrets
from collections.abc import Callable
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from common import care
from common.http.requests import GetResponse

PUBLIC_ATTRIBUTE = "is_public_page"
# A visitor with one of these cookies has signed in or is about to read a personal message.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")

# Eight bytes that all workers of this machine share, because they are forked from the process that loads this module.
# They are part of every key: when they change, no cached page is found again, nor one that is just being rendered.
_generation = mmap.mmap(-1, 8)


class CachedPage(NamedTuple):
    """A public page as the page cache stores it."""

    content: bytes
    headers: list[tuple[str, str]]


def public_page[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a view whose page is the same for every visitor who is not signed in."""

    @functools.wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        setattr(response, PUBLIC_ATTRIBUTE, True)
        return response

    return marked


class PageCacheMiddleware:
    """Answers before a session is opened or a query is made, so it stands above the session middleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_CACHE_SECONDS or not is_cacheable_request(request):
            return self.get_response(request)
        try:
            key = cache_key(request)
        except DisallowedHost:
            return self.get_response(request)
        cached: CachedPage | None = caches["pages"].get(key)
        if cached is not None:
            return HttpResponse(cached.content, headers=dict(cached.headers))
        response = self.get_response(request)
        if is_cacheable_response(request, response):
            page = CachedPage(response.content, list(response.headers.items()))
            caches["pages"].set(key, page, settings.PAGE_CACHE_SECONDS)
        return response


def clear_pages() -> None:
    """Empty the page cache of all workers, for content that must disappear at once, such as a withdrawn consent.

    Call it after the change is committed.
    """
    _generation[:] = secrets.token_bytes(8)


def kept[T](name: str, read: Callable[[], T], seconds: int) -> T:
    """What a page shows and every visitor sees alike: each process reads it at most once in so many seconds.

    It is gone with the pages (`clear_pages`). `read()` never returns None.
    """
    value: Any = caches["pages"].get_or_set(f"kept-{_generation[:].hex()}-{name}", read, seconds)
    return cast(T, value)


def is_cacheable_request(request: HttpRequest) -> bool:
    """A plain GET without session, messages or credentials. A request by htmx asks for a fragment, not for a page."""
    return (
        request.method == "GET"
        and "HTTP_HX_REQUEST" not in request.META
        and "HTTP_AUTHORIZATION" not in request.META
        and not any(cookie in request.COOKIES for cookie in PERSONAL_COOKIES)
    )


def cache_key(request: HttpRequest) -> str:
    """The hash of everything that a public page depends on: address, language, care mode, and the generation of the
    cache.

    It is hashed because an address may be longer than a key of a shared cache may be, and contain any character.
    """
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    parts: tuple[Any, ...] = (
        bytes(_generation[:]),
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        language if language in dict(settings.LANGUAGES) else "",
        care.care_from_cookies(request.COOKIES),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def is_cacheable_response(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A successful page of a marked view that gives the visitor no cookie, no session and no CSRF token."""
    session = getattr(request, "session", None)
    return (
        getattr(response, PUBLIC_ATTRIBUTE, False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "Cache-Control" not in response.headers
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and (session is None or not session.modified)
    )
