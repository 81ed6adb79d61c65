"""Thanks: written once, read by whoever served, public only by consent and after a look."""

import datetime as dt

import pytest

from accounts.models import Notification
from common.time import clock
from tests.factories import (
    ActivityFactory,
    AssignmentFactory,
    GridFactory,
    GuardianshipFactory,
    PersonFactory,
    ResidentFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    ThankYouNoteFactory,
    UserFactory,
    VolunteerFactory,
    officer,
)
from tests.support.refusals import refusal
from volunteers.actions.thanks import keep_thanks_private, look_after_thanks, say_thanks
from volunteers.models import ServiceRecord
from volunteers.rules.thanks import ThanksAct, possible_thanks_acts
from volunteers.selectors.activities import thanks_for
from volunteers.selectors.thanks import thanks_received, volunteers_who_served

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return ActivityFactory(past=True)


@pytest.fixture
def writer():
    return ResidentFactory()


@pytest.fixture
def volunteer(activity):
    """Somebody who was checked in on a shift of the activity."""
    shift = ShiftFactory(activity=activity)
    volunteer = VolunteerFactory(team=activity.team, person=ResidentFactory().person)
    AssignmentFactory(shift=shift, volunteer=volunteer, served=True)
    return volunteer


def thank(activity, by, **said):
    return say_thanks(activity, **{"person": by.person, "words": " 谢谢你们！ ", "by": by, **said})


def look_after(note, what, by):
    return look_after_thanks(note, act=what, by=by)


# --- Writing


def test_each_volunteer_who_served_is_told_and_nobody_else(activity, writer, volunteer):
    recorded = ServiceRecordFactory(activity=activity, volunteer=VolunteerFactory(team=activity.team)).volunteer
    ServiceRecordFactory(activity=activity, state=ServiceRecord.State.REFUSED, decision="没来")
    AssignmentFactory(shift=activity.shifts.get())
    note = thank(activity, writer)
    assert note.words == "谢谢你们！"
    assert set(volunteers_who_served(activity)) == {volunteer, recorded}
    told = Notification.objects.filter(kind="volunteer_thanked").values_list("recipient", flat=True)
    assert set(told) == {volunteer.person_id, recorded.person_id}


def test_the_leads_are_told_that_a_note_waits_to_be_shown_and_of_no_other(activity, writer, volunteer):
    lead = TeamAppointmentFactory(team=activity.team).user
    TeamAppointmentFactory()
    thank(activity, ResidentFactory())
    assert not Notification.objects.filter(kind="volunteer_thanks_wait").exists()
    thank(activity, writer, may_be_public=True)
    notice = Notification.objects.get(kind="volunteer_thanks_wait")
    assert (notice.recipient, notice.path) == (lead.person, "/desk/thanks/")


def test_whoever_served_reads_it_and_nobody_else(activity, writer, volunteer):
    note = thank(activity, writer)
    assert list(thanks_received(volunteer.person.user)) == [note]
    assert list(thanks_received(writer)) == []
    child = ResidentFactory()
    GuardianshipFactory(person=volunteer.person, by=child.person)
    assert list(thanks_received(child)) == [note]


def test_one_thanks_once_in_the_own_name_or_that_of_a_ward(activity, writer):
    thank(activity, writer)
    assert refusal(thank, activity, writer) == "thank_you_note_once_an_activity"
    mother = ResidentFactory().person
    assert refusal(thank, activity, writer, person=mother) == "not_yours"
    GuardianshipFactory(person=mother, by=writer.person)
    assert thank(activity, writer, person=mother).person == mother


def test_whoever_has_not_agreed_to_the_notice_or_served_does_not_thank(activity, volunteer):
    without_consent = UserFactory(person=PersonFactory())
    assert refusal(thank, activity, without_consent) == "no_consent"
    assert refusal(thank, activity, volunteer.person.user) == "served_there"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"cancelled": True, "past": True}, "not_taken_place"),
        ({"draft": True, "past": True}, "not_taken_place"),
        ({"training": True, "past": True}, "training"),
        ({}, "not_over"),
    ],
)
def test_what_was_no_finished_service_is_not_thanked_for(writer, said, code):
    assert refusal(thank, ActivityFactory(**said), writer) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (" ", "no_words"),
        ("我是11010519491231002X", "identity_card"),
        ("谢谢！我的电话 138 0013 8000", "phone_number"),
    ],
)
def test_words_that_may_be_public_are_needed_and_hold_no_number_of_a_card_or_a_phone(activity, writer, words, code):
    assert refusal(thank, activity, writer, words=words, may_be_public=True) == code


def test_words_for_the_volunteers_alone_may_hold_a_phone_number_but_never_that_of_a_card(activity, writer):
    assert refusal(thank, activity, writer, words="我是11010519491231002X") == "identity_card"
    words = "谢谢！有空来坐坐，电话 0512-65123456"
    assert thank(activity, writer, words=words).words == words


# --- Showing


def test_a_lead_shows_what_the_writer_agreed_to(activity, writer):
    lead = TeamAppointmentFactory(team=activity.team).user
    private, open_ = thank(activity, writer), thank(activity, ResidentFactory(), may_be_public=True)
    assert refusal(look_after, private, ThanksAct.SHOW, lead) == "no_consent_to_show"
    look_after_thanks(open_, act=ThanksAct.SHOW, by=lead)
    assert thanks_for(activity) == [open_]
    assert refusal(look_after, open_, ThanksAct.SHOW, lead) == "shown_already"
    look_after_thanks(open_, act=ThanksAct.SHOW_NO_MORE, by=lead)
    assert thanks_for(activity) == []


def test_what_is_hidden_nobody_reads_until_it_is_brought_back(activity, writer, volunteer):
    clerk = officer("office_worker", activity.team.unit)
    note = thank(activity, writer, may_be_public=True)
    look_after_thanks(note, act=ThanksAct.SHOW, by=clerk)
    note = look_after_thanks(note, act=ThanksAct.HIDE, by=clerk)
    assert (note.shown_at, thanks_for(activity)) == (None, [])
    assert list(thanks_received(volunteer.person.user)) == []
    assert possible_thanks_acts(note) == [ThanksAct.BRING_BACK]
    for act, code in ((ThanksAct.SHOW, "hidden"), (ThanksAct.HIDE, "hidden"), (ThanksAct.SHOW_NO_MORE, "not_shown")):
        assert refusal(look_after, note, act, clerk) == code
    look_after_thanks(note, act=ThanksAct.BRING_BACK, by=clerk)
    assert list(thanks_received(volunteer.person.user)) == [note]


def test_only_who_looks_after_the_activity_shows_or_hides(activity, writer):
    note = thank(activity, writer, may_be_public=True)
    for nobody in (
        writer,
        TeamAppointmentFactory().user,
        officer("grid_worker", GridFactory(community=activity.community)),
    ):
        assert refusal(look_after, note, ThanksAct.HIDE, nobody) == "not_allowed"


def test_the_writer_takes_the_consent_back_and_it_is_gone_at_once(activity, writer):
    note = thank(activity, writer, may_be_public=True)
    look_after_thanks(note, act=ThanksAct.SHOW, by=TeamAppointmentFactory(team=activity.team).user)
    assert refusal(keep_thanks_private, note, by=ResidentFactory()) == "not_yours"
    note = keep_thanks_private(note, by=writer)
    assert (note.may_be_public, note.shown_at) == (False, None)
    assert thanks_for(activity) == []


def test_a_note_of_long_ago_is_still_read(volunteer, activity):
    note = ThankYouNoteFactory(activity=activity, created_at=clock.now() - dt.timedelta(days=400))
    assert list(thanks_received(volunteer.person.user)) == [note]
