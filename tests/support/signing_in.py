"""Clients that are signed in."""

from django.test import Client

from accounts.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.auth.backends.AppointmentBackend")
    return client


def key_signed_in(client: Client) -> str | None:
    """The primary key of the account that the client is signed in to."""
    return client.session.get("_auth_user_id")
