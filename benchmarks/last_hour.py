"""Twenty people post the form for one hour of one room at the same time, over HTTP: exactly one gets it."""

from benchmarks.booking import hours, make_spaces, remove_spaces
from benchmarks.contention import post_together
from benchmarks.database import environment
from benchmarks.report import Report
from benchmarks.servers import serving
from benchmarks.throughput import some_people

PEOPLE = 20
ROUNDS = 5


def measure(report: Report, url: str) -> None:
    report.section(f"The last hour: {PEOPLE} people at once, {ROUNDS} rounds over HTTP")
    with serving("portal.wsgi", 8194, environment(url)) as port:
        outcomes = [one_round(port) for _round in range(ROUNDS)]
    wins = [bookings for bookings, _statuses in outcomes]
    report.holds("exactly one wins, every time", wins == [1] * ROUNDS, detail=f"winners: {wins}")
    redirected = [statuses.count(302) for _bookings, statuses in outcomes]
    report.holds("only the winner is redirected", redirected == [1] * ROUNDS, detail=f"redirects: {redirected}")
    refused = [statuses.count(422) for _bookings, statuses in outcomes]
    report.holds(
        "everybody else is refused, with other times", refused == [PEOPLE - 1] * ROUNDS, detail=f"refused: {refused}"
    )


def one_round(port: int) -> tuple[int, list[int]]:
    """(number of bookings, statuses of all responses)."""
    from django.utils import timezone

    from stations.models import Booking

    space, start = make_spaces()[0], timezone.localtime(hours()[0])
    path = f"/stations/spaces/{space}/book/?start={start:%Y-%m-%dT%H:%M}"
    fields = {"minutes": 60, "purpose": "gathering", "party_size": 1, "remark": ""}
    try:
        statuses = post_together(port, path, some_people(PEOPLE), fields)
        return Booking.objects.filter(space=space).count(), statuses
    finally:
        remove_spaces()
