"""History is never rewritten, and two communities never mix: triggers that refuse like constraints, by raw SQL.

What is tried here counts for the meta-tests of test_constraints.py.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from accounts.actions.appointments import appoint, end_appointment
from common.exceptions import Refused
from common.time import clock
from grid.models import OrgUnit, UnitAppointment
from tests.factories import (
    BuildingFactory,
    CommunityFactory,
    EstateFactory,
    GridAppointmentFactory,
    GridFactory,
    HandoverFactory,
    HouseholdFactory,
    IdentityDisplayFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PartyTransferFactory,
    PersonFactory,
    PioneerLinkFactory,
    PostBuildingFactory,
    StatedHomeFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    UnitAppointmentFactory,
    UserFactory,
    VisitFactory,
    officer,
)
from tests.support.raw_sql import copy, refused, run, update

pytestmark = pytest.mark.django_db


def post(**columns: Any) -> OrgUnit:
    return OrgUnitFactory(pioneer_post=True, **columns)


def branch(**columns: Any) -> OrgUnit:
    return OrgUnitFactory(estate_branch=True, **columns)


def elsewhere() -> Any:
    return CommunityFactory(name="青山社区")


# (guard, row, its column, a row that the column might point at instead)
STAYS: list[tuple[str, Callable[[], Any], str, Callable[[], Any]]] = [
    ("unit_appointment_stays", UnitAppointmentFactory, "unit_id", post),
    ("unit_appointment_stays", UnitAppointmentFactory, "user_id", UserFactory),
    ("grid_appointment_stays", GridAppointmentFactory, "grid_id", GridFactory),
    ("grid_appointment_stays", GridAppointmentFactory, "user_id", UserFactory),
    ("party_relation_stays", PartyRelationFactory, "branch_id", branch),
    ("party_relation_stays", PartyRelationFactory, "person_id", PersonFactory),
    ("stated_home_of_one_person", StatedHomeFactory, "person_id", PersonFactory),
    ("pioneer_link_stays", PioneerLinkFactory, "post_id", post),
    ("pioneer_link_stays", PioneerLinkFactory, "person_id", PersonFactory),
    ("visit_stays", VisitFactory, "household_id", HouseholdFactory),
    ("visit_stays", VisitFactory, "visitor_id", PersonFactory),
    ("visit_stays", VisitFactory, "post_id", post),
    ("visit_stays", VisitFactory, "by_id", UserFactory),
    ("survey_stays", lambda: SurveyFactory(unit=branch()), "unit_id", branch),
    ("survey_answer_stays", SurveyAnswerFactory, "survey_id", SurveyFactory),
    ("survey_answer_stays", SurveyAnswerFactory, "household_id", HouseholdFactory),
    ("identity_display_stays", IdentityDisplayFactory, "appointment_id", UnitAppointmentFactory),
    ("handover_stays", HandoverFactory, "appointment_id", UnitAppointmentFactory),
    ("handover_stays", HandoverFactory, "to_id", UserFactory),
    ("handover_stays", HandoverFactory, "unit_id", post),
    ("post_building_stays", PostBuildingFactory, "post_id", post),
    ("post_building_stays", PostBuildingFactory, "building_id", BuildingFactory),
    ("org_unit_stays_in_community", OrgUnitFactory, "community_id", elsewhere),
    ("estate_stays_in_community", EstateFactory, "community_id", elsewhere),
    ("grid_stays_in_community", GridFactory, "community_id", elsewhere),
]
LINKED = {name for name, *_rest in STAYS} | {
    "building_stays_in_community",
    "household_stays_in_community",
    "post_building_same_community",
    "unit_estate_same_community",
    "unit_grid_same_community",
    "visit_post_same_community",
    "survey_answer_same_community",
    "survey_answer_of_running_survey",
    "survey_finished_once",
    "survey_unit_at_level",
    "identity_display_of_pioneer",
    "party_transfer_opens_as_asked",
    "handover_to_unit_alike",
    "handover_opens_for_new_holder",
}
TRIED = {"survey_of_branch", "handover_opens_when_received"}


# --- History stays


@pytest.mark.parametrize(("name", "make", "column", "other"), STAYS)
def test_a_row_of_history_is_never_rewritten(name, make, column, other):
    row = make()
    assert refused(*update(row, **{column: other().pk})) == name
    run(*update(row, **{column: getattr(row, column)}))


def test_an_appointment_is_never_rewritten_into_another_role():
    deputy = UnitAppointmentFactory(deputy=True)
    assert refused(*update(deputy, role="office_worker")) == "unit_appointment_stays"


@pytest.mark.parametrize(
    ("kind", "organisation"), [("floating_out", ""), ("in_service", "市第一中学"), ("floating_in", "市第一中学")]
)
def test_a_relation_is_never_rewritten_into_another_kind(kind, organisation):
    relation = PartyRelationFactory()
    assert refused(*update(relation, kind=kind, organisation=organisation)) == "party_relation_stays"


def test_the_organisation_of_a_relation_is_never_rewritten():
    relation = PartyRelationFactory(kind="in_service", organisation="市第一中学")
    assert refused(*update(relation, organisation="市第二中学")) == "party_relation_stays"


def test_a_survey_that_is_finished_stays_finished():
    survey = SurveyFactory()
    run(*update(survey, finished_at=clock.now()))
    assert refused(*update(survey, finished_at=None)) == "survey_finished_once"
    assert refused(*update(survey, finished_at=clock.now())) == "survey_finished_once"


def test_the_answers_of_a_finished_survey_stay():
    answer = SurveyAnswerFactory()
    other = HouseholdFactory()
    delete = "DELETE FROM grid_surveyanswer WHERE id = %s"
    run(*copy(answer, household_id=other.pk))
    run(*update(answer, outcome="declined", in_service=0, floating=0))
    run("DELETE FROM grid_surveyanswer WHERE household_id = %s", other.pk)
    run(*update(answer.survey, finished_at=clock.now()))
    stays = "survey_answer_of_running_survey"
    assert refused(*copy(answer, household_id=other.pk)) == stays
    assert refused(*update(answer, outcome="nobody_home")) == stays
    assert refused(delete, answer.pk) == stays


def test_days_of_history_may_end():
    link = PioneerLinkFactory()
    run("UPDATE grid_pioneerlink SET during = daterange('2020-01-01', '2021-01-01') WHERE id = %s", link.pk)


@pytest.mark.parametrize("during", ["[20000-01-01,)", "[2026-01-01,20000-01-01)", "[2026-01-01,infinity)"])
def test_no_row_keeps_days_that_no_driver_reads(during):
    row = PioneerLinkFactory()
    assert refused(*update(row, during=during)) == "pioneer_link_in_known_years"


def test_an_appointment_until_the_end_of_the_calendar_is_refused_in_words():
    unit = post()
    by = officer("secretary", unit.parent.parent)
    with pytest.raises(Refused, check=lambda no: no.code == "unknown_year"):
        appoint(UserFactory(), role="pioneer", at=unit, by=by, last_day=dt.date.max)
    with pytest.raises(Refused, check=lambda no: no.code == "unit_appointment_in_known_years"):
        appoint(UserFactory(), role="pioneer", at=unit, by=by, first_day=dt.date.max)
    with pytest.raises(Refused, check=lambda no: no.code == "unknown_year"):
        end_appointment(UnitAppointmentFactory(unit=unit), by=by, last_day=dt.date.max)


# --- Communities keep apart


def test_a_building_goes_to_no_other_community_even_with_its_estate_and_grid():
    building, there = BuildingFactory(), elsewhere()
    moved = {
        "estate_id": EstateFactory(community=there).pk,
        "grid_id": GridFactory(community=there).pk,
        "community_id": there.pk,
    }
    assert refused(*update(building, **moved)) == "building_stays_in_community"


def test_a_household_moves_only_within_its_community():
    household = HouseholdFactory()
    there = BuildingFactory(estate__community=elsewhere())
    assert refused(*update(household, building_id=there.pk)) == "household_stays_in_community"
    run(*update(household, building_id=BuildingFactory().pk))


def test_no_post_looks_after_a_building_of_another_community():
    there = BuildingFactory(estate__community=elsewhere())
    insert = "INSERT INTO grid_postbuilding (post_id, building_id, during) VALUES (%s, %s, '[2026-01-01,)')"
    assert refused(insert, post().pk, there.pk) == "post_building_same_community"


@pytest.mark.parametrize(
    ("table", "column", "make"), [("estate", "estate_id", EstateFactory), ("grid", "grid_id", GridFactory)]
)
def test_no_branch_serves_an_estate_or_grid_of_another_community(table, column, make):
    there, unit = make(community=elsewhere()), branch()
    insert = f"INSERT INTO grid_orgunit_{table}s (orgunit_id, {column}) VALUES (%s, %s)"
    assert refused(insert, unit.pk, there.pk) == f"unit_{table}_same_community"
    run(insert, unit.pk, make().pk)


def test_no_visit_is_counted_for_a_post_of_another_community():
    visit = VisitFactory(post=post())
    there = post(community=elsewhere())
    assert refused(*update(visit, post_id=there.pk)) == "visit_post_same_community"
    household = HouseholdFactory(building__estate__community=there.community)
    assert refused(*update(visit, household_id=household.pk)) == "visit_post_same_community"
    assert refused(*copy(visit, household_id=household.pk)) == "visit_post_same_community"
    run(*copy(visit, post_id=None, household_id=household.pk))


def test_a_survey_asks_no_household_of_another_community():
    answer = SurveyAnswerFactory()
    there = elsewhere()
    household = HouseholdFactory(building__estate__community=there)
    assert refused(*update(answer, household_id=household.pk)) == "survey_answer_same_community"
    survey = SurveyFactory(unit__community=there)
    assert refused(*update(answer, survey_id=survey.pk)) == "survey_answer_same_community"


# --- Levels


def test_only_branches_run_surveys():
    survey, own_post = SurveyFactory(), post()
    assert refused(*update(survey, unit_id=own_post.pk, unit_level=3)) == "survey_of_branch"
    assert refused(*update(survey, unit_id=own_post.pk)) == "survey_unit_at_level"
    survey.unit = own_post
    survey.unit_level = 3
    with override("zh-hans"), pytest.raises(ValidationError, match="党"):
        survey.full_clean()


def test_a_survey_stays_with_a_branch_when_units_change_their_level():
    survey = SurveyFactory(unit=branch())
    other = branch(parent=survey.unit.parent)
    assert refused(*update(survey.unit, level=3, parent_id=other.pk)) == "survey_unit_at_level"


def test_only_a_pioneer_shows_who_they_are():
    display, secretary = IdentityDisplayFactory(), UnitAppointmentFactory(secretary=True)
    assert refused(*update(display, appointment_id=secretary.pk)) == "identity_display_of_pioneer"


# --- What a transfer and a handover begin


def decided(state: str, **columns: Any) -> dict[str, Any]:
    return {"state": state, "decided_at": clock.now(), "decided_by_id": UserFactory().pk, **columns}


def test_a_transfer_opens_a_relation_of_the_same_member_at_the_branch_asked_for():
    transfer = PartyTransferFactory()
    member, opens = transfer.relation.person, "party_transfer_opens_as_asked"
    run("UPDATE grid_partyrelation SET during = daterange('2020-01-01', '2021-01-01')")
    stranger = PartyRelationFactory(branch=transfer.to_branch)
    assert refused(*update(transfer, **decided("accepted", opened_id=stranger.pk))) == opens
    assert refused(*update(transfer, **decided("accepted", opened_id=transfer.relation_id))) == opens
    astray = PartyRelationFactory(person=member)
    assert refused(*update(transfer, **decided("accepted", opened_id=astray.pk))) == opens
    astray.delete()
    right = PartyRelationFactory(person=member, branch=transfer.to_branch)
    run(*update(transfer, **decided("accepted", opened_id=right.pk)))
    again = PartyTransferFactory(relation=transfer.relation, to_branch=transfer.to_branch)
    assert refused(*update(again, **decided("accepted", opened_id=right.pk))) == "grid_partytransfer_opened_id_key"


def test_what_a_post_has_goes_to_a_unit_of_the_same_level_in_the_same_community():
    handover, alike = HandoverFactory(), "handover_to_unit_alike"
    closed = {"state": "called_off", "closed_at": clock.now()}
    assert refused(*copy(handover, **closed, unit_id=handover.unit.parent_id)) == alike
    assert refused(*copy(handover, **closed, unit_id=post(community=elsewhere()).pk)) == alike
    run(*copy(handover, **closed, unit_id=post().pk))


def test_a_handover_begins_an_appointment_of_the_new_holder_at_that_unit():
    handover, opens = HandoverFactory(), "handover_opens_for_new_holder"
    UnitAppointment.objects.filter(pk=handover.appointment_id).update(during=("2020-01-01", "2021-01-01"))
    closed = {"state": "received", "closed_at": clock.now()}
    astray = UnitAppointmentFactory(user=handover.to)
    assert refused(*update(handover, **closed, opened_id=astray.pk)) == opens
    stranger = UnitAppointmentFactory(unit=handover.unit)
    assert refused(*update(handover, **closed, opened_id=stranger.pk)) == opens
    stranger.delete()
    right = UnitAppointmentFactory(unit=handover.unit, user=handover.to)
    assert refused(*update(handover, opened_id=right.pk)) == "handover_opens_when_received"
    run(*update(handover, **closed, opened_id=right.pk))
    assert refused(*copy(handover)) == "grid_handover_opened_id_key"
