"""Every act asks who does it, also where a page would not have offered it: here a resident without any post."""

import datetime as dt
from collections.abc import Callable

import pytest

from accounts.models import User
from common.time import clock
from events.actions import check_in as who_came
from events.actions.exports import export_attendance
from events.selectors.attendance import Attendance
from grid.actions import exports, register, survey
from grid.actions.duty import publish_duty
from grid.models import PartyRelation, PioneerLink, Residence, Visit
from portal.desk.actions import take_in_neighbour
from stations.actions.bookings import book_for_neighbour
from stations.actions.closures import cancel_bookings_outside
from stations.actions.exports import export_use
from stations.actions.holds import close_for_maintenance, end_maintenance
from stations.actions.reserved_hours import keep_reserved_hours, open_reserved_hours
from stations.actions.series import book_series
from tests.factories import (
    EventFactory,
    GridAppointmentFactory,
    HoldFactory,
    HouseholdFactory,
    OpeningExceptionFactory,
    OrgUnitFactory,
    PartyRelationFactory,
    PersonFactory,
    PrivacyNoticeFactory,
    RegistrationFactory,
    ResidentFactory,
    SpaceFactory,
    SurveyAnswerFactory,
    SurveyFactory,
    TeamFactory,
    VolunteerFactory,
    officer,
)
from tests.support.refusals import refusal
from volunteers.actions import join, readings, volunteers
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
NAMED = {"name": "周阿婆"}


def tomorrow(hours: int) -> dt.datetime:
    return clock.day_start(clock.today()) + dt.timedelta(days=1, hours=hours)


def hours(act: Callable) -> Callable[[User], object]:
    return lambda by: act(SpaceFactory(), day=0, starts=dt.time(8), ends=dt.time(12), by=by)


def exported(act: Callable, model: type) -> Callable[[User], object]:
    return lambda by: act(model._default_manager.all(), by=by, reason="核对")


ACTS: dict[str, Callable[[User], object]] = {
    "ticks a party off": lambda by: who_came.check_in(RegistrationFactory(event=EventFactory(past=True)), by=by),
    "adds who comes unannounced": lambda by: who_came.check_in_walk_in(
        EventFactory(past=True), person=PersonFactory(), by=by
    ),
    "enters who comes unannounced": lambda by: who_came.check_in_new_walk_in(EventFactory(past=True), by=by, **NAMED),
    "keys the paper list back": lambda by: who_came.key_list_back(EventFactory(past=True), came={}, by=by),
    "closes the list of who came": lambda by: who_came.close_list(EventFactory(past=True), by=by),
    "writes down how many came": lambda by: who_came.write_down_headcount(
        EventFactory(past=True, capacity=None), headcount=5, by=by
    ),
    "opens the list of who came": lambda by: who_came.reopen_list(EventFactory(past=True), by=by),
    "exports the coverage": lambda by: exports.export_coverage(None, by=by),
    "exports a survey": lambda by: exports.export_survey(SurveyFactory(), by=by, reason="核对"),
    "exports links": exported(exports.export_links, PioneerLink),
    "exports homes": exported(exports.export_residences, Residence),
    "exports visits": exported(exports.export_visits, Visit),
    "exports the register": exported(exports.export_register, PartyRelation),
    "exports the use of stations": lambda by: export_use(None, by=by),
    "lets a member go": lambda by: register.leave_for_outside(
        PartyRelationFactory(), organisation="上海某党委", by=by
    ),
    "changes the kind of a member": lambda by: register.change_relation_kind(
        PartyRelationFactory(), kind="in_service", organisation="苏州一中党委", by=by
    ),
    "ends a member's relation": lambda by: register.end_relation(PartyRelationFactory(), by=by),
    "takes an answer back": lambda by: survey.take_back_answer(SurveyAnswerFactory(), by=by),
    "publishes who is on duty": lambda by: publish_duty(GridAppointmentFactory(), name=True, by=by),
    "takes a neighbour in": lambda by: take_in_neighbour(
        **NAMED, home=HouseholdFactory(), notice=PrivacyNoticeFactory(), post=OrgUnitFactory(pioneer_post=True), by=by
    ),
    "books for a neighbour": lambda by: book_for_neighbour(
        SpaceFactory(),
        **NAMED,
        notice=PrivacyNoticeFactory(),
        starts_at=tomorrow(10),
        ends_at=tomorrow(11),
        purpose="gathering",
        by=by,
    ),
    "books a series": lambda by: book_series(
        SpaceFactory(),
        person=by.person,
        first_day=tomorrow(0).date(),
        last_day=tomorrow(0).date() + dt.timedelta(days=21),
        starts=dt.time(14),
        minutes=60,
        every_weeks=1,
        purpose="class",
        party_size=1,
        by=by,
    ),
    "closes a room": lambda by: close_for_maintenance(
        SpaceFactory(), starts_at=tomorrow(10), ends_at=tomorrow(11), note="检修", by=by
    ),
    "ends the closing of a room": lambda by: end_maintenance(HoldFactory(), by=by),
    "cancels what is outside of hours": lambda by: cancel_bookings_outside(OpeningExceptionFactory(), by=by),
    "keeps hours": hours(keep_reserved_hours),
    "opens hours": hours(open_reserved_hours),
    "accepts a volunteer": lambda by: volunteers.approve(VolunteerFactory(applied=True), by=by),
    "refuses a volunteer": lambda by: volunteers.refuse(VolunteerFactory(applied=True), reason="不行", by=by),
    "notes a guardian's consent": lambda by: volunteers.note_guardian_consent(
        VolunteerFactory(applied=True, person__birth_year=2012), name="周敏", phone="+8613800138000", by=by
    ),
    "chooses sub-teams": lambda by: volunteers.set_sub_teams(VolunteerFactory(), teams=[], by=by),
    "changes what a volunteer does": lambda by: join.change_profile(VolunteerFactory(), by=by, words="忙"),
    "lets a volunteer pause": lambda by: volunteers.pause(VolunteerFactory(), by=by),
    "ends a volunteer's pause": lambda by: volunteers.resume(VolunteerFactory(status="paused"), by=by),
    "lets a volunteer go": lambda by: volunteers.leave(VolunteerFactory(), by=by),
    "enters an applicant": lambda by: join.enter_applicant(TeamFactory(), **NAMED, birth_year=1950, by=by),
    "enters a known applicant": lambda by: join.enter_known_applicant(TeamFactory(), person=PersonFactory(), by=by),
    "reads a guardian's number": lambda by: readings.read_guardian_phone(VolunteerFactory(), reason="核对", by=by),
    "reads an answer about the party": lambda by: readings.read_party_answer(
        VolunteerFactory(), reason="核对", by=by
    ),
    "reads a list of volunteers to call": exported(readings.read_volunteer_call_list, Volunteer),
}


@pytest.mark.parametrize(
    ("export", "model"),
    [
        (exports.export_links, PioneerLink),
        (exports.export_residences, Residence),
        (exports.export_visits, Visit),
        (exports.export_register, PartyRelation),
    ],
)
def test_no_list_of_people_leaves_the_portal_without_a_reason(export, model):
    secretary = officer("secretary", OrgUnitFactory())
    assert refusal(export, model._default_manager.all(), by=secretary, reason=" ") == "no_reason"
    assert export(model._default_manager.all(), by=secretary, reason="核对")


def test_neither_a_survey_nor_who_comes_is_exported_without_a_reason():
    branch = OrgUnitFactory(estate_branch=True)
    secretary = officer("secretary", branch.parent)
    assert refusal(exports.export_survey, SurveyFactory(unit=branch), by=secretary, reason="") == "no_reason"
    coming = Attendance(EventFactory(organiser=branch))
    assert refusal(export_attendance, coming, by=secretary, reason="") == "no_reason"


@pytest.mark.parametrize("act", ACTS)
def test_a_resident_without_a_post_may_not(act):
    assert refusal(ACTS[act], ResidentFactory()) == "not_allowed"
