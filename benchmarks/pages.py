"""Pages of events, rooms, matters and the volunteer team, for visitors without a session; who came, at the desk."""

from contextlib import ExitStack
from statistics import median

from benchmarks.database import environment
from benchmarks.report import Report
from benchmarks.servers import requests_a_second, serving

SECONDS = 2.0
ROUNDS = 5
# Goals without the page cache; with it the goal is WITH_CACHE.
GOALS = {
    "event list": 0.5,
    "event page": 0.6,
    "month for the board": 0.5,
    "rooms": 0.2,
    "volunteers": 0.6,
    "open shifts": 0.5,
    "shift": 0.5,
    "matters": 0.4,
    "matter": 0.6,
}
WITH_CACHE = 1.5
# In kB; a month of the benchmark has five events a day, and its sheet shows all of them.
HTML, HTML_OF_MONTH = 30, 60


def measure(report: Report, url: str) -> None:
    from events.models import Event
    from grid.models import Matter
    from volunteers.models import Shift

    matters = list(Matter.objects.published().open().order_by("-pk").values_list("pk", flat=True)[:10])
    shown = list(Event.objects.published().to_come().values_list("pk", flat=True)[:10])
    shifts = list(Shift.objects.open().order_by("starts_at", "pk").values_list("pk", flat=True)[:10])
    paths = {
        "event list": ["/events/"],
        "event page": [f"/events/{pk}/" for pk in shown],
        "month for the board": ["/events/board/"],
        "rooms": ["/stations/rooms/", "/stations/rooms/?purpose=games&day=tomorrow"],
        "volunteers": ["/volunteers/"],
        "open shifts": ["/volunteers/shifts/"],
        "matters": ["/matters/", "/matters/?state=mended"],
        "matter": [f"/matters/{pk}/" for pk in matters],
        "shift": [f"/volunteers/shifts/{pk}/" for pk in shifts],
    }
    cost(report, paths)
    cost_at_desk(report)
    speed(report, url, paths)


def cost(report: Report, paths: dict[str, list[str]]) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    report.section("What a page costs (anonymous, 10,000 events, 100,000 registrations)")
    for name, addresses in paths.items():
        with CaptureQueriesContext(connection) as queries:
            response = Client(headers={"host": "127.0.0.1"}).get(addresses[0])
        assert response.status_code == 200
        report.at_most(f"queries of the {name}", len(queries), 6)
        largest = HTML_OF_MONTH if name == "month for the board" else HTML
        report.at_most(f"HTML of the {name}", round(len(response.content) / 1000, 1), largest, unit=" kB")


def cost_at_desk(report: Report) -> None:
    """What the lists cost on which the desk ticks off who came: to an event with ten parties, to a shift, the
    minutes of that shift, and the matters.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from common.time import clock
    from events.models import Event
    from volunteers.models import Shift

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.filter(is_staff=True).earliest("pk"), "accounts.auth.backends.AppointmentBackend")
    event = Event.objects.past().filter(title__startswith="社区活动第").latest("starts_at")
    shift = Shift.objects.filter(ends_at__lte=clock.now(), activity__status="published").latest("ends_at")
    for name, address in {
        "who came": f"/desk/events/{event.pk}/people/",
        "who serves": f"/desk/shifts/{shift.pk}/",
        "minutes": f"/desk/shifts/{shift.pk}/minutes/",
        "matters": "/desk/matters/?show=all",
    }.items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, address
        report.at_most(f"queries of the list of {name}", len(queries), 12)
        report.at_most(f"HTML of the list of {name}", round(len(response.content) / 1000, 1), HTML, unit=" kB")


def speed(report: Report, url: str, paths: dict[str, list[str]]) -> None:
    baselines: list[float] = []
    ratios: dict[tuple[str, bool], list[float]] = {
        (name, is_cached): [] for name in paths for is_cached in (False, True)
    }
    with ExitStack() as stack:
        baseline = stack.enter_context(serving("benchmarks.baseline", 8191, environment(url)))
        plain = stack.enter_context(serving("portal.wsgi", 8192, environment(url, PAGE_CACHE_SECONDS="0")))
        cached = stack.enter_context(serving("portal.wsgi", 8193, environment(url, PAGE_CACHE_SECONDS="5")))
        for port, addresses in ((baseline, ["/"]), *((p, a) for p in (plain, cached) for a in paths.values())):
            requests_a_second(port, addresses, 1.0)  # warm
        for _round in range(ROUNDS):
            baselines.append(requests_a_second(baseline, ["/"], SECONDS))
            for name, is_cached in ratios:
                port = cached if is_cached else plain
                ratios[name, is_cached].append(requests_a_second(port, paths[name], SECONDS) / baselines[-1])
    report.section(f"Requests a second against the baseline of {median(baselines):.0f}/s (median of {ROUNDS} rounds)")
    for (name, is_cached), values in ratios.items():
        goal = WITH_CACHE if is_cached else GOALS[name]
        spread = f"{min(values):.2f}–{max(values):.2f}"
        report.at_least(
            f"{name}, {'with' if is_cached else 'without'} page cache", median(values), goal, detail=spread
        )
