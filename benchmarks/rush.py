"""A rush: 300 people send the form of an event with 30 seats, over 50 connections.

Arrival is the moment at which the server takes the event's lock: whoever takes it writes the next registration, so
the numbers of the registrations are the order of arrival, and the seats and the queue must be in that order. What
people see of it is checked as well: whoever was answered before somebody else sent the form stands before them.
Of two people who were waiting for their answers at the same time, either may be first.
"""

import datetime as dt

from benchmarks.contention import Answer, open_forms, post_forms
from benchmarks.database import environment
from benchmarks.registering import make_events, remove_events
from benchmarks.report import Report
from benchmarks.servers import requests_a_second, serving
from benchmarks.throughput import some_people

PEOPLE, SEATS, CONNECTIONS = 300, 30, 50
ROUNDS = 2
FLOOR_SECONDS = 2.0


def measure(report: Report, url: str) -> None:
    report.section(
        f"A rush: {PEOPLE} people on {SEATS} seats over {CONNECTIONS} connections, {ROUNDS} rounds over HTTP"
    )
    with (
        serving("benchmarks.baseline", 8191, environment(url)) as floor,
        serving("portal.wsgi", 8194, environment(url)) as port,
    ):
        for _round in range(ROUNDS):
            one_round(report, port, floor)


def one_round(report: Report, port: int, floor: int) -> None:
    from common.time import clock
    from events.models import Event, Registration

    event = make_events()[0]
    Event.objects.filter(pk=event).update(capacity=SEATS, starts_at=clock.now() + dt.timedelta(days=699))
    try:
        forms = open_forms(port, f"/events/{event}/register/", some_people(PEOPLE), {"seats": 1})
        answers = post_forms(port, forms, connections=CONNECTIONS)
        at_floor = requests_a_second(floor, ["/"], FLOOR_SECONDS, connections=CONNECTIONS)
        rows = Registration.objects.filter(event=event).order_by("pk")
        arrived = list(rows.values_list("person", "status"))
        queue = list(rows.waitlisted().in_queue_order().values_list("person", flat=True))
    finally:
        remove_events()
    sent_on = sum(answer.status == 302 for answer in answers)
    report.holds("all are answered and sent on to their registration", sent_on == PEOPLE, detail=f"{sent_on}")
    seated = [person for person, status in arrived if status == Registration.Status.REGISTERED]
    report.holds(f"exactly {SEATS} have a seat", len(seated) == SEATS, detail=f"{len(seated)}, {len(queue)} wait")
    in_order = [person for person, _status in arrived] == seated + queue and len(arrived) == PEOPLE
    report.holds("the seats and the queue are in the order of arrival", in_order)
    passed = passed_over(answers, [person for person, _status in arrived])
    report.holds("nobody stands before who was answered earlier", not passed, detail=f"passed over: {passed}")
    took = max(answer.answered for answer in answers) - min(answer.sent for answer in answers)
    rate, longest = len(answers) / took, max(answer.answered - answer.sent for answer in answers)
    report.note(
        f"{rate:.0f} answers a second beside the floor's {at_floor:.0f} ({rate / at_floor:.2f}), "
        f"the longest wait {longest:.2f} s"
    )


def passed_over(answers: list[Answer], arrived: list[int]) -> int:
    """How many people stand behind somebody who pressed only after they had been answered themselves."""
    place = {person: number for number, person in enumerate(arrived)}
    known = [answer for answer in answers if answer.person in place]
    return sum(
        any(one.answered < other.sent and place[one.person] > place[other.person] for other in known) for one in known
    )
