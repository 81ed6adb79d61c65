"""A member's transfer to another branch: asked for, accepted, sent back or withdrawn."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Notification
from common.exceptions import Refused
from common.time import clock
from grid.actions import register
from grid.models import PartyRelation, PartyTransfer
from tests.factories import (
    OrgUnitFactory,
    PartyTransferFactory,
    StaffFactory,
    officer,
)
from tests.support.refusals import refusal
from tests.support.register import member

pytestmark = pytest.mark.django_db

HOME, IN_SERVICE = "home", "in_service"


@pytest.fixture
def by(branch):
    return officer("branch_secretary", branch)


def test_a_transfer_is_one_act_with_a_history(branch, other, by):
    old = member(branch)
    there = officer("branch_secretary", other)
    transfer = register.request_transfer(old, to_branch=other, kind=HOME, reason="搬到了新的小区", by=by)
    waits = Notification.objects.get(recipient=there.person)
    assert other.name in waits.title
    assert old.person.name not in waits.title + waits.body
    register.accept_transfer(transfer, by=there)
    old.refresh_from_db()
    transfer.refresh_from_db()
    assert old.during.upper == clock.today()
    assert transfer.opened.during == DateRange(clock.today(), None)
    assert (transfer.opened.branch, transfer.opened.person) == (other, old.person)
    assert (transfer.state, transfer.decided_by) == ("accepted", there)
    assert "接收" in Notification.objects.get(recipient=by.person).title
    assert refusal(register.accept_transfer, transfer, by=there) == "answered"


def test_a_relation_that_has_ended_meanwhile_is_not_transferred(branch, other):
    """As a merge of two records of one person may leave it."""
    ended = member(branch, during=DateRange(dt.date(2025, 1, 1), clock.today()))
    transfer = PartyTransferFactory(relation=ended, to_branch=other)
    assert refusal(register.accept_transfer, transfer, by=officer("branch_secretary", other)) == "ended"
    assert not PartyRelation.objects.current().exists()


def test_only_a_secretary_of_the_receiving_branch_accepts(top, branch, other, by):
    transfer = register.request_transfer(member(branch), to_branch=other, kind=HOME, reason="搬家", by=by)
    for nobody in (by, officer("deputy", top), StaffFactory(), officer("pioneer", OrgUnitFactory(pioneer_post=True))):
        assert refusal(register.accept_transfer, transfer, by=nobody) == "not_allowed"
        assert refusal(register.refuse_transfer, transfer, answer="不收", by=nobody) == "not_allowed"
    assert register.accept_transfer(transfer, by=officer("secretary", top)).state == "accepted"


def test_without_a_secretary_there_the_one_above_is_told(top, branch, other, by):
    above = officer("secretary", top)
    register.request_transfer(member(branch), to_branch=other, kind=HOME, reason="搬家", by=by)
    assert Notification.objects.filter(recipient=above.person, kind="party_transfer").count() == 1


def test_a_transfer_that_is_sent_back_says_why_and_changes_nothing(branch, other, by):
    old = member(branch)
    there = officer("branch_secretary", other)
    transfer = register.request_transfer(old, to_branch=other, kind=HOME, reason="搬家", by=by)
    assert refusal(register.refuse_transfer, transfer, answer=" ", by=there) == "no_reason"
    register.refuse_transfer(transfer, answer="材料不全", by=there)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.answer, transfer.opened) == ("refused", "材料不全", None)
    assert list(PartyRelation.objects.current()) == [old]
    assert Notification.objects.filter(recipient=by.person).count() == 1
    register.request_transfer(old, to_branch=other, kind=HOME, reason="材料已补", by=by)


def test_only_the_sending_side_withdraws(branch, other, by):
    there = officer("branch_secretary", other)
    transfer = register.request_transfer(member(branch), to_branch=other, kind=HOME, reason="搬家", by=by)
    assert refusal(register.withdraw_transfer, transfer, by=there) == "not_allowed"
    assert register.withdraw_transfer(transfer, by=by).state == "withdrawn"
    assert Notification.objects.filter(recipient=there.person).count() == 2
    assert refusal(register.accept_transfer, transfer, by=there) == "answered"


def test_a_transfer_is_asked_only_by_who_sees_the_relation(branch, other):
    there = officer("branch_secretary", other)
    assert (
        refusal(register.request_transfer, member(branch), to_branch=other, kind=HOME, reason="搬家", by=there)
        == "not_allowed"
    )


def test_a_transfer_on_the_first_day_is_refused_in_words(branch, other, by):
    relation = member(branch, during=DateRange(clock.today(), None))
    with pytest.raises(Refused, match="今天") as no:
        register.request_transfer(relation, to_branch=other, kind=HOME, reason="搬家", by=by)
    assert no.value.code == "first_day"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"reason": " "}, "no_reason"),
        ({"reason": "长" * 201}, "too_long"),
        ({"kind": "outside"}, "kind"),
        ({"kind": IN_SERVICE}, "kind"),
    ],
)
def test_what_a_transfer_needs(branch, other, by, facts, code):
    wanted = {"to_branch": other, "kind": HOME, "reason": "搬家", "by": by} | facts
    assert refusal(register.request_transfer, member(branch), **wanted) == code


def test_nobody_is_transferred_to_outside_by_a_transfer_between_branches(branch, other, by):
    old = member(branch, kind=IN_SERVICE, organisation="苏州一中党委")
    wanted = {"to_branch": other, "kind": "outside", "reason": "搬家", "by": by}
    assert refusal(register.request_transfer, old, **wanted) == "kind"


def test_a_transfer_leads_to_another_estate_branch_and_waits_once(top, branch, other, by):
    relation = member(branch)
    facts = {"kind": HOME, "reason": "搬家", "by": by}
    assert refusal(register.request_transfer, relation, to_branch=branch, **facts) == "same_branch"
    assert refusal(register.request_transfer, relation, to_branch=top, **facts) == "not_a_branch"
    register.request_transfer(relation, to_branch=other, **facts)
    assert refusal(register.request_transfer, relation, to_branch=other, **facts) == "party_transfer_one_open"


def test_who_is_in_service_keeps_the_organisation_on_the_way(branch, other, by):
    old = member(branch, kind=IN_SERVICE, organisation="苏州一中党委")
    transfer = register.request_transfer(old, to_branch=other, kind=IN_SERVICE, reason="搬家", by=by)
    opened = register.accept_transfer(transfer, by=officer("branch_secretary", other)).opened
    assert (opened.kind, opened.organisation) == (IN_SERVICE, "苏州一中党委")


def test_without_consent_no_transfer_is_asked_for_nor_accepted(branch, other, by):
    gone = member(branch)
    gone.person.consents.all().update(withdrawn_at=clock.now())
    wanted = {"to_branch": other, "kind": HOME, "reason": "搬家", "by": by}
    assert refusal(register.request_transfer, gone, **wanted) == "no_consent"
    old = member(branch)
    transfer = register.request_transfer(old, to_branch=other, kind=HOME, reason="搬家", by=by)
    old.person.consents.all().update(withdrawn_at=clock.now())
    assert refusal(register.accept_transfer, transfer, by=officer("branch_secretary", other)) == "no_consent"
    assert PartyTransfer.objects.get().is_open
