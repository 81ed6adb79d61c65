"""A refusal in admin is shown in the form that was sent, or on the page before it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from common.actions import EXPLAINED, refusal_for
from common.db.submitted import step_of_form, work_done
from common.exceptions import Refused


def redirect_when_refused(request: HttpRequest, view: Callable[[], HttpResponse], *, then: str) -> HttpResponse:
    """Run `view`; a refusal becomes an error message on the page `then`."""
    queued = _queued(request)
    try:
        with step_of_form():
            return view()
    except (Refused, *EXPLAINED) as error:
        if request.method != "POST" and then == request.get_full_path():
            raise  # it would only be refused again
        refusal = refusal_for(error)
    del queued[:]
    messages.error(request, str(refusal))
    return HttpResponseRedirect(then)


def again_when_refused(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Run `view`; when a rule says no, run it again with the refusal as an error of its form.

    The first run's transaction is rolled back by then, so the second one only shows the form as it was typed.
    """
    queued = _queued(request)
    try:
        with step_of_form():
            return view()
    except (Refused, *EXPLAINED) as error:
        if request.method != "POST":
            raise
        request.refusal = refusal_for(error)  # type: ignore[attr-defined]
    del queued[:]  # “was saved”, said before the commit failed
    for _name, uploads in request.FILES.lists():
        for upload in uploads:
            upload.seek(0)
    return view()


def done_if_sent(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer of a form of admin that saves without an action: unless it shows the form again, it is done."""
    if request.method == "POST" and response.status_code != HTTPStatus.OK:
        work_done()
    return response


def _queued(request: HttpRequest) -> list:
    return getattr(getattr(request, "_messages", None), "_queued_messages", [])


def form_with_refusal(form: type[forms.ModelForm], refusal: Refused) -> type[forms.ModelForm]:
    """A subclass of an admin form that shows the refusal at its field, or above the form."""

    def full_clean(self: forms.ModelForm) -> None:
        super(refused, self).full_clean()
        if self.is_bound:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, forms.ValidationError(str(refusal), code=refusal.code))

    refused: Any = type(form.__name__, (form,), {"full_clean": full_clean})
    return refused


def page_before_refusal(request: HttpRequest) -> str:
    """The page of admin to show a refusal on: the form that was sent, or the page whose link was followed."""
    if request.method == "POST":
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("referer", ""))
    here = came_from.netloc == request.get_host() and came_from.path != request.path
    return came_from.path if here else reverse("admin:index")
