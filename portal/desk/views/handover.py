"""A post that waits for its new holder: what comes with it, and one button to receive it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.auth.http import AuthenticatedHttpRequest
from accounts.models import User
from common.exceptions import Refused
from common.http.cache_headers import private
from common.http.methods import post_only
from common.http.ratelimit import refuse_if_too_many
from grid.actions.handover import call_off_handover, receive_handover
from grid.models import Handover
from grid.rules.handover import require_handover_can_be_received
from grid.selectors.handover import (
    Lines,
    handover_contents,
    handover_receipt,
    parts_countable_by,
    parts_countable_by_next_holder,
)
from portal.desk.decorators import remember_places_of_work

RATES = "60/10m/user"


def own_handover(user: User, pk: int) -> Handover:
    """Only the new holder has this page. The desk and its rights come with the post, and not before."""
    rows = Handover.objects.select_related(
        "appointment__unit", "appointment__user__person", "unit", "to", "prepared_by"
    )
    return get_object_or_404(rows, pk=pk, to=user)


def handover_hindrance(handover: Handover) -> Refused | None:
    """Why the post cannot be received now; None when it can."""
    try:
        require_handover_can_be_received(handover)
    except Refused as refused:
        return refused
    return None


def contents_for_reader(handover: Handover, reader: User) -> Lines:
    """What comes or came with the post, as far as the reader may know it."""
    if handover.state == Handover.State.RECEIVED:
        return handover_receipt(handover, parts_countable_by(reader, handover.appointment))
    if not handover.is_open:
        return []
    return handover_contents(handover.appointment, parts_countable_by_next_holder(handover.appointment))


@private
@login_required
@require_safe
def handover(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/handovers/…/: the page of a post that waits for its new holder."""
    one = own_handover(request.user, pk)
    received = one.state == Handover.State.RECEIVED
    return render(
        request,
        "desk/handover.html",
        {
            "handover": one,
            "received": received,
            "hindrance": handover_hindrance(one) if one.is_open else None,
            "parts": contents_for_reader(one, request.user),
            "has_desk": remember_places_of_work(request)[0],
        },
    )


@private
@login_required
@post_only("desk:handover", "pk")
def receive(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/handovers/…/receive/: receive the post. A second tap is answered by a message that the post is already
    theirs.
    """
    one = own_handover(request.user, pk)
    if refusal := refuse_if_too_many(request, "desk_handover", RATES):
        return refusal
    try:
        receive_handover(one, by=request.user)
    except Refused as refused:
        messages.add_message(request, messages.INFO if refused.code == "received" else messages.ERROR, str(refused))
    else:
        messages.success(request, _("The post is yours from today. Thank you for taking it on."))
    return redirect("desk:handover", pk=pk)


@private
@login_required
@post_only("desk:handover", "pk")
def decline(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/handovers/…/decline/: decline the handover of a post; whoever prepared it is told."""
    one = own_handover(request.user, pk)
    if refusal := refuse_if_too_many(request, "desk_handover", RATES):
        return refusal
    try:
        call_off_handover(one, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You have declined. Whoever prepared the handover is told."))
    return redirect("desk:handover", pk=pk)
