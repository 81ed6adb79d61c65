"""Requests of people who are signed in, and what some pages ask of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.consent import has_consent


class AuthenticatedHttpRequest(HttpRequest):
    """A request of somebody who is signed in, for annotations of views."""

    user: User


def acting_user(request: HttpRequest) -> User:
    """The user who acts on a page that only people who are signed in can open, such as a page of admin."""
    return cast(User, request.user)


def keep_session(request: HttpRequest, user: User) -> None:
    """Let this browser stay signed in although the keys of its sign-in have changed; the others end."""
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


def require_password_again[F: Callable[..., HttpResponse]](view: F) -> F:
    """Ask users who have a password or a second factor for it again; the page itself asks the others for more."""
    return reauthentication_required(view, app="allauth.account", enabled=_has_password_or_factor)


def _has_password_or_factor(request: HttpRequest) -> bool:
    return bool(get_reauthentication_flows(request.user))


def require_reauthentication[F: Callable[..., HttpResponse]](view: F) -> F:
    """Ask users for their password or second factor again, or for a code to their number when they have neither,
    unless they have just given it.
    """
    return reauthentication_required(view, app="allauth.account")


def require_consent_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A courtesy: who has withdrawn consent is led to the page that asks for it before filling in a form for nothing.

    It is no guard. The actions that store something about a person ask `require_consent` themselves.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.person_id and not has_consented(user):
            messages.info(request, _("This needs your agreement to the privacy notice."))
            return redirect("me_consent")
        return view(request, *args, **kwargs)

    return checked


def has_consented(user: User) -> bool:
    """Whether the user has a person, who agrees to some version of the privacy notice."""
    return user.person is not None and has_consent(user.person)
