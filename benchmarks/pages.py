"""The event list and an event's page, as a visitor gets them who has not signed in."""

from contextlib import ExitStack

from benchmarks.database import environment
from benchmarks.report import Report, middle
from benchmarks.servers import requests_a_second, serving

SECONDS = 2.0
ROUNDS = 5
# (name, goal without the page cache); with it both are to reach 1.5.
GOALS = {"event list": 0.5, "event page": 0.6}
WITH_CACHE = 1.5


def measure(report: Report, url: str) -> None:
    from events.models import Event

    shown = list(Event.objects.published().to_come().values_list("pk", flat=True)[:10])
    paths = {"event list": ["/events/"], "event page": [f"/events/{pk}/" for pk in shown]}
    cost(report, paths)
    speed(report, url, paths)


def cost(report: Report, paths: dict[str, list[str]]) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    report.section("What a page costs (anonymous, 10,000 events, 100,000 registrations)")
    for name, addresses in paths.items():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = Client(headers={"host": "127.0.0.1"}).get(addresses[0])
        assert response.status_code == 200
        report.at_most(f"queries of the {name}", len(queries), 6)
        report.at_most(f"HTML of the {name}", round(len(response.content) / 1000, 1), 30, unit=" kB")


def speed(report: Report, url: str, paths: dict[str, list[str]]) -> None:
    floors: list[float] = []
    ratios: dict[tuple[str, bool], list[float]] = {(name, kept): [] for name in paths for kept in (False, True)}
    with ExitStack() as stack:
        floor = stack.enter_context(serving("benchmarks.baseline", 8191, environment(url)))
        plain = stack.enter_context(serving("portal.wsgi", 8192, environment(url, PAGE_CACHE_SECONDS="0")))
        cached = stack.enter_context(serving("portal.wsgi", 8193, environment(url, PAGE_CACHE_SECONDS="5")))
        for port, addresses in ((floor, ["/"]), *((p, a) for p in (plain, cached) for a in paths.values())):
            requests_a_second(port, addresses, 1.0)  # warm
        for _round in range(ROUNDS):
            floors.append(requests_a_second(floor, ["/"], SECONDS))
            for name, kept in ratios:
                port = cached if kept else plain
                ratios[name, kept].append(requests_a_second(port, paths[name], SECONDS) / floors[-1])
    report.section(f"Requests a second against the floor of {middle(floors):.0f}/s (median of {ROUNDS} rounds)")
    for (name, kept), values in ratios.items():
        goal = WITH_CACHE if kept else GOALS[name]
        spread = f"{min(values):.2f}–{max(values):.2f}"
        report.at_least(f"{name}, {'with' if kept else 'without'} page cache", middle(values), goal, detail=spread)
