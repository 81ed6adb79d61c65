"""What the office reads of a volunteer only for a reason, which the person concerned can see."""

from collections.abc import Collection
from typing import Any

from accounts.actions.access_log import log_reading
from accounts.models import User
from accounts.rules.permissions import require_permission
from common.actions import action
from volunteers.models import MembershipAnswer, Volunteer
from volunteers.selectors.volunteers import for_call_list


@action
def read_party_answer(volunteer: Volunteer, *, reason: str, by: User) -> MembershipAnswer | None:
    """What the volunteer has said of party membership; None where nothing was said. Raises Refused without a reason
    or the right.
    """
    require_permission(by, "volunteers.view_membershipanswer", volunteer)
    log_reading([volunteer.person_id], what="membership answer", reason=reason, by=by)
    return MembershipAnswer.objects.filter(volunteer=volunteer).first()


@action
def read_guardian_phone(volunteer: Volunteer, *, reason: str, by: User) -> str:
    """The whole number of the guardian of somebody under 18, to ring and ask. Raises Refused without a reason or the
    right.
    """
    require_permission(by, "volunteers.change_volunteer", volunteer)
    log_reading([volunteer.person_id], what="guardian phone", reason=reason, by=by)
    return volunteer.guardian_phone


@action
def read_volunteer_call_list(volunteers: Any, *, by: User, reason: str) -> Collection[Volunteer]:
    """Those of the volunteers whose records `by` may export, each with the `whole_phone` of an own person, in the
    order of names. Raises Refused without a reason or the right.
    """
    require_permission(by, "volunteers.export_record")
    exportable = Volunteer.objects.within(by.rights.holding("volunteers.export_record")).order_by().values("pk")
    rows = list(for_call_list(volunteers.filter(pk__in=exportable), reader=by))
    log_reading((row.person_id for row in rows), what="export with phone", reason=reason, by=by)
    for row in rows:
        row.whole_phone = row.person.phone.removeprefix("+86") if row.person_is_own else ""
    return rows
