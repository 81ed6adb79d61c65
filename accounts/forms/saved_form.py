"""A form that was sent when the session had ended: it is kept for minutes, and offered after signing in again."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from common.http.submissions import FIELD, is_drawn_for
from common.time import clock

KEY = "kept_form"
# Longer ones are lost; files always are.
MOST_CHARACTERS = 100_000
# What is typed at the entrance is secret, or is asked for again in a moment.
ENTRANCE = "/accounts/"
SECRET = ("password", "secret")
# Not typed by anybody: they belong to the page that was sent.
MACHINERY = ("csrfmiddlewaretoken", FIELD)


def form_to_save(request: HttpRequest) -> dict[str, Any] | None:
    """The posted form without secrets, to be saved; None when the request posts none.

    It is for the user whose page it was on, which its token proves. A form without one is for the user who is signed
    in or, when nobody is, for whoever signs in next in this browser.
    """
    if request.method != "POST" or request.path.startswith(ENTRANCE):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in MACHINERY and not any(word in name.lower() for word in SECRET)
        for value in values
    ]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return None
    return {
        "user": request.user.pk,
        "token": request.POST.get(FIELD),
        "path": request.get_full_path(),
        "fields": fields,
        "files": bool(request.FILES),
        "until": (clock.now() + dt.timedelta(minutes=settings.VISITOR_SESSION_MINUTES)).timestamp(),
    }


def keep_saved_form(request: HttpRequest, form: dict[str, Any]) -> None:
    """Put the form into the visitor's session; signing in carries it over."""
    request.session[KEY] = form


def saved_form_of(request: HttpRequest) -> dict[str, Any] | None:
    """The saved form, only to the person who filled it in, and as often as the page is loaded again."""
    form = _saved_form(request)
    if form is None or is_form_of(form, request.user.pk):
        return form
    forget_saved_form(request)
    return None


def form_for_another_account(request: HttpRequest) -> dict[str, Any] | None:
    """The saved form for whoever signs in next, if who is signed in may give it away; else still for its writer."""
    form = _saved_form(request)
    if form and is_form_of(form, request.user.pk):
        return {**form, "user": None, "token": None}
    return form


def _saved_form(request: HttpRequest) -> dict[str, Any] | None:
    forget_expired_form(request)
    form: dict[str, Any] | None = request.session.get(KEY)
    return form


def is_form_of(form: dict[str, Any], user: int | None) -> bool:
    """Whether the user with this primary key may see the form, and send it."""
    if token := form.get("token"):
        return is_drawn_for(token, user)
    return form["user"] in (None, user)


def forget_saved_form(request: HttpRequest) -> None:
    """Forget the saved form: it has been sent, or its writer does not want it any longer."""
    request.session.pop(KEY, None)


def forget_sent_form(request: HttpRequest) -> None:
    """The page of the saved form has been sent: it need not be kept any longer."""
    form = request.session.get(KEY)
    if form and is_form_of(form, request.user.pk) and form["path"] == request.get_full_path():
        forget_saved_form(request)


def forget_expired_form(request: HttpRequest) -> None:
    """Nobody came back for the saved form in time."""
    form = request.session.get(KEY)
    if form and form["until"] <= clock.now().timestamp():
        forget_saved_form(request)


def saved_form_context(form: dict[str, Any]) -> dict[str, Any]:
    """What a page needs to offer the form: the form, and the words in it that somebody has typed."""
    words = [value for _name, value in form["fields"] if " " in value.strip() or not value.isascii()]
    return {"kept": form, "words": words}
