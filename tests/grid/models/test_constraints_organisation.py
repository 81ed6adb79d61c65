"""The database keeps the invariants of appointments, register, survey, links, visits and what belongs to a post.

What is tried here counts for `test_every_named_constraint_is_tried` of test_constraints.py.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import override

from common.time import clock
from grid.models import (
    GridAppointment,
    Handover,
    IdentityDisplay,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    Survey,
    SurveyAnswer,
    UnitAppointment,
    UnitEstate,
    UnitGrid,
    Visit,
)
from tests.factories import (
    EstateFactory,
    GridAppointmentFactory,
    GridFactory,
    HandoverFactory,
    IdentityDisplayFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PioneerLinkFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    UserFactory,
    VisitFactory,
)
from tests.support.raw_sql import CHINESE, copy, refused, run, update

pytestmark = pytest.mark.django_db

MODELS = [
    GridAppointment,
    Handover,
    IdentityDisplay,
    PartyRelation,
    PartyTransfer,
    PioneerLink,
    Survey,
    SurveyAnswer,
    UnitAppointment,
    Visit,
]

DAY = dt.date(2026, 1, 1)
EMPTY = DateRange(DAY, DAY)
FOR_EVER = DateRange(DAY, None)
TOO_EARLY = DateRange(dt.date(1899, 12, 31), None)
TOO_LATE = DateRange(DAY, dt.date(2200, 1, 2))
FROM_2200 = DateRange(dt.date(2200, 1, 1), None)
SINCE_EVER = DateRange(None, DAY)
LONG_AGO = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
LATER = dt.datetime(2099, 1, 1, tzinfo=dt.UTC)


def outside(**columns: Any) -> Callable[[], PartyRelation]:
    return lambda: PartyRelationFactory(kind="outside", branch=None, organisation="青山街道党工委", **columns)


def secretary() -> UnitAppointment:
    return UnitAppointmentFactory(secretary=True)


# A row, and what raw SQL sets on it: (constraint, row, columns). The forms must answer the same before they save.
BREAKS: list[tuple[str, Callable[[], Any], dict[str, Any]]] = [
    ("unit_appointment_during_valid", UnitAppointmentFactory, {"during": EMPTY}),
    ("unit_appointment_during_valid", UnitAppointmentFactory, {"during": SINCE_EVER}),
    ("unit_appointment_in_known_years", UnitAppointmentFactory, {"during": TOO_EARLY}),
    ("unit_appointment_in_known_years", UnitAppointmentFactory, {"during": TOO_LATE}),
    ("unit_appointment_in_known_years", UnitAppointmentFactory, {"during": FROM_2200}),
    ("grid_appointment_in_known_years", GridAppointmentFactory, {"during": TOO_EARLY}),
    ("grid_appointment_in_known_years", GridAppointmentFactory, {"during": TOO_LATE}),
    ("grid_appointment_in_known_years", GridAppointmentFactory, {"during": FROM_2200}),
    ("party_relation_in_known_years", PartyRelationFactory, {"during": TOO_EARLY}),
    ("party_relation_in_known_years", PartyRelationFactory, {"during": TOO_LATE}),
    ("party_relation_in_known_years", PartyRelationFactory, {"during": FROM_2200}),
    ("survey_in_known_years", SurveyFactory, {"during": DateRange(dt.date(1899, 12, 31), DAY)}),
    ("survey_in_known_years", SurveyFactory, {"during": TOO_LATE}),
    ("survey_answer_in_known_years", SurveyAnswerFactory, {"on": dt.date(1899, 12, 31)}),
    ("survey_answer_in_known_years", SurveyAnswerFactory, {"on": dt.date(2200, 1, 1)}),
    ("pioneer_link_in_known_years", PioneerLinkFactory, {"during": TOO_EARLY}),
    ("pioneer_link_in_known_years", PioneerLinkFactory, {"during": TOO_LATE}),
    ("pioneer_link_in_known_years", PioneerLinkFactory, {"during": FROM_2200}),
    ("visit_in_known_years", VisitFactory, {"on": dt.date(1899, 12, 31)}),
    ("visit_in_known_years", VisitFactory, {"on": dt.date(2200, 1, 1)}),
    ("unit_appointment_role_known", UnitAppointmentFactory, {"role": "grid_worker"}),
    ("unit_appointment_role_known", UnitAppointmentFactory, {"role": "operator"}),
    ("unit_appointment_phone_with_name", secretary, {"public_phone": "0512-6666 1510"}),
    ("unit_appointment_phone_with_name", secretary, {"is_public": True, "public_phone": "请到居委会"}),
    ("unit_appointment_pioneer_shows_oneself", UnitAppointmentFactory, {"is_public": True}),
    ("grid_appointment_phone_with_name", GridAppointmentFactory, {"public_phone": "0512-6666 1510"}),
    ("grid_appointment_phone_with_name", GridAppointmentFactory, {"is_public": True, "public_phone": "0512-"}),
    ("grid_appointment_during_valid", GridAppointmentFactory, {"during": EMPTY}),
    ("grid_appointment_during_valid", GridAppointmentFactory, {"during": SINCE_EVER}),
    ("grid_appointment_role_known", GridAppointmentFactory, {"role": "secretary"}),
    ("party_relation_during_valid", PartyRelationFactory, {"during": EMPTY}),
    ("party_relation_during_valid", PartyRelationFactory, {"during": SINCE_EVER}),
    ("party_relation_kind_known", PartyRelationFactory, {"kind": "guest"}),
    ("party_relation_has_branch", PartyRelationFactory, {"branch_id": None}),
    ("party_relation_names_organisation", PartyRelationFactory, {"organisation": "青山街道党工委"}),
    ("party_relation_names_organisation", PartyRelationFactory, {"kind": "in_service"}),
    ("party_relation_names_organisation", PartyRelationFactory, {"kind": "floating_in"}),
    ("party_relation_names_organisation", outside(), {"organisation": ""}),
    ("party_transfer_decided_once", PartyTransferFactory, {"decided_at": LONG_AGO}),
    ("party_transfer_decided_once", PartyTransferFactory, {"state": "refused"}),
    ("party_transfer_decided_once", PartyTransferFactory, {"state": "lost"}),
    ("party_transfer_kind_at_branch", PartyTransferFactory, {"kind": "outside"}),
    ("party_transfer_has_reason", PartyTransferFactory, {"reason": ""}),
    ("survey_during_valid", SurveyFactory, {"during": EMPTY}),
    ("survey_during_valid", SurveyFactory, {"during": FOR_EVER}),
    ("survey_during_valid", SurveyFactory, {"during": SINCE_EVER}),
    ("survey_has_title", SurveyFactory, {"title": ""}),
    ("survey_answer_outcome_known", SurveyAnswerFactory, {"outcome": "perhaps"}),
    ("survey_answer_counts_plausible", SurveyAnswerFactory, {"floating": 21}),
    ("survey_answer_counts_plausible", SurveyAnswerFactory, {"in_service": 21}),
    ("survey_answer_counts_plausible", SurveyAnswerFactory, {"outcome": "declined", "in_service": 1}),
    ("survey_answer_counts_plausible", SurveyAnswerFactory, {"outcome": "nobody_home", "floating": 1}),
    ("pioneer_link_during_valid", PioneerLinkFactory, {"during": EMPTY}),
    ("pioneer_link_during_valid", PioneerLinkFactory, {"during": SINCE_EVER}),
    ("visit_needs_were_told", VisitFactory, {"met": False, "needs": "要换灯泡"}),
    ("identity_display_withdrawn_has_no_photo", IdentityDisplayFactory, {"withdrawn_at": LATER, "photo": "x"}),
    ("identity_display_withdrawn_after_given", IdentityDisplayFactory, {"withdrawn_at": LONG_AGO}),
    ("handover_closed_once", HandoverFactory, {"state": "received"}),
    ("handover_closed_once", HandoverFactory, {"closed_at": LONG_AGO}),
    ("handover_closed_once", HandoverFactory, {"state": "lost", "closed_at": LONG_AGO}),
]
# A second row that says the same as the first: (constraint, row, columns that become those of the first).
TWICE: list[tuple[str, Callable[[], Any], list[str]]] = [
    ("unit_appointment_one_leads", UnitAppointmentFactory, ["unit_id"]),
    ("grid_appointment_once", GridAppointmentFactory, ["user_id", "grid_id"]),
    ("party_relation_one_at_a_time", PartyRelationFactory, ["person_id"]),
    ("party_transfer_one_open", PartyTransferFactory, ["relation_id"]),
    ("survey_title_unique", SurveyFactory, ["unit_id", "title"]),
    ("survey_answer_once_a_household", SurveyAnswerFactory, ["survey_id", "household_id"]),
    ("pioneer_link_one_at_a_time", PioneerLinkFactory, ["person_id"]),
    ("visit_once_a_day", VisitFactory, ["household_id", "visitor_id", "on"]),
    ("identity_display_one_live", IdentityDisplayFactory, ["appointment_id"]),
    ("handover_one_open", HandoverFactory, ["appointment_id"]),
]
# In tests of their own below.
OTHERS = {
    "unit_appointment_once",
    "party_transfer_accepted_opens_relation",
    "handover_to_somebody_else",
    "unit_appointment_by_somebody_else",
    "grid_appointment_by_somebody_else",
}
# A unit of another level: (composite foreign key, row, its column, the trait of the unit that is refused).
WRONG_LEVEL: list[tuple[str, Callable[[], Any], str, str]] = [
    ("unit_appointment_at_its_level", UnitAppointmentFactory, "unit_id", "estate_branch"),
    ("party_relation_of_estate_branch", PartyRelationFactory, "branch_id", "pioneer_post"),
    ("party_relation_of_estate_branch", PartyRelationFactory, "branch_id", "general_branch"),
    ("party_transfer_to_estate_branch", PartyTransferFactory, "to_branch_id", "pioneer_post"),
    ("pioneer_link_to_post", PioneerLinkFactory, "post_id", "estate_branch"),
    ("visit_of_post", VisitFactory, "post_id", "estate_branch"),
]
LINKED = {name for name, *_rest in WRONG_LEVEL}
TRIED = {name for name, *_rest in [*BREAKS, *TWICE]} | OTHERS


@pytest.mark.parametrize(("name", "make", "columns"), BREAKS)
def test_raw_sql_cannot_break(name, make, columns):
    assert refused(*update(make(), **columns)) == name


@pytest.mark.parametrize(("name", "make", "columns"), BREAKS)
def test_a_form_says_so_in_chinese_before_it_saves(name, make, columns):
    row = make()
    for column, value in columns.items():
        setattr(row, column, value)
    [constraint] = [c for c in row._meta.constraints if c.name == name]
    with override("zh-hans"):
        with pytest.raises(ValidationError) as caught:
            row.validate_constraints()
        assert str(constraint.violation_error_message) in caught.value.messages
        with pytest.raises(ValidationError) as caught:
            row.full_clean()
        assert all(CHINESE.search(message) for message in caught.value.messages)


@pytest.mark.parametrize(("name", "make", "columns"), TWICE)
def test_a_second_row_of_the_same_is_refused(name, make, columns):
    first, second = make(), make()
    same = {column: getattr(first, column) for column in columns}
    assert refused(*update(second, **same)) == name


@pytest.mark.parametrize(("name", "make", "columns"), TWICE)
def test_a_form_that_says_the_same_again_is_told_in_chinese(name, make, columns):
    first, second = make(), make()
    for column in columns:
        setattr(second, column, getattr(first, column))
    [constraint] = [c for c in second._meta.constraints if c.name == name]
    with override("zh-hans"), pytest.raises(ValidationError) as caught:
        second.full_clean()
    with override("zh-hans"):
        assert str(constraint.violation_error_message) in caught.value.messages


@pytest.mark.parametrize(("name", "make", "column", "trait"), WRONG_LEVEL)
def test_each_relation_stands_at_units_of_its_own_level(name, make, column, trait):
    row = make()
    assert refused(*update(row, **{column: OrgUnitFactory(**{trait: True}).pk})) == name


@pytest.mark.parametrize("make", [UnitAppointmentFactory, GridAppointmentFactory])
def test_somebody_else_gives_an_appointment(make):
    make(granted_by=UserFactory())
    make(granted_by=None)


# --- Appointments


@pytest.mark.parametrize("role", ["secretary", "deputy", "office_worker", "branch_secretary"])
def test_a_pioneer_does_not_become_another_role_at_the_post(role):
    assert refused(*update(UnitAppointmentFactory(), role=role)) == "unit_appointment_at_its_level"


@pytest.mark.parametrize("role", ["branch_secretary", "pioneer"])
def test_roles_of_lower_levels_do_not_stand_at_a_general_branch(role):
    assert refused(*update(UnitAppointmentFactory(deputy=True), role=role)) == "unit_appointment_at_its_level"


def test_a_unit_does_not_change_its_level_under_an_appointment():
    post = UnitAppointmentFactory().unit
    assert refused(*update(post, level=2, parent_id=post.parent.parent_id)) == "unit_appointment_at_its_level"


def test_one_person_has_one_role_at_a_unit_in_the_same_days():
    deputy = UnitAppointmentFactory(deputy=True)
    worker = UnitAppointmentFactory(role="office_worker", unit=deputy.unit)
    assert refused(*update(worker, user_id=deputy.user_id)) == "unit_appointment_once"


@pytest.mark.parametrize(
    ("name", "make", "column", "to"),
    [
        ("handover_to_somebody_else", HandoverFactory, "prepared_by_id", "to_id"),
        ("unit_appointment_by_somebody_else", UnitAppointmentFactory, "granted_by_id", "user_id"),
        ("grid_appointment_by_somebody_else", GridAppointmentFactory, "granted_by_id", "user_id"),
    ],
)
def test_nobody_gives_a_post_to_themselves(name, make, column, to):
    row = make()
    assert refused(*update(row, **{column: getattr(row, to)})) == name


def test_several_deputies_and_office_workers_but_one_secretary():
    secretary = UnitAppointmentFactory(secretary=True)
    UnitAppointmentFactory.create_batch(2, role="deputy", unit=secretary.unit)
    UnitAppointmentFactory.create_batch(2, role="office_worker", unit=secretary.unit)
    other = UnitAppointmentFactory(role="deputy", unit=secretary.unit)
    assert refused(*update(other, role="secretary")) == "unit_appointment_one_leads"


def test_one_leads_after_the_other_without_a_gap_but_not_a_day_together():
    first = UnitAppointmentFactory(during=DateRange(DAY, dt.date(2026, 6, 1)))
    second = UnitAppointmentFactory(unit=first.unit, during=DateRange(dt.date(2026, 6, 1), None))
    together = DateRange(dt.date(2026, 5, 31), None)
    assert refused(*update(second, during=together)) == "unit_appointment_one_leads"


# --- The register


def test_a_decision_says_when_and_who_and_an_open_transfer_neither():
    transfer, by = PartyTransferFactory(), {"decided_by_id": UserFactory().pk}
    for columns in (by, {"state": "refused", **by}, {"state": "refused", "decided_at": LATER}):
        assert refused(*update(transfer, **columns)) == "party_transfer_decided_once"
    assert refused(*update(transfer, state="requested", decided_at=LATER, **by)) == "party_transfer_decided_once"


def test_an_accepted_transfer_has_opened_a_relation_and_only_that_one_has():
    transfer, new = PartyTransferFactory(), PartyRelationFactory()
    decided = {"decided_at": clock.now(), "decided_by_id": UserFactory().pk}
    accepted = "party_transfer_accepted_opens_relation"
    assert refused(*update(transfer, state="accepted", **decided)) == accepted
    assert refused(*update(transfer, state="refused", opened_id=new.pk, **decided)) == accepted
    assert refused(*update(transfer, opened_id=new.pk)) == accepted


def test_a_relation_outside_has_no_branch():
    branch = OrgUnitFactory(estate_branch=True)
    assert refused(*update(outside()(), branch_id=branch.pk)) == "party_relation_has_branch"


def test_one_relation_follows_the_other_without_a_gap_but_not_a_day_together():
    first = PartyRelationFactory(during=DateRange(DAY, dt.date(2026, 6, 1)))
    second = PartyRelationFactory(person=first.person, during=DateRange(dt.date(2026, 6, 1), None))
    together = DateRange(dt.date(2026, 5, 31), None)
    assert refused(*update(second, during=together)) == "party_relation_one_at_a_time"


def test_a_transfer_that_was_refused_may_be_asked_for_again():
    first = PartyTransferFactory(state="refused", decided_at=clock.now(), decided_by=UserFactory())
    PartyTransferFactory(relation=first.relation)
    assert (
        refused(*update(first, state="requested", decided_at=None, decided_by_id=None)) == "party_transfer_one_open"
    )


def test_a_unit_does_not_change_its_level_under_members_links_or_visits():
    post, branch = OrgUnitFactory(pioneer_post=True), OrgUnitFactory(estate_branch=True)
    to_branch = {"level": 2, "parent_id": post.parent.parent_id}
    to_post = {"level": 3, "parent_id": OrgUnitFactory(estate_branch=True).pk}
    link = PioneerLinkFactory(post=post)
    assert refused(*update(post, **to_branch)) == "pioneer_link_to_post"
    link.delete()
    visit = VisitFactory(post=post)
    assert refused(*update(post, **to_branch)) == "visit_of_post"
    visit.delete()
    run(*update(post, **to_branch))
    PartyRelationFactory(branch=branch)
    assert refused(*update(branch, **to_post)) == "party_relation_of_estate_branch"


# --- What goes with a post


def test_who_has_withdrawn_may_show_themselves_again():
    first = IdentityDisplayFactory(withdrawn_at=LATER)
    IdentityDisplayFactory(appointment=first.appointment)
    assert refused(*update(first, withdrawn_at=None)) == "identity_display_one_live"


def test_a_handover_that_was_called_off_may_be_prepared_again():
    first = HandoverFactory(state="called_off", closed_at=clock.now())
    HandoverFactory(appointment=first.appointment)
    assert refused(*update(first, state="prepared", closed_at=None)) == "handover_one_open"


@pytest.mark.parametrize(("served", "places"), [(UnitEstate, "estates"), (UnitGrid, "grids")])
def test_a_unit_serves_a_place_once(served, places):
    unit = OrgUnitFactory(estate_branch=True)
    getattr(unit, places).add({"estates": EstateFactory, "grids": GridFactory}[places]())
    assert refused(*copy(served.objects.get())).startswith(f"grid_orgunit_{places}_orgunit_id")
