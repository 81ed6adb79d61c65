"""How often somebody may do something; counted in the shared cache, so the limit holds across workers."""

# allauth's public wrapper reads its own settings only, so the limiter below it is used.
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse


def refuse_if_too_many(request: HttpRequest, act: str, rates: str) -> HttpResponse | None:
    """The 429 page once this reader has posted `act` more often than `rates` (for example `60/10m/user`)."""
    if ratelimit.consume(request, app="portal", action=act, config={act: rates}):
        return None
    return ratelimit.respond_429(request)
