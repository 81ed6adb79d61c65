"""The addresses of admin for what the community has: units, places, the register."""

from django.urls import reverse


def grid_url(model: str, name: str, *args: object, **query: object) -> str:
    return reverse(f"admin:grid_{model}_{name}", args=args, query=query or None)
