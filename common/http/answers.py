"""A link that asks: it is answered by one tap, without a password. The address is the key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common.exceptions import Refused
from common.http.cache_headers import private
from common.http.ratelimit import refuse_if_too_many

# By address, since nobody signs in here: a family behind one router answers for all of it.
RATES = "60/10m/ip"


@dataclass(frozen=True, slots=True)
class AnswerButton:
    """One of the answers on the page, as components/answer.html shows it; `main`: the one that is hoped for."""

    value: str
    icon: str
    words: str
    main: bool = False


def one_tap_page[M](
    find: Callable[[str], M],
    answers: Mapping[str, Callable[[M], str]],
    *,
    rated_as: str,
) -> Callable[[Callable[[HttpRequest, M], HttpResponse]], Callable[..., HttpResponse]]:
    """The view of such a link, around the function that shows its page.

    `find` gives what the code stands for, or raises Http404. Looking changes nothing; a button does one of `answers`,
    by its value, which returns what to say of it or raises Refused. Then the page is shown anew.

    That other sites do not learn the address is the policy of every page (same-origin); with `no-referrer` a browser
    says `Origin: null`, and the answer would be refused as a forgery.
    """

    def around(show: Callable[[HttpRequest, M], HttpResponse]) -> Callable[..., HttpResponse]:
        @private
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(show)
        def view(request: HttpRequest, code: str) -> HttpResponse:
            if refusal := refuse_if_too_many(request, rated_as, RATES):
                return refusal
            one = find(code)
            if request.method != "POST":
                return show(request, one)
            if answer := answers.get(request.POST.get("answer", "")):
                try:
                    messages.success(request, answer(one))
                except Refused as refused:
                    messages.error(request, str(refused))
            return redirect(request.path)

        return view

    return around
