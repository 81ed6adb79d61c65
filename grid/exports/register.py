"""Lists of the register and the survey to take along (.xlsx): for a reason that is kept, one line for each person."""

from django.utils.translation import gettext as _

from accounts.actions.access_log import log_reading
from accounts.models import User
from accounts.rules.people import require_reason_to_read
from accounts.rules.permissions import require_permission
from common.actions import action
from common.files.spreadsheets import workbook
from common.time.dates import last_day
from grid.models import PartyRelation, Survey
from grid.querysets import PartyRelationQuerySet
from grid.selectors.survey import progress


@action
def export_register(rows: PartyRelationQuerySet, *, by: User, reason: str) -> bytes:
    """Those of the relations that `by` may export. Phones stay masked. Raises Refused without right or reason."""
    require_permission(by, "grid.export_partyrelation")
    require_reason_to_read(reason)
    allowed = PartyRelation.objects.permitted(by, "export").order_by().values("pk")
    relations = list(
        rows.filter(pk__in=allowed)
        .select_related("person", "branch")
        .order_by("branch__number", "branch__name", "person__name", "pk")
    )
    log_reading((one.person_id for one in relations), what="party register export", reason=reason, by=by)
    return workbook(
        _("Party register"),
        above=[
            [_("Party register")],
            [_("Confidential. Please keep it locked, and delete it when it is done with.")],
        ],
        columns=[
            (_("No."), 6),
            (_("Name"), 14),
            (_("Kind"), 26),
            (_("Branch"), 22),
            (_("Organisation outside"), 26),
            (_("Since"), 12),
            (_("Until"), 12),
            (_("Phone"), 16),
        ],
        rows=([number, *_member(one)] for number, one in enumerate(relations, start=1)),
    )


def _member(relation: PartyRelation) -> list[object]:
    return [
        relation.person.name,
        relation.get_kind_display(),
        relation.branch.name if relation.branch else "",
        relation.organisation,
        relation.during.lower,
        last_day(relation.during) or "",
        relation.person.masked_phone,
    ]


@action
def export_survey(survey: Survey, *, by: User, reason: str) -> bytes:
    """The result building by building: counts, no names; the members behind them still learn of it.

    Raises Refused.
    """
    require_permission(by, "grid.export_survey", survey)
    require_reason_to_read(reason)
    lines = progress(survey, reader=by)
    there = [line.building for line in lines]
    found = PartyRelation.objects.filter(found_in__survey=survey, found_in__household__building__in=there)
    log_reading(found.values_list("person_id", flat=True), what="survey export", reason=reason, by=by)
    return workbook(
        _("Survey"),
        above=[[survey.title], [str(survey.unit)], *([[survey.result]] if survey.result else [])],
        columns=[
            (_("Building"), 20),
            (_("Households"), 10),
            (_("Asked"), 10),
            (_("Answered"), 10),
            (_("Would rather not say"), 12),
            (_("Nobody at home"), 12),
            (_("Not asked yet"), 12),
            (_("Coverage (%)"), 12),
            (_("In service"), 10),
            (_("Floating"), 10),
            (_("Entered in the register"), 14),
        ],
        rows=(
            [
                line.label,
                line.households,
                line.asked,
                line.answered,
                line.declined,
                line.nobody_home,
                line.not_asked,
                line.percent,
                line.in_service,
                line.floating,
                line.entered,
            ]
            for line in lines
        ),
    )
