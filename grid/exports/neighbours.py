"""Links, visits, residents and coverage as spreadsheets; who took whose data out of the portal, and why, is kept."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actions.access_log import log_reading
from accounts.models import User
from accounts.rules.people import require_reason_to_read
from accounts.rules.permissions import require_permission
from common.actions import action
from common.files.spreadsheets import workbook
from common.time.dates import last_day
from grid.models import PioneerLink, Residence, Visit
from grid.selectors.coverage import CoverageTree


@action
def export_links(links: QuerySet[PioneerLink], *, by: User, reason: str) -> bytes:
    """Those of the links that `by` may export. Raises Refused without a reason or the right."""
    rows = _permitted(links, PioneerLink, by=by, reason=reason)
    found = list(rows.select_related("person", "post__parent").order_by("post__parent__number", "post__number", "pk"))
    log_reading((link.person_id for link in found), what="export", reason=reason, by=by)
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
            for link in found
        ),
    )


@action
def export_residences(residences: QuerySet[Residence], *, by: User, reason: str) -> bytes:
    """Those of the residences that `by` may export. Raises Refused without a reason or the right."""
    rows = _permitted(residences, Residence, by=by, reason=reason).select_related(
        "person", "building__estate", "household"
    )
    found = list(rows.order_by("building__estate__name", "building__number", "household__code", "pk"))
    log_reading((home.person_id for home in found), what="export", reason=reason, by=by)
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
            for home in found
        ),
    )


@action
def export_visits(visits: QuerySet[Visit], *, by: User, reason: str) -> bytes:
    """Those of the visits that `by` may export, with who visited. Raises Refused without a reason or the right."""
    rows = _permitted(visits, Visit, by=by, reason=reason).select_related(
        "household__building__estate", "post", "visitor"
    )
    found = list(rows.order_by("-on", "-pk"))
    log_reading((visit.visitor_id for visit in found), what="export", reason=reason, by=by)
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
            for visit in found
        ),
    )


def export_coverage(tree: CoverageTree, *, by: User) -> bytes:
    """The figures of every building; nobody is named. Raises Refused without the right."""
    require_permission(by, "grid.export_visit")
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


def _permitted(rows: QuerySet, model: Any, *, by: User, reason: str) -> QuerySet:
    """The rows that `by` may see and export."""
    require_permission(by, f"grid.export_{model._meta.model_name}")
    require_reason_to_read(reason)
    return rows.filter(pk__in=model.objects.permitted(by, "export").order_by().values("pk"))
