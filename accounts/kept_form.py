"""What a member of staff had half keyed in when the session ended, until the same person signs in again."""

from typing import Any

from django.http import HttpRequest

KEY = "kept_form"
# Longer ones are lost; files always are.
MOST_CHARACTERS = 100_000
NEVER = ("csrf", "password", "code")


def take(request: HttpRequest) -> dict[str, Any] | None:
    """The posted form, without secrets; None when the request posts none."""
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(secret in name.lower() for secret in NEVER)
        for value in values
    ]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return None
    return {"user": request.user.pk, "path": request.get_full_path(), "fields": fields}


def keep(request: HttpRequest, form: dict[str, Any]) -> None:
    """Put it into the visitor's session; signing in carries it over."""
    request.session[KEY] = form


def give_back(request: HttpRequest) -> dict[str, Any] | None:
    """The kept form, once, and only to the person who filled it in."""
    form: dict[str, Any] | None = request.session.pop(KEY, None)
    if form and form["user"] == request.user.pk:
        return form
    return None
