"""The time of a search for people in a district of 57 communities, for whoever may search there.

Somebody at the counter waits for it, so the goal is a time and not a ratio.
"""

import json
import subprocess
import sys
import time
from statistics import median

from benchmarks import database, district
from benchmarks.report import Report

ROUNDS = 3
SLOWEST = 400
# In the sixth community: a name, a part of one, pinyin, initials, homes, digits, and a name with a home.
ESTATE = "小区6-1"
TYPED = ("张芳", "芳", "zhangfang", "zf", f"{ESTATE} 9幢", "9-1-9", "0001", "张 9幢", "15400000001")
HOLDERS = {"secretary": 1, "pioneer": 11, "grid worker": 51}


def measure(report: Report, _url: str) -> None:
    """Run in a process of its own, because the settings name only one database."""
    report.section(f"Search among {district.COMMUNITIES * district.PEOPLE:,} people: the slowest of {len(TYPED)}")
    environment = database.environment(district.prepare(), DJANGO_SETTINGS_MODULE="portal.settings")
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.searching"],
        env=environment,
        check=True,
        capture_output=True,
    )
    for role, times in json.loads(ran.stdout).items():
        for typed, (milliseconds, found) in times.items():
            report.note(f"{role}, “{typed}”: {milliseconds:.0f} ms, {found} found")
        slowest = max(milliseconds for milliseconds, _found in times.values())
        report.at_most(f"search by a {role}", round(slowest), SLOWEST, unit=" ms")


def search_times() -> dict[str, dict[str, tuple[float, int]]]:
    """By role and by what is typed: the median milliseconds, and how many people are found."""
    import django

    django.setup()
    from accounts.models import User
    from accounts.selectors.people import find_people

    measured: dict[str, dict[str, tuple[float, int]]] = {}
    for role, number in HOLDERS.items():
        user = User.objects.get(pk=5 * district.PEOPLE + number)
        for typed in TYPED:
            times = []
            for _round in range(ROUNDS):
                began = time.perf_counter()
                found = len(find_people(user, typed))
                times.append((time.perf_counter() - began) * 1000)
            measured.setdefault(role, {})[typed] = (median(times), found)
    return measured


if __name__ == "__main__":
    print(json.dumps(search_times()))
