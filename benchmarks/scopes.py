"""The time of a list in admin in a district of 57 communities, compared with the same list without a scope.

A pioneer with one of three thousand buildings must not wait until the whole table is read.
"""

import json
import subprocess
import sys
import time
from statistics import median
from typing import Any

from benchmarks import database, district
from benchmarks.report import Report

ROUNDS = 3
PAGE = 50
# Holders in the sixth community, by the formulas of district.py.
HOLDERS = {"secretary": 1, "branch secretary": 2, "pioneer": 11, "grid worker": 51}
# A list that reads the whole table has a ratio of about 1. The goals leave room for a busy machine.
GOALS = {"Person": 0.1, "Household": 2.0, "Residence": 0.5, "Visit": 0.7, "Registration": 0.2}


def measure(report: Report, _url: str) -> None:
    """Run in a process of its own, because the settings name only one database."""
    report.section(
        f"Lists of staff among {district.COMMUNITIES * district.PEOPLE:,} people: unscoped time / scoped time"
    )
    environment = database.environment(district.prepare(), DJANGO_SETTINGS_MODULE="portal.settings")
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.scopes"], env=environment, check=True, capture_output=True
    )
    for name, role, ratio, seconds in json.loads(ran.stdout):
        report.at_least(f"{name} for a {role}", ratio, GOALS[name], detail=f"{seconds * 1000:.0f} ms")


def ratios() -> list[tuple[str, str, float, float]]:
    import django

    django.setup()
    from accounts.models import Person, User
    from events.models import Registration
    from grid.models import Household, Residence, Visit

    measured = []
    for model in (Person, Household, Residence, Visit, Registration):
        order = model._meta.ordering or ["-pk"]
        unscoped = seconds(model._default_manager.order_by(*order))
        for role, number in HOLDERS.items():
            user = User.objects.get(pk=5 * district.PEOPLE + number)
            rows = model._default_manager.visible_to(user).order_by(*order)
            if rows.exists():
                took = seconds(rows)
                measured.append((model.__name__, role, unscoped / took, took))
    return measured


def seconds(rows: Any) -> float:
    """The median time of the queries of a list page: the count and the first page."""
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        rows.count()
        list(rows.all()[:PAGE])
        times.append(time.perf_counter() - began)
    return median(times)


if __name__ == "__main__":
    print(json.dumps(ratios()))
