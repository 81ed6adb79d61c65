"""Links, residences, visits and the coverage of visits as spreadsheets."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from common.time.dates import last_day
from grid.models import PioneerLink, Residence, Visit
from grid.selectors.coverage import CoverageTree


def links_workbook(links: Iterable[PioneerLink]) -> bytes:
    return workbook(
        _("links to posts"),
        columns=[
            (_("Name"), 14),
            (_("Phone"), 16),
            (_("estate branch"), 22),
            (_("pioneer post"), 24),
            (_("First day"), 12),
            (_("Last day"), 12),
        ],
        rows=(
            [
                link.person.name,
                link.person.masked_phone,
                str(link.post.parent or ""),
                link.post.name,
                link.during.lower,
                last_day(link.during) or "",
            ]
            for link in links
        ),
    )


def residences_workbook(residences: Iterable[Residence]) -> bytes:
    return workbook(
        _("residences"),
        columns=[
            (_("Name"), 14),
            (_("Phone"), 16),
            (_("estate"), 18),
            (_("building"), 8),
            (_("household"), 12),
            (_("First day"), 12),
            (_("Last day"), 12),
        ],
        rows=(
            [
                home.person.name,
                home.person.masked_phone,
                home.building.estate.name,
                home.building.number,
                f"{home.household.entrance}-{home.household.code}" if home.household else "",
                home.during.lower,
                last_day(home.during) or "",
            ]
            for home in residences
        ),
    )


def visits_workbook(visits: Iterable[Visit]) -> bytes:
    return workbook(
        _("visits"),
        columns=[
            (_("visited on"), 12),
            (_("estate"), 18),
            (_("building"), 8),
            (_("household"), 12),
            (_("visited by"), 14),
            (_("pioneer post"), 24),
            (_("somebody was at home"), 10),
            (_("in short"), 40),
            (_("what is needed"), 40),
        ],
        rows=(
            [
                visit.on,
                visit.household.building.estate.name,
                visit.household.building.number,
                f"{visit.household.entrance}-{visit.household.code}",
                visit.visitor.name,
                visit.post.name if visit.post else "",
                _("yes") if visit.met else _("no"),
                visit.summary,
                visit.needs,
            ]
            for visit in visits
        ),
    )


def coverage_workbook(tree: CoverageTree) -> bytes:
    """The figures of every building; nobody is named."""
    return workbook(
        _("coverage of visits"),
        columns=[
            (_("estate branch"), 22),
            (_("pioneer post"), 24),
            (_("building"), 22),
            (_("households"), 10),
            (_("visited"), 10),
            (_("to visit"), 10),
            (_("share visited (%)"), 12),
        ],
        rows=(
            [
                branch.name,
                post.name,
                str(row.building),
                row.coverage.households,
                row.coverage.visited,
                row.coverage.due,
                row.coverage.percent,
            ]
            for branch in tree.branches
            for post in branch.posts
            for row in post.buildings
        ),
    )
