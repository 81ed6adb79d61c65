"""The pages of the office with the most on them, as the secretary gets them: queries, size, time of the processor.

They are not cached, and read what is written in scopes, so the goals are figures of their own and no ratios.
"""

import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from benchmarks.report import Report

ROUNDS = 3
# The most queries and kilobytes of HTML of each page.
GOALS = {
    "first page": (34, 90),
    "requests for rooms": (18, 200),
    "form of a household moving in": (9, 120),
    "who comes to an event": (16, 150),
    "keying back who came": (14, 150),
    "list to call of 50 homes": (18, 120),
    "list of residents": (12, 250),
}

type Ask = Callable[[], Any]


def measure(report: Report, _url: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    report.section("What the pages of the office cost (secretary)")
    for name, ask in pages().items():
        most, largest = GOALS[name]
        with CaptureQueriesContext(connection) as queries:
            response = ask()
        assert response.status_code == 200, name
        report.at_most(f"queries of the {name}", len(queries), most)
        report.at_most(f"HTML of the {name}", round(len(response.content) / 1000, 1), largest, unit=" kB")
        report.note(f"{name}: {median(milliseconds(ask) for _round in range(ROUNDS)):.0f} ms of the processor")


def pages() -> dict[str, Ask]:
    """By name: what asks for the page."""
    from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
    from django.test import Client
    from django.urls import reverse

    from events.models import Event
    from grid.models import Residence, UnitAppointment

    secretary = UnitAppointment.objects.current().filter(role="secretary").earliest("pk").user
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(secretary, "accounts.auth.backends.AppointmentBackend")
    registered = Event.objects.published().filter(registrations__isnull=False)
    coming = registered.to_come().earliest("starts_at", "pk")
    over = registered.past().latest("starts_at", "pk")
    residences = reverse("admin:grid_residence_changelist")
    homes = list(Residence.objects.visible_to(secretary).order_by("pk").values_list("pk", flat=True)[:50])
    addresses = {
        "first page": reverse("admin:index"),
        "requests for rooms": reverse("admin:stations_booking_changelist", query={"status__exact": "requested"}),
        "form of a household moving in": reverse("admin:grid_residence_household"),
        "who comes to an event": reverse("admin:events_event_people", args=[coming.pk]),
        "keying back who came": reverse("admin:events_event_who_came", args=[over.pk]),
        "list of residents": reverse("admin:accounts_person_changelist"),
    }
    asked: dict[str, Ask] = {name: partial(client.get, address) for name, address in addresses.items()}
    chosen = {"action": "call_list", ACTION_CHECKBOX_NAME: homes}
    asked["list to call of 50 homes"] = partial(client.post, residences, chosen)
    return asked


def milliseconds(ask: Ask) -> float:
    """The time of the processor in the client's process; the database's own is not in it."""
    began = time.process_time()
    ask()
    return (time.process_time() - began) * 1000
