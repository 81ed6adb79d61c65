"""The posts that the user holds, under /me/posts/, and giving one up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.appointments import end_appointment
from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from accounts.models.appointments import Appointment
from accounts.rules.appointments import require_may_end_appointment
from common.exceptions import Refused
from common.time import clock
from portal.selectors.my_posts import posts_held_by


@login_required
@never_cache
@require_safe
def posts(request: AuthenticatedHttpRequest) -> HttpResponse:
    """/me/posts/: the posts that the reader holds, what is public of them, and the way to lay one down."""
    return render(request, "portal/my_posts.html", {"posts": posts_held_by(request.user)})


def _mine(user: User, kind: str, pk: int) -> Appointment:
    for appointment in posts_held_by(user):
        if (appointment.kind, appointment.pk) == (kind, pk):
            return appointment
    raise Http404


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def end_post(request: AuthenticatedHttpRequest, kind: str, pk: int) -> HttpResponse:
    """/me/posts/…/…/end/: ask for confirmation and name the consequences. If the post cannot be given up, show the
    reason instead.
    """
    appointment = _mine(request.user, kind, pk)
    if request.method == "POST":
        try:
            end_appointment(appointment, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("You no longer hold this post. Thank you for your service."))
        return redirect("me")
    return render(
        request, "portal/end_post.html", {"post": appointment, "refusal": _refusal(request.user, appointment)}
    )


def _refusal(user: User, appointment: Appointment) -> Refused | None:
    try:
        require_may_end_appointment(user, appointment, end=clock.today())
    except Refused as refused:
        return refused
    return None
