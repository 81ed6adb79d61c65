"""The party register: members come, move and go. A relation is closed and another opened; none is ever edited.

Lock order: the person, then the relation or transfer. Nothing about a person is stored without consent in force.
"""

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.notifications.send import send_notices
from accounts.rules.consent import require_consent
from accounts.rules.people import require_may_take_in
from accounts.rules.permissions import require_permission
from common.actions import action
from common.db.dated_rows import end_row
from common.time import clock
from common.time.ranges import since
from grid.models import OrgUnit, PartyRelation, PartyTransfer, SurveyAnswer
from grid.notifications.people import relation_entered
from grid.notifications.register import (
    notify_asker_of_transfer,
    notify_branch_of_transfer,
    transfer_accepted,
    transfer_sent_back,
    transfer_waits,
    transfer_withdrawn,
)
from grid.rules.register import (
    require_another_relation_kind,
    require_estate_branch,
    require_member_not_outside_yet,
    require_new_to_branch,
    require_no_open_transfer_of_member,
    require_no_relation,
    require_open_transfer,
    require_organisation_for_relation_kind,
    require_relation_kept_here,
    require_relation_kind_at_branch,
    require_relation_not_ended,
    require_relation_not_in_transfer,
    require_relation_stood_a_day,
    require_short_transfer_reason,
    require_transfer_to_another_branch,
)

# --- Coming -----------------------------------------------------------------------------------------------------


@action
def enter_member(
    person: Person,
    *,
    kind: str,
    branch: OrgUnit | None = None,
    organisation: str = "",
    found_in: SurveyAnswer | None = None,
    notice: PrivacyNotice | None = None,
    by: User,
) -> PartyRelation:
    """A member enters the register: of `branch` from today; `found_in` is the survey's answer that led to it.

    `notice` is what `by` has explained and the person has agreed to now. The person is told. Raises Refused: a person
    who has a relation already comes by a transfer, and whom `by` only meets is entered by whoever keeps that person.
    """
    require_relation_kind_at_branch(kind)
    require_estate_branch(branch)
    assert branch is not None
    require_permission(by, "grid.add_partyrelation", branch)
    require_may_take_in(by, person)
    if notice:
        give_consent(person, notice=notice, by=by)
    return _enter(person, kind=kind, branch=branch, organisation=organisation, found_in=found_in, by=by)


@action
def enter_new_member(
    *,
    name: str,
    phone: str = "",
    notice: PrivacyNotice | None = None,
    another: bool = False,
    kind: str,
    branch: OrgUnit,
    organisation: str = "",
    found_in: SurveyAnswer | None = None,
    by: User,
) -> PartyRelation:
    """Enter a member whom the portal does not know yet: the person and the relation, or neither. Raises Refused.

    `notice` is what `by` has explained and the person has agreed to; `another` says that a namesake without a phone
    is another person.
    """
    require_relation_kind_at_branch(kind)
    require_estate_branch(branch)
    require_permission(by, "grid.add_partyrelation", branch)
    # The branch first: whoever enters the same member at once waits here, and then finds them entered.
    OrgUnit.objects.select_for_update(no_key=True, of=("self",)).get(pk=branch.pk)
    require_new_to_branch(branch, name=name, phone=phone, another=another)
    person = enter_neighbour(name=name, phone=phone, notice=notice, by=by)
    return _enter(person, kind=kind, branch=branch, organisation=organisation, found_in=found_in, by=by)


def _enter(
    person: Person, *, kind: str, branch: OrgUnit, organisation: str, found_in: SurveyAnswer | None, by: User
) -> PartyRelation:
    organisation = organisation.strip()
    require_organisation_for_relation_kind(kind, organisation)
    if found_in:
        require_permission(by, "grid.view_surveyanswer", found_in)
    person = _locked(person.pk)
    require_consent(person)
    require_no_relation(person)
    relation = PartyRelation.objects.create(
        person=person, kind=kind, branch=branch, organisation=organisation, during=since(), found_in=found_in
    )
    send_notices([relation_entered(relation, by=by)])
    return relation


# --- Going ------------------------------------------------------------------------------------------------------


@action
def end_relation(relation: PartyRelation, *, by: User) -> PartyRelation | None:
    """A party relation ends with yesterday. One entered today is taken back whole (None); the audit trail keeps it.

    Raises Refused.
    """
    require_permission(by, "grid.change_partyrelation", relation)
    relation = _current(relation)
    require_no_open_transfer_of_member(relation)
    require_relation_not_in_transfer(relation)
    return end_row(relation)


@action
def leave_for_outside(relation: PartyRelation, *, organisation: str, by: User) -> PartyRelation:
    """The member's party relation goes to an organisation that is none of ours, today. Raises Refused."""
    require_permission(by, "grid.transfer_partyrelation", relation)
    relation = _current(relation)
    require_member_not_outside_yet(relation)
    outside = PartyRelation.Kind.OUTSIDE
    return _replace(relation, kind=outside, branch=None, organisation=organisation)


@action
def change_relation_kind(relation: PartyRelation, *, kind: str, organisation: str = "", by: User) -> PartyRelation:
    """The member stays at the branch with another kind of relation, e.g. after moving away. Raises Refused."""
    require_permission(by, "grid.change_partyrelation", relation)
    require_relation_kind_at_branch(kind)
    relation = _current(relation)
    require_estate_branch(relation.branch)
    require_another_relation_kind(relation, kind)
    return _replace(relation, kind=kind, branch=relation.branch, organisation=organisation)


# --- Moving to another branch of ours ---------------------------------------------------------------------------


@action
def request_transfer(
    relation: PartyRelation, *, to_branch: OrgUnit, kind: str, reason: str, by: User
) -> PartyTransfer:
    """Ask for a transfer of the member to `to_branch`, whose secretary is told and answers. Raises Refused."""
    require_permission(by, "grid.transfer_partyrelation", relation)
    require_short_transfer_reason(reason)
    require_relation_kind_at_branch(kind)
    require_estate_branch(to_branch)
    relation = _current(relation)
    require_transfer_to_another_branch(relation, to_branch)
    require_relation_kept_here(relation, kind)
    require_relation_stood_a_day(relation)
    require_consent(relation.person)
    transfer = PartyTransfer.objects.create(
        relation=relation, to_branch=to_branch, kind=kind, reason=reason.strip(), asked_by=by
    )
    notify_branch_of_transfer(transfer, transfer_waits, but_not=by)
    return transfer


@action
def accept_transfer(transfer: PartyTransfer, *, by: User) -> PartyTransfer:
    """The receiving branch accepts a transfer: one relation closes, the other opens, today. Raises Refused."""
    require_permission(by, "grid.transfer_partyrelation", transfer.to_branch)
    transfer, relation = _open(transfer)
    require_relation_not_ended(relation)
    if relation.branch is None:  # back from outside: there is no branch of ours that has agreed to it
        require_may_take_in(by, relation.person)
    elsewhere = transfer.kind in PartyRelation.ELSEWHERE
    transfer.opened = _replace(
        relation,
        kind=transfer.kind,
        branch=transfer.to_branch,
        organisation=relation.organisation if elsewhere else "",
        transfer=transfer,
    )
    _decide(transfer, PartyTransfer.State.ACCEPTED, by=by)
    notify_asker_of_transfer(transfer, transfer_accepted, but_not=by)
    return transfer


@action
def refuse_transfer(transfer: PartyTransfer, *, answer: str, by: User) -> PartyTransfer:
    """The receiving branch sends a transfer back and says why; the relation stays. Raises Refused."""
    require_permission(by, "grid.transfer_partyrelation", transfer.to_branch)
    require_short_transfer_reason(answer)
    transfer, _relation = _open(transfer)
    transfer.answer = answer.strip()
    _decide(transfer, PartyTransfer.State.REFUSED, by=by)
    notify_asker_of_transfer(transfer, transfer_sent_back, but_not=by)
    return transfer


@action
def withdraw_transfer(transfer: PartyTransfer, *, by: User) -> PartyTransfer:
    """The sending side takes a transfer back; the receiving branch is told. Raises Refused."""
    require_permission(by, "grid.transfer_partyrelation", transfer.relation)
    transfer, _relation = _open(transfer)
    _decide(transfer, PartyTransfer.State.WITHDRAWN, by=by)
    notify_branch_of_transfer(transfer, transfer_withdrawn, but_not=by)
    return transfer


# --- What these have in common ----------------------------------------------------------------------------------


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _current(relation: PartyRelation) -> PartyRelation:
    """The current state of the relation, with its person locked. Refused when the relation has ended."""
    _locked(relation.person_id)
    current = PartyRelation.objects.select_related("person", "branch").filter(pk=relation.pk).first()
    require_relation_not_ended(current)
    assert current is not None
    return current


def _open(transfer: PartyTransfer) -> tuple[PartyTransfer, PartyRelation]:
    """The current state of the transfer and its relation, with the person locked. Refused when it is answered."""
    _locked(transfer.relation.person_id)
    waiting = PartyTransfer.objects.select_related("relation__person", "relation__branch", "to_branch").get(
        pk=transfer.pk
    )
    require_open_transfer(waiting)
    return waiting, waiting.relation


def _replace(
    relation: PartyRelation,
    *,
    kind: str,
    branch: OrgUnit | None,
    organisation: str,
    transfer: PartyTransfer | None = None,
) -> PartyRelation:
    """Close the relation with yesterday and open the next one today; its person is locked already."""
    organisation = organisation.strip()
    require_organisation_for_relation_kind(kind, organisation)
    require_relation_stood_a_day(relation)
    require_consent(relation.person)
    if transfer is None:
        require_no_open_transfer_of_member(relation)
    end_row(relation)
    return PartyRelation.objects.create(
        person=relation.person, kind=kind, branch=branch, organisation=organisation, during=since()
    )


def _decide(transfer: PartyTransfer, state: str, *, by: User) -> None:
    transfer.state, transfer.decided_by, transfer.decided_at = state, by, clock.now()
    transfer.save(update_fields=["state", "decided_by", "decided_at", "answer", "opened"])
