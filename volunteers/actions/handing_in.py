"""Handing in: a list is made and kept, taken out of the portal for a reason, and answered."""

import datetime as dt
from collections.abc import Mapping, Sequence

from accounts.actions.access_log import log_reading
from accounts.models import User
from common.actions import action
from common.time import clock
from volunteers.exports.hand_in_rows import plan_of, rows_to_store
from volunteers.exports.handing_in import hand_in_workbook
from volunteers.imports.hand_in_results import answer_of
from volunteers.models import HandIn, HandInRow, Team
from volunteers.rules.handing_in import (
    require_answers,
    require_columns,
    require_may_hand_in,
    require_period_to_hand_in,
    require_rows,
)
from volunteers.selectors.handing_in import PeopleOfPeriod, records_to_hand_in, rows_of_list

MOST_OF_A_REASON = HandInRow._meta.get_field("reason").max_length


@action
def make_hand_in(
    team: Team, *, kind: str, first_day: dt.date, last_day: dt.date, columns: Sequence[str] = (), by: User
) -> HandIn:
    """A list of what the team's volunteers gave in these days, both included; it is kept with its rows.

    Records that the list cannot say have no row; its page says which, and why. Raises Refused.
    """
    require_may_hand_in(by, team)
    require_period_to_hand_in(first_day, last_day)
    require_columns(kind, columns)
    plan = plan_of(kind, records_to_hand_in(team, first_day, last_day))
    require_rows(len(plan.rows))
    hand_in = HandIn.objects.create(
        team=team, kind=kind, first_day=first_day, last_day=last_day, columns=list(columns), made_by=by
    )
    HandInRow.objects.bulk_create(rows_to_store(hand_in, plan))
    return hand_in


@action
def export_hand_in(hand_in: HandIn, *, reason: str, whole_phones: bool = False, by: User) -> bytes:
    """The list as .xlsx; for each volunteer in it, who took it out of the portal and why is kept.

    Raises Refused without a reason or the right.
    """
    require_may_hand_in(by, hand_in.team)
    rows = rows_of_list(hand_in)
    people = PeopleOfPeriod.read(hand_in, [row.record for row in rows])
    complete = hand_in.kind == HandIn.Kind.ORDER_67
    named = people.volunteers if complete else {row.record.volunteer for row in rows}
    with_phone = whole_phones and complete
    log_reading(
        [volunteer.person_id for volunteer in named],
        what="export with phone" if with_phone else "export",
        reason=reason,
        by=by,
    )
    return hand_in_workbook(hand_in, rows, people, whole_phones=with_phone)


@action
def store_results(hand_in: HandIn, *, answers: Mapping[int, tuple[bool, str]], by: User) -> int:
    """Keep what the platform answered: by the number of a row whether it was taken, and why not.

    A later file may answer anew: rows that it does not name keep their answers. Returns the number of rows.
    """
    require_may_hand_in(by, hand_in.team)
    hand_in = HandIn.objects.select_for_update(no_key=True, of=("self",)).get(pk=hand_in.pk)
    rows = list(hand_in.rows.filter(number__in=answers))
    require_answers(len(rows))
    for row in rows:
        is_taken, reason = answers[row.number]
        row.answer, row.reason = answer_of(is_taken), reason[:MOST_OF_A_REASON]
    HandInRow.objects.bulk_update(rows, ["answer", "reason"])
    hand_in.answered_at = clock.now()
    hand_in.save(update_fields=["answered_at"])
    return len({row.number for row in rows})
