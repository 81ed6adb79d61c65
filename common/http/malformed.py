"""Requests that no page of ours sends: they are refused once, in words, before any view reads them.

So no form, no look-up and no list needs a guard of its own against text that PostgreSQL cannot keep.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from common.http.methods import method_refused
from common.http.requests import GetResponse

# Headers with an address, which libraries take apart without asking whether it is one.
ADDRESSES = ("HTTP_REFERER", "HTTP_ORIGIN", "HTTP_HX_CURRENT_URL")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# Longer than any address of ours, and than servers take.
LONGEST_QUERY = 16_000
LONGEST_PATH = 8_000
NO_TEXT = re.compile("%[89A-F][0-9A-F]", re.ASCII | re.IGNORECASE)


class MalformedRequestMiddleware:
    """Answers 405 to methods that no page takes, and 400 to what is no text in UTF-8, is too long or is too much.

    It reads the form that was sent, so that Django's own refusals (too many fields, too large, a broken multipart
    body) come from here as well. It stands above the sessions, since their cookie may be malformed too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return method_refused(request, allow=", ".join(METHODS))
        require_well_formed(request)
        return self.get_response(request)


def require_well_formed(request: HttpRequest) -> None:
    """Raises BadRequest, or what Django raises itself, unless all parts of the request are text of a bounded size."""
    _require_known_encoding(request)
    for header in ADDRESSES:
        _require_address(request.META.get(header, ""))
    # The server hands the bytes of an address over as Latin-1; of a path Django keeps those as %FF that are no text.
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    if len(request.path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        raise BadRequest("The address is too long")
    if "\0" in request.path or NO_TEXT.search(request.path) or not _is_text(unquote_to_bytes(query)):
        raise BadRequest("The address is no text")
    is_form = request.method == "POST" and request.content_type == "application/x-www-form-urlencoded"
    if is_form and not _is_text(unquote_to_bytes(request.body)):
        raise BadRequest("The form is no text")
    if not all(_is_text(part.encode(errors="surrogatepass")) for part in _parts(request)):
        raise BadRequest("The request is no text")


def _parts(request: HttpRequest) -> Iterator[str]:
    """Every name and value that came with the request, as Django has read them."""
    yield request.get_host()
    for header, value in request.META.items():
        if header.startswith("HTTP_") or header == "CONTENT_TYPE":
            yield str(value)
    for name, value in request.COOKIES.items():
        yield from (name, value)
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield from (name, *map(str, values))
    for name, uploads in request.FILES.lists():
        for upload in uploads:
            yield from (name, upload.name or "", upload.content_type or "")


def _require_address(typed: str) -> None:
    try:
        urlsplit(typed)
    except ValueError as error:
        raise BadRequest("A header that should have an address has none") from error


def _is_text(raw: bytes) -> bool:
    """Whether this is text that the database can keep: UTF-8 without surrogates and without NUL."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in raw


def _require_known_encoding(request: HttpRequest) -> None:
    """Raises BadRequest for a body of an encoding or a length that only a tool would name."""
    charset = (request.content_params or {}).get("charset", settings.DEFAULT_CHARSET)
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if charset.lower() not in ("utf-8", "utf8") or not re.fullmatch("[0-9]{1,18}", length, re.ASCII):
        raise BadRequest("The body is of an unknown encoding or length")
