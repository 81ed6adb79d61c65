"""Two people change the organisation or the register at once, stepped on two real connections, and their controls.

A control runs the same steps with the guards taken away and must see the harm, which proves that the test can fail.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, QuerySet

from accounts.actions.appointments import appoint
from accounts.models import Person
from common.db.errors import violated_constraint
from common.exceptions import Refused
from common.time import clock
from common.time.ranges import since
from grid.actions import register, survey
from grid.actions.links import link_person
from grid.models import PartyRelation, PartyTransfer, PioneerLink, SurveyAnswer, UnitAppointment
from tests.factories import (
    ConsentFactory,
    GridAppointmentFactory,
    HandoverFactory,
    HouseholdFactory,
    IdentityDisplayFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PersonFactory,
    PioneerLinkFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    UserFactory,
    VisitFactory,
    officer,
)
from tests.support.racing import Rival, all_at_once
from tests.support.raw_sql import emptied, without_trigger
from tests.support.refusals import refused

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 16


@contextmanager
def without(model: type[Model], name: str) -> Iterator[None]:
    """Take a named constraint away; put it back once the rows that break it are gone."""
    (constraint,) = (one for one in model._meta.constraints if one.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        emptied(model._meta.db_table)
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


@pytest.fixture
def unlocked(monkeypatch):
    """Nobody waits for anybody: rows are read without a lock."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())


# --- Rows alone: whatever writes them, the second waits for the first and is refused


def twin(row: Model, **other: Any) -> Model:
    """The same row again, not saved."""
    fields = [f for f in row._meta.concrete_fields if not f.primary_key and not f.generated]
    again = type(row)(**{f.attname: getattr(row, f.attname) for f in fields})
    for name, value in other.items():
        setattr(again, name, value)
    return again


# (constraint, row, in what the rival's row differs)
ROWS: list[tuple[str, Callable[[], Any], Callable[[], dict[str, Any]]]] = [
    ("unit_appointment_one_leads", UnitAppointmentFactory, lambda: {"user_id": UserFactory().pk}),
    ("grid_appointment_once", GridAppointmentFactory, dict),
    ("party_relation_one_at_a_time", PartyRelationFactory, lambda: {"branch": OrgUnitFactory(estate_branch=True)}),
    ("pioneer_link_one_at_a_time", PioneerLinkFactory, lambda: {"post": OrgUnitFactory(pioneer_post=True)}),
    ("party_transfer_one_open", PartyTransferFactory, lambda: {"to_branch": OrgUnitFactory(estate_branch=True)}),
    ("survey_answer_once_a_household", SurveyAnswerFactory, lambda: {"outcome": "declined"}),
    ("visit_once_a_day", VisitFactory, lambda: {"summary": "又写了一遍"}),
    ("identity_display_one_live", IdentityDisplayFactory, lambda: {"words": "又写了一遍"}),
    ("handover_one_open", HandoverFactory, lambda: {"to_id": UserFactory().pk}),
]


def two_write(make: Callable[[], Any], differs: Callable[[], dict[str, Any]]) -> tuple[type[Model], Rival]:
    """One transaction writes a row while a rival writes its twin; the rival goes on when the first commits."""
    row = make()
    first, second = twin(row), twin(row, **differs())
    row.delete()
    with transaction.atomic():
        first.save()
        rival = Rival(second.save).go()
        rival.waits()
    return type(row), rival


@pytest.mark.parametrize(("name", "make", "differs"), ROWS)
def test_of_two_rows_written_at_once_the_second_is_refused(name, make, differs):
    model, rival = two_write(make, differs)
    with pytest.raises(IntegrityError) as caught:
        rival.result()
    assert violated_constraint(caught.value) == name
    assert model._default_manager.count() == 1


@pytest.mark.parametrize(("name", "make", "differs"), ROWS)
def test_without_the_constraint_both_rows_would_stand(name, make, differs):
    """The control."""
    model = make._meta.model
    with without(model, name):
        _model, rival = two_write(make, differs)
        rival.result()
        assert model._default_manager.count() == 2


# --- Appointing


def appointing(post: Any) -> Callable[[], UnitAppointment]:
    user = UserFactory()
    return lambda: appoint(user, role="pioneer", at=post, by=post.secretary)


@pytest.fixture
def post():
    post = OrgUnitFactory(pioneer_post=True)
    post.secretary = officer("secretary", post.parent.parent)
    return post


def leaders(unit: Any) -> int:
    return UnitAppointment.objects.current().filter(unit=unit, role="pioneer").count()


def test_two_people_appointed_to_one_post_at_once_the_second_is_told(post):
    first, second = appointing(post), appointing(post)
    with transaction.atomic():
        first()
        rival = Rival(second).go()
        assert rival.waits()
    with pytest.raises(Refused) as caught:
        rival.result()
    assert caught.value.code == "unit_appointment_one_leads"
    assert leaders(post) == 1


def test_sixteen_people_appointed_to_one_post_at_once_exactly_one_holds_it(post):
    answers = all_at_once([appointing(post) for _n in range(CLIENTS)])
    assert sum(isinstance(answer, UnitAppointment) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, Refused)} == {"unit_appointment_one_leads"}
    assert leaders(post) == 1


def test_without_the_guards_two_people_would_hold_one_post(post, unlocked):
    """The control."""
    first, second = appointing(post), appointing(post)
    with without(UnitAppointment, "unit_appointment_one_leads"):
        with transaction.atomic():
            first()
            rival = Rival(second).go()
            assert not rival.waits()
        rival.result()
        assert leaders(post) == 2


# --- Linking a neighbour


@pytest.fixture
def neighbour() -> Person:
    person = PersonFactory()
    PioneerLinkFactory(person=person, post=OrgUnitFactory(pioneer_post=True), during=since(yesterday()))
    ConsentFactory(person=person)
    return person


def yesterday() -> dt.date:
    return clock.today() - dt.timedelta(days=1)


def linking(person: Person, top: Any) -> Callable[[], PioneerLink]:
    branch = OrgUnitFactory(estate_branch=True, parent=top)
    post, by = OrgUnitFactory(pioneer_post=True, parent=branch), top.secretary
    return lambda: link_person(person, post=post, by=by)


@pytest.fixture
def top(neighbour):
    top = PioneerLink.objects.get().post.parent.parent
    top.secretary = officer("secretary", top)
    return top


def links(person: Person) -> int:
    return PioneerLink.objects.current().filter(person=person).count()


def test_a_neighbour_linked_to_two_posts_at_once_belongs_to_the_later_one(neighbour, top):
    first, second = linking(neighbour, top), linking(neighbour, top)
    with transaction.atomic():
        first()
        rival = Rival(second).go()
        assert rival.waits()
    link = rival.result()
    assert list(PioneerLink.objects.current().filter(person=neighbour)) == [link]


def test_a_neighbour_linked_to_sixteen_posts_at_once_belongs_to_one(neighbour, top):
    answers = all_at_once([linking(neighbour, top) for _n in range(CLIENTS)])
    assert all(isinstance(answer, PioneerLink) for answer in answers)
    assert links(neighbour) == 1


def test_without_the_guards_a_neighbour_would_belong_to_two_posts(neighbour, top, unlocked):
    """The control."""
    first, second = linking(neighbour, top), linking(neighbour, top)
    with without(PioneerLink, "pioneer_link_one_at_a_time"):
        with transaction.atomic():
            first()
            rival = Rival(second).go()
            rival.waits()
        rival.result()
        assert links(neighbour) == 2


# --- Transferring a member


@pytest.fixture
def transfer() -> PartyTransfer:
    transfer = PartyTransferFactory(relation__during=since(yesterday()))
    ConsentFactory(person=transfer.relation.person)
    transfer.sending = officer("branch_secretary", transfer.relation.branch)
    transfer.receiving = officer("branch_secretary", transfer.to_branch)
    return transfer


def accepting(transfer: Any) -> Callable[[], PartyTransfer]:
    return lambda: register.accept_transfer(PartyTransfer.objects.get(pk=transfer.pk), by=transfer.receiving)


def withdrawing(transfer: Any) -> Callable[[], PartyTransfer]:
    return lambda: register.withdraw_transfer(PartyTransfer.objects.get(pk=transfer.pk), by=transfer.sending)


def leaving(transfer: Any) -> Callable[[], PartyRelation]:
    relation = transfer.relation
    return lambda: register.leave_for_outside(relation, organisation="青山街道党工委", by=transfer.sending)


def relations(transfer: PartyTransfer) -> list[PartyRelation]:
    return list(PartyRelation.objects.current().filter(person=transfer.relation.person))


@pytest.mark.parametrize("second", [accepting, withdrawing, leaving])
def test_a_transfer_that_is_being_accepted_can_be_neither_accepted_again_nor_withdrawn_nor_outrun(transfer, second):
    works = accepting(transfer), second(transfer)
    with transaction.atomic():
        works[0]()
        rival = Rival(works[1]).go()
        assert rival.waits()
    with refused("ended" if second is leaving else "answered"):
        rival.result()
    transfer.refresh_from_db()
    assert transfer.state == "accepted"
    assert relations(transfer) == [transfer.opened]


def test_a_transfer_that_is_being_withdrawn_cannot_be_accepted(transfer):
    works = withdrawing(transfer), accepting(transfer)
    with transaction.atomic():
        works[0]()
        rival = Rival(works[1]).go()
        assert rival.waits()
    with refused("answered"):
        rival.result()
    assert relations(transfer) == [transfer.relation]


def test_sixteen_answers_to_one_transfer_exactly_one_counts(transfer):
    works = [accepting(transfer), withdrawing(transfer)] * (CLIENTS // 2)
    answers = all_at_once(works)
    assert sum(isinstance(answer, PartyTransfer) for answer in answers) == 1
    assert all(isinstance(answer, PartyTransfer | Refused) for answer in answers)
    transfer.refresh_from_db()
    assert relations(transfer) == [transfer.opened or transfer.relation]


def test_without_the_guards_a_member_would_be_accepted_twice(transfer, unlocked):
    """The control."""
    works = accepting(transfer), accepting(transfer)
    decided = without_trigger(PartyTransfer, "party_transfer_stays_decided")
    with decided, without(PartyRelation, "party_relation_one_at_a_time"):
        with transaction.atomic():
            works[0]()
            rival = Rival(works[1]).go()
            rival.waits()
        rival.result()
        assert len(relations(transfer)) == 2


def test_without_the_guards_a_transfer_would_be_withdrawn_although_the_member_has_moved(transfer, unlocked):
    """The control."""
    works = accepting(transfer), withdrawing(transfer)
    with without_trigger(PartyTransfer, "party_transfer_stays_decided"):
        with transaction.atomic():
            works[0]()
            rival = Rival(works[1]).go()
            rival.waits()
        rival.result()
    transfer.refresh_from_db()
    assert transfer.state == "withdrawn"
    assert relations(transfer) != [transfer.relation]


# --- Asking a household


@pytest.fixture
def asked():
    asked = SurveyFactory()
    asked.household = HouseholdFactory()
    asked.secretary = officer("secretary", asked.unit)
    return asked


def answering(asked: Any, floating: int = 0) -> Callable[[], SurveyAnswer]:
    return lambda: survey.record_answer(
        asked, household=asked.household, outcome="answered", floating=floating, by=asked.secretary
    )


def test_a_household_asked_twice_at_once_has_one_answer_the_later_one(asked):
    with transaction.atomic():
        answering(asked)()
        rival = Rival(answering(asked, floating=2)).go()
        assert rival.waits()
    rival.result()
    assert [answer.floating for answer in SurveyAnswer.objects.all()] == [2]


def test_a_household_asked_by_sixteen_at_once_has_one_answer(asked):
    answers = all_at_once([answering(asked, floating=n) for n in range(CLIENTS)])
    assert all(isinstance(answer, SurveyAnswer) for answer in answers)
    assert SurveyAnswer.objects.count() == 1


def test_no_answer_slips_in_after_a_survey_is_finished(asked):
    with transaction.atomic():
        survey.finish_survey(asked, result="都问到了。", by=asked.secretary)
        rival = Rival(answering(asked)).go()
        assert rival.waits()
    with pytest.raises(Refused) as caught:
        rival.result()
    assert caught.value.code == "finished"


def test_without_the_guards_a_household_would_have_two_answers(asked, unlocked):
    """The control."""
    with without(SurveyAnswer, "survey_answer_once_a_household"):
        with transaction.atomic():
            answering(asked)()
            rival = Rival(answering(asked)).go()
            rival.waits()
        rival.result()
        assert SurveyAnswer.objects.count() == 2


def test_without_the_lock_the_database_alone_would_keep_an_answer_out_after_the_end(asked, unlocked):
    """The control: the action has read a survey that still runs, and only the trigger stops it."""
    with transaction.atomic():
        survey.finish_survey(asked, result="都问到了。", by=asked.secretary)
        rival = Rival(answering(asked)).go()
        rival.waits()
    with pytest.raises(Refused) as caught:
        rival.result()
    assert caught.value.code == "survey_answer_of_running_survey"
    assert not SurveyAnswer.objects.exists()
