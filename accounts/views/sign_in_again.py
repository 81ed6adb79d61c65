"""The pages around an ended session and a missing second factor: what was typed, and how to go on."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.auth.second_factor import AFTER, has_given_second_factor
from accounts.forms import saved_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/accounts/kept/: the saved form: it was being sent when the session had ended, and can be sent now.

    POST `act` leaves it (leave), or signs in with another account first (switch), which is the way for a form that
    somebody else has filled in.
    """
    if request.POST.get("act") == "switch":
        return _with_another_account(request)
    form = saved_form.saved_form_of(request)
    if form is None:
        return redirect("me")
    if request.POST.get("act") == "leave":
        saved_form.forget_saved_form(request)
        return redirect(form["path"])
    return render(request, "accounts/saved_form.html", saved_form.saved_form_context(form))


def _with_another_account(request: HttpRequest) -> HttpResponse:
    form = saved_form.form_for_another_account(request)
    logout(request)
    if form:
        saved_form.keep_saved_form(request, form)
    return redirect_to_login(reverse("account_kept_form"))


@login_required
@require_safe
def second_factor(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/accounts/second-step/: why staff sign in with a second step, and how one sets it up; or on to where the reader
    wanted to go, once it is set up.
    """
    if has_given_second_factor(request):
        return redirect(request.session.pop(AFTER, "me"))
    return render(request, "account/second_factor.html")
