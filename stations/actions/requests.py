"""Several requests for rooms, answered together."""

from collections.abc import Callable, Iterable

from accounts.models import User
from common.actions import action
from common.exceptions import Refused
from stations.actions.bookings import approve_booking, refuse_booking
from stations.actions.holds import locked_space
from stations.models import Booking

# Each request with the rule that said no to the answer; None where it was answered.
type Answers = list[tuple[Booking, Refused | None]]


@action
def approve_requests(requests: Iterable[Booking], *, by: User) -> Answers:
    """Approve each of the requests, who asked first before the others; one that cannot be had does not stop them."""
    return _each(requests, lambda request: approve_booking(request, by=by))


@action
def refuse_requests(requests: Iterable[Booking], *, answer: str, by: User) -> Answers:
    """Refuse each of the requests with the same reason, which all of the people read."""
    return _each(requests, lambda request: refuse_booking(request, answer=answer, by=by))


def _each(requests: Iterable[Booking], answer: Callable[[Booking], Booking]) -> Answers:
    in_order = sorted(requests, key=lambda request: (request.created_at, request.pk))
    if in_order:
        # All rooms in the order of their keys, before one of them is given away: else two such answers could wait
        # for each other.
        locked_space(*(request.space for request in in_order))
    answers: Answers = []
    for request in in_order:
        try:
            answers.append((answer(request), None))
        except Refused as refused:
            answers.append((request, refused))
    return answers
