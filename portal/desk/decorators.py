"""Who may sit at the desk: whoever visits households, receives people at a station, or leads volunteers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from accounts.rules.permissions import can_enter_admin
from common.http.cache_headers import private
from common.http.methods import post_only
from portal.desk.permissions import CONFIRMS, MATTERS, RECEIVES, VISITS
from volunteers.rules.check_in import CHECKS_IN

# Whether this session's user has a desk, and may open admin, so that no page asks the database only to draw the way.
DESK_KEY, OFFICE_KEY = "desk", "office"

type View = Callable[..., HttpResponse]


def has_desk(user: Any) -> bool:
    """Whether the user has a desk: they visit households, receive people at a station, or lead volunteers."""
    return isinstance(user, User) and any(map(user.has_perm, (VISITS, RECEIVES, CHECKS_IN, CONFIRMS, MATTERS)))


def remember_places_of_work(request: HttpRequest) -> tuple[bool, bool]:
    """Whether the reader has a desk today, and whether they may open admin; the head of every page knows it then."""
    places = has_desk(request.user), can_enter_admin(request.user)
    for key, has in zip((DESK_KEY, OFFICE_KEY), places, strict=True):
        if has != bool(request.session.get(key)):
            request.session[key] = has
    return places


def remember_places_of_work_at_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Signal receiver for user_logged_in: where the user works is known from the first page on."""
    if hasattr(request, "session"):
        for key, has in ((DESK_KEY, has_desk(user)), (OFFICE_KEY, can_enter_admin(user))):
            if has:
                request.session[key] = True


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
            here, _in_office = remember_places_of_work(request)
            if not here or not any(request.user.has_perm(one) for one in needs):
                return render(request, "desk/not_yours.html", status=403)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


READ, FORM = ("GET", "HEAD"), ("GET", "HEAD", "POST")
reading, form = at_desk(*READ), at_desk(*FORM)


def sending(page: str, *, needs: tuple[str, ...] = (VISITS,)) -> Callable[[View], View]:
    """A button at the desk. `page` is the name of the page that it stands on, which is about the same record."""
    return at_desk(needs=needs, button_of=(page, "pk"))
