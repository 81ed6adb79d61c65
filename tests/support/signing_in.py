"""A client that is signed in."""

from django.test import Client

from accounts.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.auth.backends.AppointmentBackend")
    return client
