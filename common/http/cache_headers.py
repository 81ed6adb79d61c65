"""Pages with something personal on them are kept by no cache and no back button."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

private = cache_control(private=True, no_store=True)


def private_when_signed_in[R: HttpResponse](request: HttpRequest, response: R) -> R:
    """Mark a public page that also shows the reader's own things."""
    if request.user.is_authenticated:
        response.headers["Cache-Control"] = "private, no-store"
    return response
