"""What the portal reads from its environment (README, “For real”), and where its files lie."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
# The embedded database and the lock of a running portal are in var/ whatever PORTAL_VAR says.
VAR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))


def flag(name: str, default: bool = False) -> bool:
    """An environment variable that switches something on or off: 1, true, yes or on."""
    value = os.environ.get(name, "")
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int) -> int:
    """An environment variable with a whole number. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name) or str(default)
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value}, but it must be a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """An environment variable with several values, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


# The address in messages, iCal files and posters.
SITE_URL = os.environ.get("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
