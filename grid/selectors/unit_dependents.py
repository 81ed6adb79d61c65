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

# By the field that points at the unit: what to do with the rows that depend on it now.
ADVICE = {
    "grid.OrgUnit.parent": _("Open each of them and choose another unit above it."),
    "grid.UnitAppointment.unit": _("End the appointment, or hand the post over."),
    "grid.PioneerLink.post": _("Hand the post over to another one, which takes them along, or move them one by one."),
    "grid.PostBuilding.post": _("Give them to another post, and end them here."),
    "grid.PartyRelation.branch": _("Transfer them to another branch."),
    "grid.PartyTransfer.to_branch": _("Answer those that wait."),
    "grid.Survey.unit": _("Finish those that are running."),
    "grid.Handover.unit": _("Receive or call off those that wait."),
    "events.Event.organiser": _("Open each event and choose another organiser."),
}
# Of models without days: which rows depend on the unit now. All others are history.
NOW = {
    "grid.OrgUnit.parent": Q(pk__isnull=False),
    "grid.PartyTransfer.to_branch": Q(state="requested"),
    "grid.Survey.unit": Q(finished_at=None),
    "grid.Handover.unit": Q(state="prepared"),
    "events.Event.organiser": Q(pk__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Dependents:
    """Records of one kind that point at a unit.

    `number` is None where the reader may not know it; whoever may delete the unit may know that there are some.
    """

    what: str | Promise
    advice: str | Promise
    now: bool
    number: int | None
    href: str


def dependents_of(unit: OrgUnit, user: User) -> list[Dependents]:
    """What has to be moved first, then what only stays on record. One query a kind."""
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


def _rows(unit: OrgUnit, user: User, relation: Any) -> list[Dependents]:
    model, field = relation.related_model, relation.field.name
    key = f"{model._meta.label}.{field}"
    now = _still(model, key)
    rows = model._base_manager.filter(**{field: unit}).order_by()
    counts = (
        rows.aggregate(now=Count("pk", filter=now), every=Count("pk")) if now else {"now": 0, "every": rows.count()}
    )
    knows = user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}", unit)
    href = _list(model, field, unit) if knows else ""
    what = _("Units below") if model is OrgUnit else model._meta.verbose_name_plural
    return [
        Dependents(what, advice, is_now, number if knows else None, href)
        for is_now, number, advice in (
            (True, counts["now"], ADVICE.get(key, "")),
            (False, counts["every"] - counts["now"], ""),
        )
        if number
    ]


def _still(model: Any, key: str) -> Q | None:
    if key in NOW:
        return NOW[key]
    if any(field.name == "during" for field in model._meta.fields):
        return Q(during__upper_inf=True) | Q(during__endswith__gt=clock.today())
    return None


def _list(model: Any, field: str, unit: OrgUnit) -> str:
    try:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        return reverse(name, query={f"{field}__id__exact": unit.pk})
    except NoReverseMatch:
        return ""
