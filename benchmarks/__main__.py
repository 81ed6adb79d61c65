import os
import sys

from benchmarks import (
    booking,
    database,
    last_hour,
    last_seat,
    office,
    pages,
    registering,
    rush,
    scopes,
    searching,
    signing_up,
)
from benchmarks.report import Report

PARTS = {
    "pages": pages.measure,
    "office": office.measure,
    "registering": registering.measure,
    "last_seat": last_seat.measure,
    "rush": rush.measure,
    "booking": booking.measure,
    "last_hour": last_hour.measure,
    "signing_up": signing_up.measure,
    "scopes": scopes.measure,
    "searching": searching.measure,
}


def main(names: list[str]) -> None:
    url = database.prepare()
    os.environ.update(database.environment(url, DJANGO_SETTINGS_MODULE="portal.settings"))
    import django

    django.setup()
    from portal.ops.prepare import collect_static

    collect_static(print)
    report = Report()
    for name, measure in PARTS.items():
        if not names or name in names:
            measure(report, url)
    report.end()


if __name__ == "__main__":
    main(sys.argv[1:])
