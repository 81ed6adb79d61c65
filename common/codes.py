"""Codes that are hard to guess."""

import secrets


def answer_code() -> str:
    """The code in the link of a reminder: whoever has it may answer for this one thing, without a password."""
    return secrets.token_urlsafe(16)
