"""The handovers of the demo: one is received, one waits."""

import datetime as dt
from collections import Counter

from accounts.models import Notification, User
from common.time import clock
from demo.antedating import antedate
from demo.appointments import DemoAppointments
from demo.neighbours import Links
from demo.officers import SUCCESSOR, TERMS
from demo.people import People
from grid.actions.handover import prepare_handover
from grid.models import Handover, Household, OrgUnit, PostBuilding, UnitAppointment, Visit
from grid.selectors.handover import handover_parts, handover_receipt_line

WITHDRAWN = "曹文斌"
HANDED_OVER = "石育才"


def load_handovers(posts: DemoAppointments, links: Links, people: People, *, today: dt.date) -> None:
    """A demo handover that was received some months ago, with receipt, and one that waits for the next holder."""
    old = posts.of(HANDED_OVER)
    new = next(one for one in posts.of_units if one.unit_id == old.unit_id and one.during.upper is None)
    received = clock.day_start(new.during.lower) + dt.timedelta(hours=15, minutes=20)
    went_over = _counts(old.unit, links, on=new.during.lower)
    Handover.objects.create(
        appointment=old,
        to=new.user,
        unit=old.unit,
        remarks="门厅的钥匙和值守台账一起交给您。",
        state=Handover.State.RECEIVED,
        prepared_by=_branch_secretary(old, posts, today),
        prepared_at=received - dt.timedelta(days=4, hours=5),
        closed_at=received,
        parts=[
            handover_receipt_line(part, went_over[part.code]) for part in handover_parts() if went_over[part.code]
        ],
        opened=new,
    )
    giving = next(term for term in TERMS if term.at == SUCCESSOR.at)
    leaving = posts.of(giving.who)
    waiting = prepare_handover(
        leaving,
        to=people.user(SUCCESSOR.who),
        remarks="老邻居说好了年底前交接，请您先看一遍名单再接。",
        by=_branch_secretary(leaving, posts, today),
    )
    prepared_at = clock.day_start(today - dt.timedelta(days=3)) + dt.timedelta(hours=10)
    antedate(waiting, prepared_at=prepared_at)
    for notice in Notification.objects.filter(kind="handover_prepared"):
        antedate(notice, created_at=prepared_at)


def _counts(post: OrgUnit, links: Links, *, on: dt.date) -> Counter[str]:
    """The counts of the receipt on the day of the handover."""
    buildings = PostBuilding.objects.filter(post=post, during__contains=on)
    households = Household.objects.filter(building__in=buildings.values("building"))
    period = (on - dt.timedelta(days=post.community.visit_days), on)
    visited = Visit.objects.filter(met=True, on__range=period).values("household")
    return Counter(
        buildings=buildings.count(),
        links=sum(on in link.during for link in links[post.pk]),
        visits_due=households.exclude(pk__in=visited).count(),
    )


def _branch_secretary(appointment: UnitAppointment, posts: DemoAppointments, today: dt.date) -> User:
    leader = appointment.unit.parent and posts.leader(appointment.unit.parent, today)
    assert leader
    return leader
