"""Every act on the work of volunteers asks who does it: a resident may not, and a lead not with another sub-team."""

import datetime as dt
from collections.abc import Callable

import pytest

from accounts.models import User
from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    CertificateFactory,
    CorrectionRequestFactory,
    HandInFactory,
    ResidentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    SubTeamFactory,
    TeamAppointmentFactory,
    TeamFactory,
    ThankYouNoteFactory,
    VolunteerFactory,
)
from tests.support.refusals import refusal
from volunteers.actions import (
    activities,
    assignments,
    certificates,
    check_in,
    handing_in,
    merits,
    readings,
    records,
    results,
    thanks,
    volunteers,
)
from volunteers.models import Activity, Assignment, Shift
from volunteers.rules.all_as_planned import PlannedMarks
from volunteers.rules.thanks import ThanksAct

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY = dt.timedelta(days=1)


def activity(**columns: object) -> Activity:
    """One of a sub-team that whoever acts does not lead."""
    return ActivityFactory(team=SubTeamFactory(), **columns)


def shift_of_now() -> Shift:
    return ShiftFactory(activity=activity(starts_at=clock.now()))


def on_shift(shift: Shift | None = None, **columns: object) -> Assignment:
    shift = shift or shift_of_now()
    return AssignmentFactory(shift=shift, volunteer=VolunteerFactory(team=shift.activity.team.top), **columns)


# What leads do with their own volunteers and activities.
OF_LEADS: dict[str, Callable[[User], object]] = {
    "checks in": lambda by: check_in.check_in(on_shift(), by=by),
    "checks out": lambda by: check_in.check_out(
        on_shift(served=True, checked_out_at=None, checked_out_way=""), by=by
    ),
    "says that all is as planned": lambda by: check_in.all_as_planned(on_shift().shift, by=by),
    "takes all as planned back": lambda by: check_in.undo_all_as_planned(
        on_shift().shift, marks=PlannedMarks(clock.now()), by=by
    ),
    "sets times": lambda by: check_in.set_times(on_shift(), came=clock.now(), left=None, by=by),
    "says that somebody did not come": lambda by: check_in.mark_absent(on_shift(), by=by),
    "takes a check-in back": lambda by: check_in.undo_check_in(on_shift(served=True), by=by),
    "checks in by code": lambda by: check_in.pass_by_code(shift_of_now(), code="0000", by=by),
    "confirms a record": lambda by: records.confirm_record(ServiceRecordFactory(by_hand=True, waiting=True), by=by),
    "refuses a record": lambda by: records.refuse_record(ServiceRecordFactory(waiting=True), reason="没来", by=by),
    "evaluates": lambda by: records.evaluate(ServiceRecordFactory(), text="细心", by=by),
    "refuses a correction": lambda by: records.refuse_correction(CorrectionRequestFactory(), answer="没有", by=by),
    "looks after thanks": lambda by: thanks.look_after_thanks(
        ThankYouNoteFactory(activity=activity(past=True)), act=ThanksAct.HIDE, by=by
    ),
    "enters a training": lambda by: merits.enter_trainings(
        [VolunteerFactory()], name="急救", content="包扎", minutes=60, host="红十字会", day=clock.today(), by=by
    ),
}
# What the office does.
OF_OFFICE: dict[str, Callable[[User], object]] = {
    "publishes an activity": lambda by: activities.publish_activity(activity(draft=True), by=by),
    "cancels an activity": lambda by: activities.cancel_activity(activity(), reason="下雨", by=by),
    "copies an activity": lambda by: activities.copy_activity(activity(), by=by),
    "removes a shift": lambda by: activities.remove_shift(ShiftFactory(activity=activity()), by=by),
    "withdraws a result": lambda by: results.withdraw_result(activity(past=True), by=by),
    "approves": lambda by: volunteers.approve(VolunteerFactory(applied=True), by=by),
    "does not accept": lambda by: volunteers.refuse(VolunteerFactory(applied=True), reason="太远", by=by),
    "sets sub-teams": lambda by: volunteers.set_sub_teams(VolunteerFactory(), teams=[], by=by),
    "notes a guardian's consent": lambda by: volunteers.note_guardian_consent(VolunteerFactory(), by=by),
    "revokes a certificate": lambda by: certificates.revoke_certificate(CertificateFactory(), reason="错了", by=by),
    "makes a list to hand in": lambda by: handing_in.make_hand_in(
        TeamFactory(), kind="order_67", first_day=clock.today() - 9 * DAY, last_day=clock.today(), by=by
    ),
    "exports a list": lambda by: handing_in.export_hand_in(HandInFactory(), reason="上报", by=by),
    "reads who is of the party": lambda by: readings.read_party_answer(VolunteerFactory(), reason="核对", by=by),
    "reads a guardian's number": lambda by: readings.read_guardian_phone(VolunteerFactory(), reason="核对", by=by),
    "enters an award": lambda by: merits.enter_awards(
        [VolunteerFactory()], name="热心", day=clock.today(), given_by="社区", by=by
    ),
}
# What volunteers do for themselves, and nobody for somebody else without the right to it.
OF_THEIR_OWN: dict[str, Callable[[User], object]] = {
    "signs up": lambda by: assignments.sign_up(ShiftFactory(), volunteer=VolunteerFactory(), by=by),
    "withdraws": lambda by: assignments.withdraw(AssignmentFactory(), by=by),
    "looks for a substitute": lambda by: assignments.find_substitute(AssignmentFactory(), by=by),
    "pauses": lambda by: volunteers.pause(VolunteerFactory(), by=by),
    "leaves": lambda by: volunteers.leave(VolunteerFactory(), by=by),
    "says something about the party": lambda by: volunteers.say_party_membership(
        VolunteerFactory(), is_party_member=True, by=by
    ),
    "gets a certificate": lambda by: certificates.issue_certificate(
        VolunteerFactory(), first_day=clock.today() - 9 * DAY, last_day=clock.today(), by=by
    ),
    "asks for a correction": lambda by: records.ask_for_correction(VolunteerFactory(), words="少了", by=by),
}
ACTS = OF_LEADS | OF_OFFICE | OF_THEIR_OWN
DENIALS = {"not_allowed", "not_yours", "not_visible"}


@pytest.mark.parametrize("act", ACTS)
def test_a_resident_without_a_post_may_not(act):
    assert refusal(ACTS[act], ResidentFactory()) in DENIALS


@pytest.mark.parametrize("act", ACTS)
def test_the_lead_of_another_sub_team_may_not(act):
    lead = TeamAppointmentFactory(team=SubTeamFactory(name="文体分队")).user
    assert refusal(ACTS[act], User.objects.get(pk=lead.pk)) in DENIALS
