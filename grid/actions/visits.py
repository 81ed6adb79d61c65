"""Visits (走访) that households get: recorded, corrected, taken back."""

import datetime as dt

from accounts.models import Person, User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock
from grid.models import Household, Visit
from grid.rules.visits import (
    require_may_delete_visit,
    require_own_visit,
    require_possible_visitor,
    require_recent_day,
)
from grid.selectors.visits import post_of, posts_of


@action
def record_visit(
    household: Household,
    *,
    visitor: Person,
    on: dt.date | None = None,
    met: bool = True,
    summary: str = "",
    needs: str = "",
    by: User,
) -> Visit:
    """`visitor` was at the household on that day (default: today), and `by` writes it down.

    The visit belongs to the post that looks after the building on that day, or to none. Raises Refused.
    """
    on = on or clock.today()
    require_permission(by, "grid.add_visit", household)
    require_recent_day(on)
    posts = posts_of(household, on=on)
    require_possible_visitor(visitor, household, posts, on=on, by=by)
    return Visit.objects.create(
        household=household,
        post=post_of(visitor, posts, on=on),
        visitor=visitor,
        on=on,
        met=met,
        summary=summary.strip(),
        needs=needs.strip(),
        by=by,
    )


@action
def correct_visit(visit: Visit, *, met: bool, summary: str = "", needs: str = "", by: User) -> Visit:
    """The words of a visit, mended by whoever wrote them, within a week. Raises Refused."""
    require_permission(by, "grid.change_visit", visit)
    visit = Visit.objects.select_for_update(no_key=True, of=("self",)).get(pk=visit.pk)
    require_own_visit(visit, by)
    visit.met, visit.summary, visit.needs = met, summary.strip(), needs.strip()
    visit.save(update_fields=["met", "summary", "needs"])
    return visit


@action
def delete_visit(visit: Visit, *, by: User) -> None:
    """Taken back by whoever recorded it, within a week; the office may delete any. The audit trail keeps it."""
    require_permission(by, "grid.delete_visit", visit)
    visit = Visit.objects.select_for_update(no_key=True, of=("self",)).get(pk=visit.pk)
    require_may_delete_visit(by, visit)
    visit.delete()
