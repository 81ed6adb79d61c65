"""What still points at a unit that is to be deleted: each kind in plain words, and where it can be moved to first.

A unit is deleted only when nothing points at it. Until then its page tells the office what to do, instead of a list
of protected objects. Whatever model comes to point at units is found by itself; it only lacks advice of its own.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import CASCADE, PROTECT, Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.time import clock
from grid.models import OrgUnit


@dataclass(frozen=True, slots=True)
class DependentKind:
    """Rows that point at a unit by one field. `advice` says what to do with those that depend on the unit now.

    `now` selects them. It is needed for models without days; all their other rows are history.
    """

    advice: str | Promise
    now: Q | None = None


_kinds: dict[str, DependentKind] = {}


def register_unit_dependents(kinds: dict[str, DependentKind]) -> None:
    """Each app registers the fields of its own models, as “events.Event.organiser”, when it is ready."""
    _kinds.update(kinds)


def register_grid_dependents() -> None:
    """Register the rows of grid that point at a unit, with what the office does to move each kind."""
    register_unit_dependents(
        {
            "grid.OrgUnit.parent": DependentKind(
                _("Open each of them and choose another unit above it."), Q(pk__isnull=False)
            ),
            "grid.UnitAppointment.unit": DependentKind(_("End the appointment, or hand the post over.")),
            "grid.PioneerLink.post": DependentKind(
                _("Hand the post over to another one, which takes them along, or move them one by one.")
            ),
            "grid.PostBuilding.post": DependentKind(_("Give them to another post, and end them here.")),
            "grid.PartyRelation.branch": DependentKind(_("Transfer them to another branch.")),
            "grid.PartyTransfer.to_branch": DependentKind(_("Answer those that wait."), Q(state="requested")),
            "grid.Survey.unit": DependentKind(_("Finish those that are running."), Q(finished_at=None)),
            "grid.Handover.unit": DependentKind(_("Receive or call off those that wait."), Q(state="prepared")),
        }
    )


@dataclass(frozen=True, slots=True)
class UnitDependents:
    """Rows of one kind that point at a unit. `key` names the kind: “grid.Survey.unit”.

    `number` is None where the reader may not know it; whoever may delete the unit may know that there are some.
    """

    key: str
    what: str | Promise
    advice: str | Promise
    now: bool
    number: int | None
    href: str


def dependents_of_unit(unit: OrgUnit, user: User) -> list[UnitDependents]:
    """What has to be moved before a unit is deleted, then what only stays on record. One query a kind."""
    rows = [one for relation in _relations() for one in _rows(unit, user, relation)]
    return sorted(rows, key=lambda one: not one.now)


def _relations() -> list[Any]:
    return [
        relation
        for relation in OrgUnit._meta.related_objects
        if getattr(relation, "on_delete", None) in (PROTECT, CASCADE)
        and not relation.related_model._meta.auto_created
        and getattr(relation.field, "db_constraint", False)
    ]


def _rows(unit: OrgUnit, user: User, relation: Any) -> list[UnitDependents]:
    model, field = relation.related_model, relation.field.name
    key = f"{model._meta.label}.{field}"
    kind = _kinds.get(key, DependentKind(""))
    now = kind.now or _not_ended(model)
    rows = model._base_manager.filter(**{field: unit}).order_by()
    counts = (
        rows.aggregate(now=Count("pk", filter=now), every=Count("pk")) if now else {"now": 0, "every": rows.count()}
    )
    knows = user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}", unit)
    href = _list(model, field, unit) if knows else ""
    what = _("Units below") if model is OrgUnit else model._meta.verbose_name_plural
    return [
        UnitDependents(key, what, advice, is_now, number if knows else None, href)
        for is_now, number, advice in (
            (True, counts["now"], kind.advice),
            (False, counts["every"] - counts["now"], ""),
        )
        if number
    ]


def _not_ended(model: Any) -> Q | None:
    if any(field.name == "during" for field in model._meta.fields):
        return Q(during__upper_inf=True) | Q(during__endswith__gt=clock.today())
    return None


def _list(model: Any, field: str, unit: OrgUnit) -> str:
    try:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        return reverse(name, query={f"{field}__id__exact": unit.pk})
    except NoReverseMatch:
        return ""
