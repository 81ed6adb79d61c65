"""Where sessions are stored, and for how long: those of visitors who have not signed in last for minutes only."""

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Django's sessions in the database. One that nobody is signed in to holds what a visitor has typed: the name and
    number of a sign-in that is under way, or a form that is kept until they have signed in. It soon expires.
    """

    def get_session_cookie_age(self) -> int:
        return super().get_session_cookie_age() if SESSION_KEY in self else settings.VISITOR_SESSION_MINUTES * 60

    def set_expiry(self, value: Any) -> None:
        """Only for who is signed in: allauth asks for two weeks before a second factor has been given."""
        if SESSION_KEY in self:
            super().set_expiry(value)
