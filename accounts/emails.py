"""E-mail addresses: one way to write each, so that two spellings of one mailbox are never two sign-ins."""

import unicodedata

from django.utils.encoding import punycode

# What is stored: visible ASCII without capital letters, with an @ within.
PLAIN = r"^[!-@\[-~]+@[!-@\[-~]+$"


def normalise_email(typed: str | None) -> str:
    """The address as it is stored: small letters, half-width, the domain in ASCII; empty for nothing."""
    address = unicodedata.normalize("NFKC", typed or "").strip().lower()
    name, at, domain = address.rpartition("@")
    try:
        return f"{name}{at}{punycode(domain)}".lower()
    except UnicodeError:  # no domain at all: the form says so
        return address
