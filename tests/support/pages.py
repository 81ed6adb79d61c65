"""What a page says by its `data-` attributes: for tests about what it does, whatever its words and looks are."""

import re
from html import unescape

from django.contrib.messages import get_messages
from django.http import HttpResponse


def marks(response: HttpResponse, name: str) -> list[str]:
    """The values of the attribute `data-<name>`, in the order of the page."""
    return [unescape(found) for found in re.findall(rf'\sdata-{name}="([^"]*)"', response.content.decode())]


def levels(response: HttpResponse) -> list[str]:
    """The levels of the messages that the request has left or shown: “success”, “info”, “warning”, “error”."""
    return [message.level_tag for message in get_messages(response.wsgi_request)]
