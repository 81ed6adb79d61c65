"""Addresses that only take a sent form: whoever comes there otherwise is led to the page that the form belongs to."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect


def post_only[View: Callable[..., HttpResponse]](leads_to: Callable[..., str]) -> Callable[[View], View]:
    """A view that only takes POST. People come to its address by GET too: by signing in, by loading the page again,
    by another language or the care mode, or by typing. `leads_to` gets the keys in the address, and returns the
    address of the page that the button stands on.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(leads_to(*args, **kwargs))
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        return checked  # type: ignore[return-value]

    return decorate
