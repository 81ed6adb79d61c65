"""Clients that are signed in."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.models import User

SIGN_IN, SIGN_UP = "/accounts/login/", "/accounts/signup/"
CODE, WHOSE, HOLDER, NEW = "/accounts/code/", "/accounts/whose/", "/accounts/whose/name/", "/accounts/new/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.auth.backends.AppointmentBackend")
    return client


def key_signed_in(client: Client) -> str | None:
    """The primary key of the account that the client is signed in to."""
    return client.session.get("_auth_user_id")


def prove(client: Client, outbox: Any, phone: str, *, page: str = SIGN_IN, **typed: str) -> HttpResponse:
    """Ask for a code to the number and enter it; the answer to that."""
    before = len(outbox.codes)
    client.post(page, {"phone": phone, **typed})
    (_phone, code) = outbox.codes[before]
    return client.post(CODE, {"code": code})
