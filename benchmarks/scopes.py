"""What a list of staff costs in a district of 57 communities: the scoped list against the same list unscoped.

Whoever looks after one building of three thousand must not pay for reading the whole table.
"""

import json
import subprocess
import sys
import time
from typing import Any

from benchmarks import database, district
from benchmarks.report import Report, middle

ROUNDS = 3
PAGE = 50
# Holders in the sixth community, by the formulas of crowd.py.
HOLDERS = {"secretary": 1, "branch secretary": 2, "pioneer": 11, "grid worker": 51}
# Reading the whole table once a list would be about 1; these leave room for a busy machine.
GOALS = {"Person": 0.1, "Household": 2.0, "Residence": 0.5, "Visit": 0.7, "Registration": 0.2}


def measure(report: Report, _url: str) -> None:
    """In a process of its own, since the settings name one database."""
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

    found = []
    for model in (Person, Household, Residence, Visit, Registration):
        order = model._meta.ordering or ["-pk"]
        floor = seconds(model._default_manager.order_by(*order))
        for role, number in HOLDERS.items():
            user = User.objects.get(pk=5 * district.PEOPLE + number)
            rows = model._default_manager.visible_to(user).order_by(*order)
            if rows.exists():
                took = seconds(rows)
                found.append((model.__name__, role, floor / took, took))
    return found


def seconds(rows: Any) -> float:
    """What a list page asks: how many there are, and the first of them."""
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        rows.count()
        list(rows.all()[:PAGE])
        times.append(time.perf_counter() - began)
    return middle(times)


if __name__ == "__main__":
    print(json.dumps(ratios()))
