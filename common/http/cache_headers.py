"""Cache headers: no cache and no back button keeps a page with personal content."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

private = cache_control(private=True, no_store=True)


def private_when_signed_in[R: HttpResponse](request: HttpRequest, response: R) -> R:
    """Mark a public page that also shows content of the signed-in user."""
    if request.user.is_authenticated:
        response.headers["Cache-Control"] = "private, no-store"
    return response
