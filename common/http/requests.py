"""The requests of the portal. No model is imported here, since the web server needs these before Django is set up."""

from collections.abc import Callable
from email.errors import MessageError
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

# What a middleware is given: the rest of the portal.
type GetResponse = Callable[[HttpRequest], HttpResponse]


class PortalRequest(WSGIRequest):
    """A request whose text is read as UTF-8, whatever encoding it names.

    Django would decode its address by that encoding before the first middleware could answer for a failure.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (ValueError, MessageError):
            self.content_type, self.content_params = "", {"charset": "unknown"}
