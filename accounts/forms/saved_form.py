"""What a member of staff had half keyed in when the session ended, until the same person signs in again."""

from typing import Any

from django.http import HttpRequest

KEY = "kept_form"
# Longer ones are lost; files always are.
MOST_CHARACTERS = 100_000
# A household's code is no secret; the codes that open an account are all typed at the entrance.
ENTRANCE = "/accounts/"


def form_to_save(request: HttpRequest) -> dict[str, Any] | None:
    """The posted form without secrets, to be saved; None when the request posts none."""
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not _is_secret(name.lower(), request.path)
        for value in values
    ]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return None
    return {"user": request.user.pk, "path": request.get_full_path(), "fields": fields}


def _is_secret(name: str, path: str) -> bool:
    return (
        name == "csrfmiddlewaretoken"
        or name.startswith("password")
        or (path.startswith(ENTRANCE) and ("password" in name or "code" in name))
    )


def keep_saved_form(request: HttpRequest, form: dict[str, Any]) -> None:
    """Put the form into the visitor's session; signing in carries it over."""
    request.session[KEY] = form


def saved_form_of(request: HttpRequest) -> dict[str, Any] | None:
    """The saved form, to the person who filled it in only, and as often as the page is loaded again."""
    form: dict[str, Any] | None = request.session.get(KEY)
    if form and form["user"] == request.user.pk:
        return form
    request.session.pop(KEY, None)
    return None


def forget_saved_form(request: HttpRequest) -> None:
    """The page of the saved form is being sent: it need not be kept any longer."""
    form = request.session.get(KEY)
    if form and form["user"] == request.user.pk and form["path"] == request.get_full_path():
        del request.session[KEY]
