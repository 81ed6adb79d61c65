"""Who may sit at the desk: whoever visits households, and whoever receives people at a station."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.http.cache_headers import private
from common.http.methods import post_only
from portal.desk.permissions import RECEIVES, VISITS

# Whether this session's user has a desk, so that no page asks the database only to draw the way there.
KEY = "desk"

type View = Callable[..., HttpResponse]


def has_desk(user: Any) -> bool:
    """Whether the user has a desk: they visit households, or receive people at a station."""
    return isinstance(user, User) and (user.has_perm(VISITS) or user.has_perm(RECEIVES))


def remember_desk(request: HttpRequest) -> bool:
    """Whether the reader has a desk today; from now on the head of every page knows it too."""
    found = has_desk(request.user)
    if found != bool(request.session.get(KEY)):
        request.session[KEY] = found
    return found


def remember_desk_at_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Signal receiver for user_logged_in: whether the user has a desk is known from the first page on."""
    if hasattr(request, "session") and has_desk(user):
        request.session[KEY] = True


def at_desk(
    *methods: str, needs: tuple[str, ...] = (VISITS,), button_of: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """A page of the desk: kept by no cache; the entrance for who is not signed in.

    403 for who has no desk, or none of the rights that it `needs`. With `button_of`, a page and its keys, it only
    takes POST (`post_only`).
    """
    allowed = post_only(*button_of) if button_of else require_http_methods(methods)

    def decorate(view: View) -> View:
        @private
        @login_required
        @allowed
        @wraps(view)
        def guarded(request: AuthenticatedHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not remember_desk(request) or not any(request.user.has_perm(one) for one in needs):
                return render(request, "desk/not_yours.html", status=403)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


READ, FORM = ("GET", "HEAD"), ("GET", "HEAD", "POST")
reading, form = at_desk(*READ), at_desk(*FORM)


def sending(page: str, *, needs: tuple[str, ...] = (VISITS,)) -> Callable[[View], View]:
    """A button at the desk. `page` is the name of the page that it stands on, which is about the same record."""
    return at_desk(needs=needs, button_of=(page, "pk"))
