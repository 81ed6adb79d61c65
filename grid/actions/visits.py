"""Visits (走访) that households get: recorded, corrected, taken back."""

import datetime as dt
import enum
from typing import NamedTuple

from accounts.models import Person, User
from accounts.rules.permissions import require_permission
from common.actions import action
from common.time import clock
from grid.actions.matter_reports import matter_of_visit
from grid.models import Household, Matter, Visit
from grid.rules.visits import (
    require_may_delete_visit,
    require_own_visit,
    require_possible_visitor,
    require_recent_visit_day,
    require_visit_with_meeting_kept,
)
from grid.selectors.visits import post_of_visit, posts_of_household


class VisitOutcome(enum.Enum):
    """What came of recording a visit: a new one, a repeated one, or a corrected one."""

    NEW = "new"
    # The visitor was there on that day already, and nothing is to be added.
    REPEATED = "repeated"
    # The visitor was there on that day already, and the record now says more.
    CORRECTED = "corrected"


class RecordedVisit(NamedTuple):
    """The visit that a call of `record_visit` wrote or found, and which of these it was."""

    visit: Visit
    outcome: VisitOutcome


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
) -> RecordedVisit:
    """A visit: `visitor` was at the household on that day (default: today), and `by` writes it down.

    The visit belongs to the post that looks after the building on that day, or to none. One visitor has one visit a
    day to a household: the same again changes nothing, and a later try of that day that says more is told in the one
    record. Raises Refused, also where “nobody at home” would overwrite a visit that met somebody.
    """
    on = on or clock.today()
    require_permission(by, "grid.add_visit", household)
    require_recent_visit_day(on)
    posts = posts_of_household(household, on=on)
    require_possible_visitor(visitor, household, on=on, by=by)
    # The household first: a second click waits here, and then finds the visit recorded.
    Household.objects.select_for_update(no_key=True, of=("self",)).get(pk=household.pk)
    words = {"summary": summary.strip(), "needs": needs.strip()}
    # It is locked, so that it is not taken back meanwhile on another page.
    today = Visit.objects.select_for_update(no_key=True, of=("self",)).filter(visitor=visitor, on=on)
    if earlier := today.filter(household=household).first():
        return _record_again(earlier, met=met, words=words, by=by)
    visit = Visit.objects.create(
        household=household,
        post=post_of_visit(visitor, posts, on=on),
        visitor=visitor,
        on=on,
        met=met,
        by=by,
        **words,
    )
    matter_of_visit(visit, by=by)
    return RecordedVisit(visit, VisitOutcome.NEW)


def _record_again(earlier: Visit, *, met: bool, words: dict[str, str], by: User) -> RecordedVisit:
    """Record a second visit of the day. A field that is left empty keeps the words of the first visit."""
    words = {name: text or getattr(earlier, name) for name, text in words.items()}
    if earlier.met == met and all(getattr(earlier, name) == text for name, text in words.items()):
        return RecordedVisit(earlier, VisitOutcome.REPEATED)
    require_visit_with_meeting_kept(earlier, met=met)
    return RecordedVisit(correct_visit(earlier, met=met, by=by, **words), VisitOutcome.CORRECTED)


@action
def correct_visit(visit: Visit, *, met: bool, summary: str = "", needs: str = "", by: User) -> Visit:
    """Correct the words of a visit. Only the user who wrote them can, within a week. Raises Refused."""
    require_permission(by, "grid.change_visit", visit)
    visit = Visit.objects.select_for_update(no_key=True, of=("self",)).get(pk=visit.pk)
    require_own_visit(visit, by)
    visit.met, visit.summary, visit.needs = met, summary.strip(), needs.strip()
    visit.save(update_fields=["met", "summary", "needs"])
    matter_of_visit(visit, by=by)
    return visit


@action
def delete_visit(visit: Visit, *, by: User) -> None:
    """Delete a visit: the user who recorded it within a week, the office at any time. The audit trail keeps it."""
    require_permission(by, "grid.delete_visit", visit)
    visit = Visit.objects.select_for_update(no_key=True, of=("self",)).get(pk=visit.pk)
    require_may_delete_visit(by, visit)
    # What nobody has received yet goes with it; what is in hand stays.
    for matter in Matter.objects.select_for_update(no_key=True, of=("self",)).filter(visit=visit):
        if matter.status == Matter.Status.REPORTED:
            matter.delete()
    visit.delete()
