"""The wall display that a token opens."""

import hashlib

from stations.models import WallDisplay


def display_token_digest(token: str) -> str:
    """What is kept of a wall display's token. It is long and random: a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def display_of_token(token: str) -> WallDisplay | None:
    """The wall display of that token that is not switched off."""
    shown = WallDisplay.objects.select_related("station__community")
    return shown.filter(token_digest=display_token_digest(token), revoked_at=None).first()
