"""What the admin's first page says: what is on, where the queue is long, and the figures behind it."""

from typing import Any

from django.http import HttpRequest


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    return context
