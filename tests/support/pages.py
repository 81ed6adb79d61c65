"""What a page says beside its words and looks: `data-` attributes, levels of messages, codes of refusals."""

import re
from html import unescape
from typing import Any

from django.contrib.messages import get_messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse

# The field of what no single field is about.
WHOLE = NON_FIELD_ERRORS


def text(response: HttpResponse) -> str:
    """The page, as it is sent."""
    assert response.status_code == 200, response
    return response.content.decode()


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
    return {(field, code) for field, found in codes(form).items() for code in found}


def codes(form: Any) -> dict[str, list[str | None]]:
    """Why the form was refused, by field: the code, or the name of the constraint, whose errors have no code."""
    return {
        field: [error.code or _constraint(form, error) for error in errors]
        for field, errors in form.errors.as_data().items()
    }


def _constraint(form: Any, error: ValidationError) -> str | None:
    constraints = form._meta.model._meta.constraints if hasattr(form, "_meta") else []
    said = [one.name for one in constraints if str(one.get_violation_error_message()) in error.messages]
    return "|".join(said) or None


def bars(response: HttpResponse) -> list[tuple[int, int]]:
    """(value, max) of every bar that the page draws, in its order."""
    drawn = re.findall(r"<progress [^>]*>", response.content.decode())
    return [tuple(int(re.search(rf'\s{name}="(\d+)"', bar)[1]) for name in ("value", "max")) for bar in drawn]  # type: ignore[index, misc]


def handed_on(response: HttpResponse) -> dict[str, str]:
    """What a page hands on to the form for somebody new: the hidden fields of the form `begin`, its tokens aside."""
    html = text(response)
    form = re.search(r'<form method="post" id="begin" hidden>(.*?)</form>', html, re.DOTALL)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[1]) if form else []
    known = {name: unescape(value) for name, value in fields}
    return {name: value for name, value in known.items() if name in ("name", "phone")}


def ways_on(response: HttpResponse) -> list[str]:
    """The addresses to which the buttons of the page hand it on."""
    return [unescape(href) for href in re.findall(r'<button[^>]* form="begin" formaction="([^"]+)"', text(response))]
