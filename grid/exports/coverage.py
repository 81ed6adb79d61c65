"""The coverage of visits as a spreadsheet: figures of buildings, no names."""

from django.utils.translation import gettext as _

from common.files.spreadsheets import workbook
from grid.selectors.coverage import CoverageTree


def coverage_workbook(tree: CoverageTree) -> bytes:
    """The coverage of visits of every building as .xlsx; nobody is named."""
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
