"""Receivers of allauth's signals: each change of a password or a second factor is recorded.

The database itself records those of numbers and addresses.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.http import HttpRequest

from accounts.auth.http import keep_session
from accounts.models import SecurityEvent, User

What = SecurityEvent.What
SIGNALS = {
    What.PASSWORD_SET: account.password_set,
    What.PASSWORD_CHANGED: account.password_changed,
    What.PASSWORD_RESET: account.password_reset,
    What.FACTOR_ADDED: mfa.authenticator_added,
    What.FACTOR_REMOVED: mfa.authenticator_removed,
    What.FACTOR_RESET: mfa.authenticator_reset,
}


def connect_signals() -> None:
    """Connect allauth's signals to the records of security events; called once, when the app is ready."""
    for what, signal in SIGNALS.items():
        signal.connect(_writer(what), weak=False, dispatch_uid=f"security_event:{what}")
    for signal in (account.email_changed, account.email_removed):
        signal.connect(_stay_signed_in, dispatch_uid="keep_session")


def _stay_signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The browser in which the address was changed; every other session ends with a change of the address."""
    if request.user == user:
        keep_session(request, user)


def _writer(what: SecurityEvent.What) -> Any:
    def write(sender: Any, user: User, **kwargs: Any) -> None:
        SecurityEvent.objects.create(user=user, what=what)

    return write
