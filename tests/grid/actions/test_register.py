"""The party register: who enters, moves and ends relations, and what the rules answer."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.actions.access_log import log_reading
from accounts.models import AccessLog, Person, PrivacyNotice
from common.exceptions import Refused
from common.time import clock
from grid.actions import register
from grid.models import PartyRelation
from tests.factories import (
    ConsentFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    ResidenceFactory,
    StaffFactory,
    SurveyAnswerFactory,
    UserFactory,
    officer,
)
from tests.support.refusals import refusal
from tests.support.register import LAST_YEAR, member

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
HOME, FLOATING_OUT, IN_SERVICE = "home", "floating_out", "in_service"


@pytest.fixture
def by(branch):
    return officer("branch_secretary", branch)


@pytest.fixture
def neighbour(branch) -> Person:
    """Somebody who lives in an estate of the branch, and has agreed."""
    home = ResidenceFactory()
    branch.estates.add(home.building.estate)
    ConsentFactory(person=home.person)
    return home.person


# --- Coming


def test_a_branch_secretary_enters_a_neighbour(branch, by, neighbour):
    relation = register.enter_member(neighbour, kind=HOME, branch=branch, by=by)
    assert (relation.branch, relation.kind, relation.during.lower) == (branch, HOME, clock.today())


def test_a_member_found_in_the_survey_is_entered_with_the_answer(branch, by, neighbour):
    answer = SurveyAnswerFactory(household=neighbour.residences.get().household)
    relation = register.enter_member(
        neighbour, kind=IN_SERVICE, branch=branch, organisation="苏州一中党委", found_in=answer, by=by
    )
    assert relation.found_in == answer
    assert list(answer.found.all()) == [relation]


def test_an_answer_of_elsewhere_leads_to_no_member(branch, by, neighbour):
    facts = {"kind": HOME, "branch": branch, "found_in": SurveyAnswerFactory(), "by": by}
    assert refusal(register.enter_member, neighbour, **facts) == "not_allowed"


def test_without_consent_nothing_is_stored(branch, by, neighbour):
    neighbour.consents.all().update(withdrawn_at=clock.now())
    assert refusal(register.enter_member, neighbour, kind=HOME, branch=branch, by=by) == "no_consent"


def test_who_has_a_relation_comes_by_a_transfer(branch, by, neighbour, other):
    PartyRelationFactory(person=neighbour, branch=other, during=LAST_YEAR)
    with pytest.raises(Refused, match="请通过组织关系转接办理") as no:
        register.enter_member(neighbour, kind=HOME, branch=branch, by=by)
    assert no.value.code == "has_relation"
    assert other.name not in str(no.value)


def test_who_had_a_relation_comes_again_and_who_will_have_one_does_not(branch, by, neighbour, other):
    past, to_come = (DateRange(clock.today() + n * DAY, clock.today() + (n + 1) * DAY) for n in (-1, 1))
    PartyRelationFactory(person=neighbour, branch=other, during=past)
    assert register.enter_member(neighbour, kind=HOME, branch=branch, by=by).branch == branch
    PartyRelation.objects.filter(branch=branch).update(during=to_come)
    assert refusal(register.enter_member, neighbour, kind=HOME, branch=branch, by=by) == "has_relation"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "outside"}, "kind"),
        ({"kind": "boss"}, "kind"),
        ({"kind": IN_SERVICE}, "no_organisation"),
        ({"kind": IN_SERVICE, "organisation": "  "}, "no_organisation"),
        ({"kind": HOME, "organisation": "苏州一中党委"}, "organisation"),
        ({"kind": IN_SERVICE, "organisation": "苏" * 81}, "too_long"),
        ({"kind": HOME, "branch": None}, "not_a_branch"),
    ],
)
def test_kind_branch_and_organisation_must_suit_each_other(branch, by, neighbour, facts, code):
    assert refusal(register.enter_member, neighbour, **{"branch": branch, "by": by} | facts) == code


def test_only_an_estate_branch_has_members(top, neighbour):
    assert (
        refusal(register.enter_member, neighbour, kind=HOME, branch=top, by=officer("secretary", top))
        == "not_a_branch"
    )


def test_nobody_enters_members_elsewhere_or_without_the_right(top, branch, other, neighbour):
    for by in (
        officer("branch_secretary", other),
        officer("deputy", top),
        officer("office_worker", top),
        StaffFactory(),
        UserFactory(),
    ):
        assert refusal(register.enter_member, neighbour, kind=HOME, branch=branch, by=by) == "not_allowed"
        unknown = {"name": "陈建国", "notice": PrivacyNotice.objects.current()}
        assert refusal(register.enter_new_member, **unknown, kind=HOME, branch=branch, by=by) == "not_allowed"


def test_nobody_enters_a_person_whom_they_do_not_see(branch, by):
    stranger = ConsentFactory().person
    assert refusal(register.enter_member, stranger, kind=HOME, branch=branch, by=by) == "not_allowed"


def test_somebody_unknown_is_entered_with_the_relation_or_not_at_all(branch, by):
    notice = PrivacyNoticeFactory()
    facts = {"name": "陈建国", "phone": "+8613800138000", "kind": HOME, "branch": branch, "by": by}
    assert refusal(register.enter_new_member, **facts) == "no_consent"
    assert not Person.objects.filter(name="陈建国").exists()
    relation = register.enter_new_member(**facts, notice=notice)
    assert relation.person.consents.get().given_by == by
    assert refusal(register.enter_new_member, **facts, notice=notice, another=True) == "already_entered"


def test_kind_and_branch_suit_each_other_also_for_somebody_unknown(top, branch, by):
    facts = {"name": "陈建国", "phone": "+8613800138000", "notice": PrivacyNoticeFactory()}
    assert refusal(register.enter_new_member, **facts, kind="outside", branch=branch, by=by) == "kind"
    assert (
        refusal(register.enter_new_member, **facts, kind=HOME, branch=top, by=officer("secretary", top))
        == "not_a_branch"
    )
    assert not Person.objects.filter(name="陈建国").exists()


def test_a_namesake_without_a_phone_is_asked_for_and_then_entered(branch, by):
    facts = {"name": "陈建国", "kind": HOME, "branch": branch, "by": by, "notice": PrivacyNoticeFactory()}
    first = register.enter_new_member(**facts)
    assert refusal(register.enter_new_member, **facts) == "namesake"
    assert register.enter_new_member(**facts, another=True).person != first.person


def test_a_name_and_a_number_tell_nothing_of_a_member_elsewhere(branch, by):
    known = PartyRelationFactory(person__name="陈建国", person__phone="+8613800138000").person
    facts = {"name": known.name, "phone": known.phone, "kind": HOME, "branch": branch, "by": by}
    relation = register.enter_new_member(**facts, notice=PrivacyNoticeFactory())
    assert relation.person != known
    assert not known.consents.exists()


def test_somebody_in_sight_is_not_entered_again_with_the_relation(branch, by, neighbour):
    Person.objects.filter(pk=neighbour.pk).update(phone="+8613800138000")
    facts = {"name": neighbour.name, "phone": "+8613800138000", "kind": HOME, "branch": branch, "by": by}
    assert refusal(register.enter_new_member, **facts) == "no_consent"  # as for a number that is not known
    assert register.enter_new_member(**facts, notice=PrivacyNotice.objects.current()).person == neighbour


# --- Going


def test_a_relation_ends_with_yesterday_and_is_never_edited_again(branch, by):
    relation = register.end_relation(member(branch), by=by)
    assert relation.during.upper == clock.today()
    assert refusal(register.end_relation, relation, by=by) == "ended"
    assert refusal(register.leave_for_outside, relation, organisation="上海某党委", by=by) == "ended"
    assert refusal(register.request_transfer, relation, to_branch=branch, kind=HOME, reason="搬家", by=by) == "ended"


def test_a_relation_entered_today_is_taken_back_whole(branch, by):
    relation = member(branch, during=DateRange(clock.today(), None))
    assert register.end_relation(relation, by=by) is None
    assert not PartyRelation.objects.exists()


def test_a_relation_that_a_transfer_opened_today_stays(branch, other, by):
    transfer = PartyTransferFactory(relation=member(other), to_branch=branch)
    opened = register.accept_transfer(transfer, by=by).opened
    assert refusal(register.end_relation, opened, by=by) == "first_day"


def test_a_member_goes_to_an_organisation_outside(branch, by):
    old = member(branch)
    new = register.leave_for_outside(old, organisation="上海某党委", by=by)
    old.refresh_from_db()
    assert old.during.upper == clock.today()
    assert (new.kind, new.branch, new.organisation, new.during.lower) == (
        "outside",
        None,
        "上海某党委",
        clock.today(),
    )
    assert new in PartyRelation.objects.visible_to(by)
    assert refusal(register.leave_for_outside, new, organisation="另一个党委", by=by) == "outside"
    assert refusal(register.leave_for_outside, member(branch), organisation=" ", by=by) == "no_organisation"


def gone_outside(first, second) -> PartyRelation:
    """Somebody who was at the first branch, then at the second, and then went to an organisation outside."""
    days = [dt.date(2024, 1, 1), dt.date(2025, 1, 1), dt.date(2026, 1, 1)]
    person = member(first, during=DateRange(*days[:2])).person
    PartyRelationFactory(branch=second, person=person, during=DateRange(*days[1:]))
    return PartyRelationFactory(
        branch=None, kind="outside", organisation="上海某党委", person=person, during=DateRange(days[2], None)
    )


def test_where_a_member_went_outside_is_read_by_the_branch_they_left_and_by_none_before(top, branch, other, by):
    last = officer("branch_secretary", other)
    relation = gone_outside(branch, other)
    seen = PartyRelation.objects.filter(person=relation.person)
    assert set(seen.visible_to(by)) == {seen.get(branch=branch)}
    assert relation.person not in Person.objects.visible_to(by)
    assert relation in seen.visible_to(last)
    assert relation.person in Person.objects.visible_to(last)
    assert relation in seen.visible_to(officer("secretary", top))
    third = OrgUnitFactory(estate_branch=True, parent=top)
    member(third, during=DateRange(dt.date(2025, 1, 1), relation.during.lower))  # somebody else left on that day
    assert relation not in seen.visible_to(officer("branch_secretary", third))


def test_a_member_who_went_outside_is_brought_back_and_otherwise_left_to_the_general_branch(top, branch, other, by):
    last, above = officer("branch_secretary", other), officer("secretary", top)
    relation = gone_outside(branch, other)
    assert not Person.objects.permitted(last, "change").filter(pk=relation.person_id).exists()
    assert refusal(register.end_relation, relation, by=last) == "not_allowed"
    back = {"to_branch": other, "kind": HOME, "reason": "回来了"}
    assert refusal(register.request_transfer, relation, **back, by=by) == "not_allowed"
    register.withdraw_transfer(register.request_transfer(relation, **back, by=above), by=above)
    transfer = register.request_transfer(relation, **back, by=last)
    assert register.accept_transfer(transfer, by=last).opened.branch == other
    assert register.end_relation(gone_outside(branch, other), by=above).during.upper == clock.today()


def test_a_member_becomes_another_kind_of_member(branch, by):
    old = member(branch)
    new = register.change_relation_kind(old, kind=FLOATING_OUT, by=by)
    assert (new.kind, new.branch) == (FLOATING_OUT, branch)
    assert refusal(register.change_relation_kind, new, kind=HOME, by=by) == "first_day"
    assert refusal(register.change_relation_kind, member(branch), kind=HOME, by=by) == "same_kind"
    assert refusal(register.change_relation_kind, member(branch), kind="outside", by=by) == "kind"


def test_who_has_gone_outside_becomes_a_member_again_by_a_transfer_only(top, branch, other):
    gone = gone_outside(branch, other)
    assert refusal(register.change_relation_kind, gone, kind=HOME, by=officer("secretary", top)) == "not_a_branch"


def test_a_waiting_transfer_keeps_its_relation(branch, other, by):
    relation = member(branch)
    register.request_transfer(relation, to_branch=other, kind=HOME, reason="搬家", by=by)
    assert refusal(register.end_relation, relation, by=by) == "transfer_open"
    assert refusal(register.leave_for_outside, relation, organisation="上海某党委", by=by) == "transfer_open"
    assert refusal(register.change_relation_kind, relation, kind=FLOATING_OUT, by=by) == "transfer_open"


# --- Reading


def test_each_person_read_leaves_a_line_of_its_own():
    by, people = UserFactory(), PersonFactory.create_batch(2)
    assert log_reading([*people, people[0].pk], what="party register", reason="查看", by=by) == 2
    assert {(look.person, look.user, look.reason) for look in AccessLog.objects.all()} == {
        (person, by, "查看") for person in people
    }


def test_nothing_is_read_without_a_reason():
    assert refusal(log_reading, [PersonFactory()], what="party register", reason=" ", by=UserFactory()) == "no_reason"
