"""Who waits for a seat at an event that begins soon, at the desk: rung up one after the other, in their order."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.auth.http import AuthenticatedHttpRequest
from common.exceptions import Refused
from common.http.keys import whole_number
from common.http.ratelimit import refuse_if_too_many
from events.actions import waitlist as actions
from events.models import Registration
from events.rules.events import CHECKS_IN
from events.selectors.registrations import party_to_call
from portal.desk.decorators import READ, View, at_desk
from portal.desk.selectors.calls import rung_for
from portal.desk.selectors.check_in import door_events

RATES = "600/10m/user"
# More than anybody rings up in two hours.
ROWS = 60

reading = at_desk(*READ, needs=(CHECKS_IN,))
sending = at_desk(needs=(CHECKS_IN,), button_of=("desk:waiting", "pk"))


@reading
def waiting(request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
    """/desk/events/…/waiting/: those who wait, in the order in which they are rung up, each with the phone."""
    event = get_object_or_404(door_events(request.user), pk=pk)
    rows = Registration.objects.visible_to(request.user).waitlisted().filter(event=event).in_queue_order()
    parties = list(rows.select_related("person")[:ROWS])
    rung = rung_for([party.person for party in parties], request.user)
    turn = party_to_call(event) if event.is_called else None
    free = event.seats_for(elder=turn.for_elder) if turn else event.seats_left
    context = {
        "event": event,
        "lines": [(party, rung.get(party.person_id, [])) for party in parties],
        "turn": turn.pk if turn else None,
        "free": free,
        "sizes": range(1, min(turn.seats, free) + 1) if turn else range(0),
        "reasons": Registration.SkipReason.choices,
    }
    return render(request, "desk/waiting.html", context)


def act(use_case: Callable[[Registration, AuthenticatedHttpRequest], Registration], said: str | Promise) -> View:
    """The view of a button on a line of the list: do it, say so, and show the list again."""

    @sending
    def view(request: AuthenticatedHttpRequest, pk: int, party: int) -> HttpResponse:
        event = get_object_or_404(door_events(request.user), pk=pk)
        rows = Registration.objects.visible_to(request.user).select_related("event", "person")
        registration: Registration = get_object_or_404(rows, event=event, pk=party)
        if refusal := refuse_if_too_many(request, "desk_waitlist", RATES):
            return refusal
        try:
            use_case(registration, request)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, said % {"name": registration.person.name})
        return redirect("desk:waiting", event.pk)

    return view


seat = act(
    lambda one, request: actions.seat_called(one, seats=whole_number(request.POST.get("seats", "")), by=request.user),
    gettext_lazy("%(name)s comes and has a seat. A message confirms it."),
)
skip = act(
    lambda one, request: actions.skip_called(one, reason=request.POST.get("reason", ""), by=request.user),
    gettext_lazy("%(name)s is passed over and stays on the waitlist. The next one is to be rung up."),
)
again = act(
    lambda one, request: actions.call_again(one, by=request.user),
    gettext_lazy("%(name)s is to be rung up again."),
)
