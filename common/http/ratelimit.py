"""Rate limits of single acts, counted in the shared cache, so that they hold across workers."""

# allauth's public function reads only its own settings, so its inner limiter is used.
from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse


def refuse_if_too_many(request: HttpRequest, act: str, rates: str) -> HttpResponse | None:
    """The 429 page if this reader has done `act` more often than `rates` allows (for example `60/10m/user`), else
    None. Whoever only looks is counted too, where a page that is looked at asks for it.
    """
    if ratelimit.consume(request, app="portal", action=act, config={act: rates}, limit_get=True):
        return None
    return ratelimit.respond_429(request)


def count_try(request: HttpRequest, act: str, rates: str) -> ratelimit.RateLimitUsage | None:
    """Count a try before it is made, so that many at once are as many; None when `rates` allows no more.

    `rollback()` of the answer gives the try back: only wrong ones are to count.
    """
    return ratelimit.consume(request, app="portal", action=act, config={act: rates})


def too_many(request: HttpRequest) -> HttpResponse:
    """The 429 page."""
    return ratelimit.respond_429(request)
