"""Lists that leave the portal: who may take them, for a reason that is kept for each person on them."""

from typing import Any

from django.db.models import QuerySet

from accounts.actions.access_log import log_reading
from accounts.models import User
from accounts.rules.permissions import require_permission
from accounts.selectors.people import is_own
from common.actions import action
from grid.exports.coverage import coverage_workbook
from grid.exports.links import links_workbook
from grid.exports.matters import matters_csv
from grid.exports.register import register_workbook
from grid.exports.residents import residences_workbook
from grid.exports.survey import survey_workbook
from grid.exports.visits import visits_workbook
from grid.models import Matter, PartyRelation, PioneerLink, Residence, Survey, Visit
from grid.querysets import PartyRelationQuerySet
from grid.selectors.coverage import CoverageTree
from grid.selectors.survey import survey_progress


@action
def export_links(links: QuerySet[PioneerLink], *, by: User, reason: str) -> bytes:
    """The links to posts that `by` may export, as .xlsx. Raises Refused without a reason or the right."""
    rows = _permitted(links, PioneerLink, by=by).select_related("person", "post__parent")
    linked = list(rows.order_by("post__parent__number", "post__number", "person__name_sort", "pk"))
    log_reading((link.person_id for link in linked), what="export", reason=reason, by=by)
    return links_workbook(linked)


@action
def export_residences(residences: QuerySet[Residence], *, by: User, reason: str) -> bytes:
    """The residences that `by` may export, as .xlsx. Raises Refused without a reason or the right."""
    rows = _permitted(residences, Residence, by=by)
    homes = list(
        rows.select_related("person", "building__estate", "household").order_by(
            "building__estate__name", "building__number", "household__code", "person__name_sort", "pk"
        )
    )
    log_reading((home.person_id for home in homes), what="export", reason=reason, by=by)
    return residences_workbook(homes)


@action
def read_call_list(residences: QuerySet[Residence], *, by: User, reason: str) -> list[Residence]:
    """The residences that `by` may export, each with the `whole_phone` of an own person, door by door.

    Raises Refused without a reason or the right.
    """
    homes: list[Any] = list(
        _permitted(residences, Residence, by=by).order_by(
            "building__estate__name", "building__number", "household", "person__name_sort", "pk"
        )
    )
    log_reading((home.person_id for home in homes), what="export", reason=reason, by=by)
    for home in homes:
        home.whole_phone = home.person.phone.removeprefix("+86") if home.person_is_own else ""
    return homes


@action
def export_visits(visits: QuerySet[Visit], *, by: User, reason: str) -> bytes:
    """The visits that `by` may export, with who visited, as .xlsx.

    Raises Refused without a reason or the right.
    """
    rows = _permitted(visits, Visit, by=by)
    made = list(rows.select_related("household__building__estate", "post", "visitor").order_by("-on", "-pk"))
    log_reading((visit.visitor_id for visit in made), what="export", reason=reason, by=by)
    return visits_workbook(made)


@action
def export_coverage(tree: CoverageTree, *, by: User) -> bytes:
    """The coverage of visits of every building as .xlsx; nobody is named. Raises Refused without the right."""
    require_permission(by, "grid.export_visit")
    return coverage_workbook(tree)


@action
def export_register(relations: PartyRelationQuerySet, *, by: User, reason: str) -> bytes:
    """The party relations that `by` may export, as .xlsx. Raises Refused without a reason or the right."""
    rows = _permitted(relations, PartyRelation, by=by).select_related("person", "branch")
    members = list(rows.order_by("branch__number", "branch__name", "person__name_sort", "pk"))
    log_reading((member.person_id for member in members), what="party register export", reason=reason, by=by)
    return register_workbook(members)


@action
def export_survey(survey: Survey, *, by: User, reason: str) -> bytes:
    """The result of a survey, by building, as .xlsx: counts, no names; the members behind them still learn of it.

    Raises Refused without a reason or the right.
    """
    require_permission(by, "grid.export_survey", survey)
    lines = survey_progress(survey, reader=by)
    buildings = [line.building for line in lines]
    members = PartyRelation.objects.filter(found_in__survey=survey, found_in__household__building__in=buildings)
    log_reading(members.values_list("person_id", flat=True), what="survey export", reason=reason, by=by)
    return survey_workbook(survey, lines)


@action
def export_matters(matters: QuerySet[Matter], *, by: User, reason: str) -> bytes:
    """The matters that `by` may export, as .csv with the field names of Open311; nobody who reported stands in it.

    Raises Refused without a reason or the right.
    """
    rows = _permitted(matters, Matter, by=by).with_places().prefetch_related("steps", "photos")
    # What residents have written may name somebody, so it is kept who has taken it, though of nobody in particular.
    log_reading([None], what="export", reason=reason, by=by)
    return matters_csv(rows.order_by("pk"))


def _permitted(rows: QuerySet, model: Any, *, by: User) -> Any:
    """The rows that `by` may see and export; those about a person say whether `by` keeps that person."""
    require_permission(by, f"grid.export_{model._meta.model_name}")
    permitted = rows.filter(pk__in=model.objects.permitted(by, "export").order_by().values("pk"))
    return permitted.annotate(person_is_own=is_own(by, "person")) if hasattr(model, "person") else permitted
