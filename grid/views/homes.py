"""/me/home/: in which building the reader lives, asked once and only if the reader likes to say it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.auth.http import AuthenticatedHttpRequest, require_consent_first
from common.exceptions import Refused
from common.http.methods import post_only
from grid.actions.homes import forget_home, state_home
from grid.forms.homes import HomeForm
from grid.selectors.homes import buildings_by_estate, home_of


@login_required
@require_consent_first
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/home/: choose the building, or another one."""
    if request.user.person is None:
        return redirect("me_data")
    form = HomeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            stated = state_home(form.cleaned_data["building"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.as_validation_error())
        else:
            messages.success(request, _("Noted: %(building)s. Only you see it.") % {"building": stated.building})
            return redirect("my_grid")
    return render(
        request,
        "grid/home.html",
        {"form": form, "home": home_of(request.user), "estates": buildings_by_estate()},
        status=422 if form.errors else 200,
    )


@login_required
@post_only("me_home")
def forget(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/home/remove/: forget the building. The second click of a double click gets the same answer."""
    try:
        forget_home(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your building has been removed from your data."))
    return redirect("me_data")
