"""Matters as they are read: near by, in the public list, at the desk, and by whom they may be handled."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, Power

from accounts.models import User
from accounts.permissions import capabilities_of_role, roles
from common.time import clock
from grid.models import (
    Building,
    Community,
    Gate,
    GridAppointment,
    Matter,
    MatterCall,
    MatterKind,
    MatterReporter,
    UnitAppointment,
    Visit,
)
from grid.querysets import MatterQuerySet, to_do_before
from grid.selectors.matter_places import Spot

# Metres: two reports so near to each other may be of one thing (FIELD.md §C, requirement 6).
NEAR_BY = 50.0
NEAR_BY_SHOWN = 5
ACCEPT, ASSIGN, RESOLVE = "grid.accept_matter", "grid.assign_matter", "grid.resolve_matter"
CONFIRM, EXCLUDE = "grid.confirm_matter", "grid.exclude_matter"


def near_by(
    kind: MatterKind, *, building: Building | None = None, gate: Gate | None = None, spot: Spot | None = None
) -> list[Matter]:
    """Public matters of this kind that are open in the same building, at the same gate, or within 50 m."""
    same = Q()
    if building is not None:
        same |= Q(building=building)
        spot = spot or ((building.x, building.y) if building.x is not None and building.y is not None else None)
    if gate is not None:
        same |= Q(gate=gate)
        spot = spot or (gate.x, gate.y)
    rows = Matter.objects.published().open().filter(kind=kind).with_places().with_cover()
    if spot is not None:
        rows = rows.annotate(away=Power(F("x") - spot[0], 2) + Power(F("y") - spot[1], 2))
        same |= Q(away__lte=NEAR_BY**2)
    return list(rows.filter(same).order_by("-reported_at")[:NEAR_BY_SHOWN]) if same else []


def known_matter(token: uuid.UUID | None) -> Matter | None:
    """The matter that the form with this token has made already."""
    return Matter.objects.filter(token=token).first() if token else None


def handlers_of(matter: Matter) -> QuerySet[User]:
    """Who may be given the matter: whose role resolves matters, and whose place of today it lies in.

    The grid workers of its grid, the leaders of the estate branch, and the office of the community.
    """
    may = [code for code in roles() if RESOLVE in capabilities_of_role(code)]
    here = Q(unit__level=1, unit__community=matter.community_id)
    if matter.building_id is not None and matter.building is not None:
        here |= Q(unit__level=2, unit__estates=matter.building.estate_id)
    if matter.grid_id is not None:
        here |= Q(unit__level=2, unit__grids=matter.grid_id)
    at_units = UnitAppointment.objects.current().filter(here, role__in=may)
    on_grid = GridAppointment.objects.current().filter(grid=matter.grid_id, role__in=may)
    return (
        User.objects.filter(
            Q(pk__in=at_units.order_by().values("user")) | Q(pk__in=on_grid.order_by().values("user")),
            is_active=True,
        )
        .select_related("person")
        .order_by("person__name_sort", "pk")
    )


def first_told(matter: Matter) -> list[User]:
    """Who is told of a new matter: the workers of its grid; where it has none, the office of the community."""
    workers = User.objects.filter(
        pk__in=GridAppointment.objects.current().filter(grid=matter.grid_id).order_by().values("user"), is_active=True
    )
    if matter.grid_id is not None and (found := list(workers.select_related("person"))):
        return found
    office = UnitAppointment.objects.current().filter(
        unit__level=1, unit__community=matter.community_id, role__in=["office_worker", "deputy", "secretary"]
    )
    return list(User.objects.filter(pk__in=office.order_by().values("user"), is_active=True).select_related("person"))


def told_of(matter: Matter) -> list[MatterReporter]:
    """Who is told of news: reporters and followers of the matter and of all that were merged into it."""
    rows = MatterReporter.objects.filter(Q(matter=matter) | Q(matter__parent=matter))
    return list(rows.select_related("person", "matter"))


def kind_of_visits(visit: Visit) -> MatterKind | None:
    """The kind of matter that needs told at a visit become; None where the community has none."""
    return MatterKind.objects.filter(
        community=visit.household.building.community_id, of_visits=True, in_use=True
    ).first()


# --- At the desk


@dataclass(frozen=True, slots=True)
class MatterBoard:
    """What the desk's board counts: late, due today, mine, and everything open that the user sees."""

    late: int
    today: int
    mine: int
    all: int
    calls: int


def board_counts(user: User) -> MatterBoard:
    """How many matters wait for the user, by the tabs of the board: one query, and one for the calls."""
    rows = open_matters(user)
    counted = rows.order_by().aggregate(
        late=Count("pk", filter=to_do_before(clock.now())),
        today=Count("pk", filter=to_do_before(_end_of_today())),
        mine=Count("pk", filter=Q(handler=user)),
        all=Count("pk"),
    )
    return MatterBoard(**counted, calls=to_call_back(user).count())


def count_due_today(user: User) -> int:
    """How many matters are to be received, or answered, by the end of today; what is late is among them."""
    return Matter.objects.visible_to(user).due_by(_end_of_today()).count()


def board_rows(user: User, show: str) -> MatterQuerySet:
    """The open matters of a tab of the board, the most urgent first: “today”, “mine” or “all”."""
    rows = open_matters(user).with_places().select_related("handler__person")
    if show == "today":
        rows = rows.due_by(_end_of_today())
    elif show == "mine":
        rows = rows.handled_by(user)
    # By what comes next: receiving it, then answering it.
    return rows.order_by(Case(When(status=Matter.Status.REPORTED, then="receive_by"), default="due_at"), "pk")


def _end_of_today() -> dt.datetime:
    """A moment after midnight: what is due by the end of today is due then."""
    return clock.day_start(clock.today() + dt.timedelta(days=1)) + dt.timedelta(microseconds=1)


def open_matters(user: User) -> MatterQuerySet:
    rows: MatterQuerySet = Matter.objects.visible_to(user).open()
    return rows


def to_call_back(user: User) -> QuerySet[MatterReporter]:
    """Reporters who are to be called: of what was answered, who have a number and no smartphone that asks them.

    Who has a sign-in answers on the own page. Anonymous reporters are not called, and nobody asks about the own work.
    """
    answered = Matter.objects.permitted(user, "confirm").filter(status__in=Matter.ANSWERED).exclude(handler=user)
    rows = MatterReporter.objects.filter(
        # Of what was merged, when the one is answered that stands for it.
        Q(matter__in=answered) | Q(matter__parent__in=answered),
        matter__is_anonymous=False,
        follows=False,
        answer="",
    ).annotate(answered_since=Coalesce("matter__parent__closed_at", "matter__closed_at"))
    has_number = ~Q(phone="") | (Q(person__isnull=False, person__user=None) & ~Q(person__phone=""))
    settled = MatterCall.objects.filter(
        reporter=OuterRef("pk"),
        result__in=["content", "mended", "not_mended", "no_words"],
        at__gte=OuterRef("answered_since"),
    )
    return (
        rows.filter(has_number, ~Exists(settled))
        .select_related("matter__kind", "matter__building__estate", "matter__gate__estate", "matter__grid")
        .select_related("matter__parent", "person")
        .order_by("answered_since", "pk")
    )


def community_of_matters() -> Community | None:
    """The community whose public pages these are."""
    return Community.objects.order_by("pk").first()
