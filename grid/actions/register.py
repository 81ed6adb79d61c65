"""The party register: members come, move and go. A relation is closed and another opened; none is ever edited.

Lock order: the person, then the relation or transfer. Nothing about a person is stored without consent in force.
"""

from accounts.actions.consent import give_consent
from accounts.actions.staff_entry import enter_neighbour
from accounts.models import Person, PrivacyNotice, User
from accounts.rules.consent import has_agreed
from accounts.rules.permissions import may
from common.actions import action
from common.time import clock
from common.time.ranges import ended, since
from grid.models import OrgUnit, PartyRelation, PartyTransfer, SurveyAnswer
from grid.notifications.register import accepted, sent_back, tell_asker, tell_receiving, waits, withdrawn
from grid.rules.register import (
    gives_a_reason,
    has_no_relation,
    has_stood_for_a_day,
    is_an_estate_branch,
    is_no_link_of_a_transfer,
    is_not_entered_yet,
    is_not_outside_yet,
    kept_elsewhere_is_no_transfer,
    kind_is_another,
    kind_is_at_a_branch,
    leads_elsewhere,
    no_transfer_is_open,
    organisation_suits_the_kind,
    relation_has_not_ended,
    transfer_is_open,
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
    """The person's relation stands at `branch` from today on; `found_in` is the answer that brought it up.

    `notice` is what `by` has explained and the person has agreed to now. Raises Refused: a person who has a
    relation already comes by a transfer.
    """
    kind_is_at_a_branch(kind)
    is_an_estate_branch(branch)
    assert branch is not None
    may(by, "grid.add_partyrelation", branch)
    may(by, "accounts.view_person", person)
    if notice:
        give_consent(person, notice=notice, by=by)
    return _enter(person, kind=kind, branch=branch, organisation=organisation, found_in=found_in, by=by)


@action
def enter_new_member(
    *,
    name: str,
    phone: str = "",
    notice: PrivacyNotice | None = None,
    kind: str,
    branch: OrgUnit,
    organisation: str = "",
    found_in: SurveyAnswer | None = None,
    by: User,
) -> PartyRelation:
    """Enter somebody whom the portal does not know yet, and the relation: both, or neither. Raises Refused.

    `notice` is what `by` has explained and the person has agreed to.
    """
    kind_is_at_a_branch(kind)
    is_an_estate_branch(branch)
    may(by, "grid.add_partyrelation", branch)
    # The branch first: a double click waits here, and then finds the member entered.
    OrgUnit.objects.select_for_update(no_key=True, of=("self",)).get(pk=branch.pk)
    is_not_entered_yet(branch, name=name, phone=phone)
    person = enter_neighbour(name=name, phone=phone, by=by)
    if notice:
        give_consent(person, notice=notice, by=by)
    return _enter(person, kind=kind, branch=branch, organisation=organisation, found_in=found_in, by=by)


def _enter(
    person: Person, *, kind: str, branch: OrgUnit, organisation: str, found_in: SurveyAnswer | None, by: User
) -> PartyRelation:
    organisation = organisation.strip()
    organisation_suits_the_kind(kind, organisation)
    if found_in:
        may(by, "grid.view_surveyanswer", found_in)
    person = _locked(person.pk)
    has_agreed(person)
    has_no_relation(person)
    return PartyRelation.objects.create(
        person=person, kind=kind, branch=branch, organisation=organisation, during=since(), found_in=found_in
    )


# --- Going ------------------------------------------------------------------------------------------------------


@action
def end_relation(relation: PartyRelation, *, by: User) -> PartyRelation | None:
    """The relation ends with yesterday. One entered today is taken back whole (None); the audit trail keeps it.

    Raises Refused.
    """
    may(by, "grid.change_partyrelation", relation)
    relation = _current(relation)
    no_transfer_is_open(relation)
    is_no_link_of_a_transfer(relation)
    during = ended(relation.during, on=clock.today())
    if during is None:
        relation.delete()
        return None
    relation.during = during
    relation.save(update_fields=["during"])
    return relation


@action
def leave_for_outside(relation: PartyRelation, *, organisation: str, by: User) -> PartyRelation:
    """The member's relation goes to an organisation that is none of ours, today. Raises Refused."""
    may(by, "grid.transfer_partyrelation", relation)
    relation = _current(relation)
    is_not_outside_yet(relation)
    outside = PartyRelation.Kind.OUTSIDE
    return _replace(relation, kind=outside, branch=None, organisation=organisation)


@action
def change_kind(relation: PartyRelation, *, kind: str, organisation: str = "", by: User) -> PartyRelation:
    """The member stays at the branch as another kind of member, for example after moving away. Raises Refused."""
    may(by, "grid.change_partyrelation", relation)
    kind_is_at_a_branch(kind)
    relation = _current(relation)
    is_an_estate_branch(relation.branch)
    kind_is_another(relation, kind)
    return _replace(relation, kind=kind, branch=relation.branch, organisation=organisation)


# --- Moving to another branch of ours ---------------------------------------------------------------------------


@action
def request_transfer(
    relation: PartyRelation, *, to_branch: OrgUnit, kind: str, reason: str, by: User
) -> PartyTransfer:
    """Ask that the member moves to `to_branch`, whose secretary is told and answers. Raises Refused."""
    may(by, "grid.transfer_partyrelation", relation)
    gives_a_reason(reason)
    kind_is_at_a_branch(kind)
    is_an_estate_branch(to_branch)
    relation = _current(relation)
    leads_elsewhere(relation, to_branch)
    kept_elsewhere_is_no_transfer(relation, kind)
    has_stood_for_a_day(relation)
    has_agreed(relation.person)
    transfer = PartyTransfer.objects.create(
        relation=relation, to_branch=to_branch, kind=kind, reason=reason.strip(), asked_by=by
    )
    tell_receiving(transfer, waits, but_not=by)
    return transfer


@action
def accept_transfer(transfer: PartyTransfer, *, by: User) -> PartyTransfer:
    """The receiving branch takes the member: one relation closes, the other opens, today. Raises Refused."""
    may(by, "grid.transfer_partyrelation", transfer.to_branch)
    transfer, relation = _open(transfer)
    relation_has_not_ended(relation)
    elsewhere = transfer.kind in PartyRelation.ELSEWHERE
    transfer.opened = _replace(
        relation,
        kind=transfer.kind,
        branch=transfer.to_branch,
        organisation=relation.organisation if elsewhere else "",
        transfer=transfer,
    )
    _decide(transfer, PartyTransfer.State.ACCEPTED, by=by)
    tell_asker(transfer, accepted, but_not=by)
    return transfer


@action
def refuse_transfer(transfer: PartyTransfer, *, answer: str, by: User) -> PartyTransfer:
    """The receiving branch sends the request back and says why; the relation stays. Raises Refused."""
    may(by, "grid.transfer_partyrelation", transfer.to_branch)
    gives_a_reason(answer)
    transfer, _relation = _open(transfer)
    transfer.answer = answer.strip()
    _decide(transfer, PartyTransfer.State.REFUSED, by=by)
    tell_asker(transfer, sent_back, but_not=by)
    return transfer


@action
def withdraw_transfer(transfer: PartyTransfer, *, by: User) -> PartyTransfer:
    """The sending side takes the request back; the receiving branch is told. Raises Refused."""
    may(by, "grid.transfer_partyrelation", transfer.relation)
    transfer, _relation = _open(transfer)
    _decide(transfer, PartyTransfer.State.WITHDRAWN, by=by)
    tell_receiving(transfer, withdrawn, but_not=by)
    return transfer


# --- What these have in common ----------------------------------------------------------------------------------


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)


def _current(relation: PartyRelation) -> PartyRelation:
    """The relation as it stands now, its person locked; one that has ended is refused."""
    _locked(relation.person_id)
    found = PartyRelation.objects.select_related("person", "branch").filter(pk=relation.pk).first()
    relation_has_not_ended(found)
    assert found is not None
    return found


def _open(transfer: PartyTransfer) -> tuple[PartyTransfer, PartyRelation]:
    """The transfer and its relation as they stand now, the person locked; one that is answered is refused."""
    _locked(transfer.relation.person_id)
    found = PartyTransfer.objects.select_related("relation__person", "relation__branch", "to_branch").get(
        pk=transfer.pk
    )
    transfer_is_open(found)
    return found, found.relation


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
    organisation_suits_the_kind(kind, organisation)
    has_stood_for_a_day(relation)
    has_agreed(relation.person)
    if transfer is None:
        no_transfer_is_open(relation)
    relation.during = ended(relation.during, on=clock.today())
    relation.save(update_fields=["during"])
    return PartyRelation.objects.create(
        person=relation.person, kind=kind, branch=branch, organisation=organisation, during=since()
    )


def _decide(transfer: PartyTransfer, state: str, *, by: User) -> None:
    transfer.state, transfer.decided_by, transfer.decided_at = state, by, clock.now()
    transfer.save(update_fields=["state", "decided_by", "decided_at", "answer", "opened"])


# --- Who is told: never whose relation it is, since a notice goes out by e-mail and is read over shoulders --------
