"""Matters as pages show them: the way of one like that of a parcel, and pins on the plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grid.forms.matters import pin_text
from grid.models import Community, Grid, Matter, MatterStep
from grid.presenters.plan import WIDTH, Plan, load_plan, svg_number
from grid.selectors.matter_places import Spot

# How tall a pin is drawn, in units.
PIN = 85
TINTS = {
    Matter.Status.REPORTED: "amber",
    Matter.Status.RECEIVED: "amber",
    Matter.Status.IN_HAND: "amber",
    Matter.Status.PLANNED: "sky",
    Matter.Status.DONE: "leaf",
    Matter.Status.CONFIRMED: "leaf",
}
ICONS = {
    MatterStep.Kind.REPORTED: "send",
    MatterStep.Kind.RECEIVED: "inbox",
    MatterStep.Kind.HANDED_ON: "forward",
    MatterStep.Kind.IN_HAND: "hammer",
    MatterStep.Kind.PLANNED: "calendar-check",
    MatterStep.Kind.NOTE: "message-circle",
    MatterStep.Kind.EXTENDED: "hourglass",
    MatterStep.Kind.DONE: "circle-check",
    MatterStep.Kind.IMPOSSIBLE: "circle-x",
    MatterStep.Kind.ELSEWHERE: "signpost",
    MatterStep.Kind.DUPLICATE: "copy",
    MatterStep.Kind.MERGED_IN: "users",
    MatterStep.Kind.REJECTED: "circle-x",
    MatterStep.Kind.CONFIRMED: "badge-check",
    MatterStep.Kind.REOPENED: "undo-2",
    MatterStep.Kind.HELP: "hand-heart",
}


def tint_of(matter: Matter) -> str:
    """The colour of the state, which its words always stand beside; empty for none."""
    return TINTS.get(Matter.Status(matter.status), "")


@dataclass(frozen=True, slots=True)
class MatterPin:
    """A matter on the plan. `x`, `y`: units of the drawing."""

    matter: Matter
    tint: str
    x: str
    y: str


@dataclass(slots=True)
class MatterPlan:
    """The community's plan with a pin for each matter that has a place on it."""

    plan: Plan
    pins: list[MatterPin] = field(default_factory=list)


def spot_of_matter(matter: Matter) -> Spot | None:
    """Where a matter is drawn: at its own pin if that lies inside, else at its building or gate."""
    for place in (None if matter.outside else matter, matter.building, matter.gate):
        if place is not None and place.x is not None and place.y is not None:
            return place.x, place.y
    return None


def mark_of(matter: Matter) -> str:
    """The own pin of a matter as the picture of the plan takes it (`?at=`); empty without one, or outside."""
    if matter.x is None or matter.y is None or matter.outside:
        return ""
    return pin_text((matter.x, matter.y))


def matter_plan(matters: Iterable[Matter], community: Community) -> MatterPlan | None:
    """The plan of the community with the matters on it; None while nothing of it is drawn. Three queries.

    Of several at one place the first is drawn: the others would lie under it.
    """
    grids = [grid for grid in Grid.objects.published().select_related("community") if grid.community == community]
    placed: dict[Spot, Matter] = {}
    for matter in matters:
        if spot := spot_of_matter(matter):
            placed.setdefault(spot, matter)
    tall = PIN * community.plan_width / WIDTH
    also: Sequence[Spot] = [(x, y - up) for x, y in placed for up in (0, tall)]
    plan = load_plan(grids=grids, also=also)
    if plan is None or not plan.is_drawn:
        return None
    return MatterPlan(
        plan,
        [
            MatterPin(matter, tint_of(matter), svg_number(x * plan.scale), svg_number(y * plan.scale))
            for (x, y), matter in placed.items()
        ],
    )


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as the page shows it."""

    step: MatterStep
    icon: str


def shown_steps(steps: Iterable[MatterStep]) -> list[ShownStep]:
    """The steps in the order in which they were made, each with its drawing."""
    return [ShownStep(step, ICONS[MatterStep.Kind(step.kind)]) for step in steps]
