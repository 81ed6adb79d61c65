"""What a page says beside its words and looks: `data-` attributes, levels of messages, codes of refusals."""

import re
from html import unescape
from typing import Any

from django.contrib.messages import get_messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.http import HttpResponse

# The field of what no single field is about.
WHOLE = NON_FIELD_ERRORS
# The code of what a constraint in `Meta.constraints` refuses: those have none.
NO_CODE = None


def marks(response: HttpResponse, name: str) -> list[str]:
    """The values of the attribute `data-<name>`, in the order of the page."""
    return [unescape(found) for found in re.findall(rf'\sdata-{name}="([^"]*)"', response.content.decode())]


def levels(response: HttpResponse) -> list[str]:
    """The levels of the messages that the request has left or shown: “success”, “info”, “warning”, “error”."""
    return [message.level_tag for message in get_messages(response.wsgi_request)]


def refusals(response: HttpResponse, name: str = "") -> set[tuple[str, str | None]]:
    """(field, code) of every error in the form of the page; `name`: of another form in the context."""
    assert response.status_code == 200, response
    context: Any = response.context  # type: ignore[attr-defined]
    form = context["adminform"].form if not name and "adminform" in context else context[name or "form"]
    return {(field, error.code) for field, errors in form.errors.as_data().items() for error in errors}


def codes(form: BaseForm) -> dict[str, list[str | None]]:
    """Why the form was refused, by field."""
    return {field: [error.code for error in errors] for field, errors in form.errors.as_data().items()}


def bars(response: HttpResponse) -> list[tuple[int, int]]:
    """(value, max) of every bar that the page draws, in its order."""
    drawn = re.findall(r"<progress [^>]*>", response.content.decode())
    return [tuple(int(re.search(rf'\s{name}="(\d+)"', bar)[1]) for name in ("value", "max")) for bar in drawn]  # type: ignore[index, misc]
