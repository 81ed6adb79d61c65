"""Which methods an address takes, and what whoever comes by another one is shown or led to."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse


def post_only[View: Callable[..., HttpResponse]](page: str, *keys: str) -> Callable[[View], View]:
    """A view that only takes POST. People come to its address by GET too: by signing in, by loading the page again,
    by another language or the care mode, or by typing. They are led to the page that the button stands on, whose
    name is `page`; of the keys in the address of the button, it has `keys`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(reverse(page, kwargs={key: kwargs[key] for key in keys}))
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        return checked  # type: ignore[return-value]

    return decorate


def method_refused(request: HttpRequest, *, allow: str) -> HttpResponse:
    """The page with status 405. `allow` names the methods that the address takes, separated by commas."""
    page = render(request, "405.html", status=405)
    page.headers["Allow"] = allow
    return page
