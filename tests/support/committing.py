"""Tests that commit leave rows behind, which others would find."""

from typing import Any


def commits(test: Any) -> bool:
    """Whether a test, as pytest collects it, commits what it does instead of taking it back."""
    marker = test.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"} & set(test.fixturenames)
    return bool(fixtures) or (marker is not None and bool(marker.kwargs.get("transaction")))
