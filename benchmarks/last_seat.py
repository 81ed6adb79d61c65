"""Twenty people post the registration for one seat at the same time, over HTTP: exactly one gets it."""

import datetime as dt

from benchmarks.contention import post_together
from benchmarks.database import environment
from benchmarks.registering import make_events, remove_events
from benchmarks.report import Report
from benchmarks.servers import serving
from benchmarks.throughput import some_people

PEOPLE = 20
ROUNDS = 5


def measure(report: Report, url: str) -> None:
    report.section(f"The last seat: {PEOPLE} people at once, {ROUNDS} rounds over HTTP")
    outcomes = []
    with serving("portal.wsgi", 8194, environment(url)) as port:
        for _round in range(ROUNDS):
            outcomes.append(one_round(port))
    wins = [winners for winners, _waiting, _errors in outcomes]
    report.holds("exactly one wins, every time", wins == [1] * ROUNDS, detail=f"winners: {wins}")
    waiting = [waits for _winners, waits, _errors in outcomes]
    report.holds("everybody else is on the waitlist", waiting == [PEOPLE - 1] * ROUNDS, detail=f"waiting: {waiting}")
    errors = sum(errors for _winners, _waiting, errors in outcomes)
    report.holds("nobody sees an error", errors == 0, detail=f"errors: {errors}")


def one_round(port: int) -> tuple[int, int, int]:
    """(registered, waitlisted, responses that are no redirect) after all have posted."""
    from common.time import clock
    from events.models import Event, Registration

    event = make_events()[0]
    Event.objects.filter(pk=event).update(capacity=1, starts_at=clock.now() + dt.timedelta(days=699))
    statuses = post_together(port, f"/events/{event}/register/", some_people(PEOPLE), {"seats": 1})
    registrations = Registration.objects.filter(event=event)
    outcome = (
        registrations.filter(status=Registration.Status.REGISTERED).count(),
        registrations.waitlisted().count(),
        PEOPLE - statuses.count(302),
    )
    remove_events()
    return outcome
