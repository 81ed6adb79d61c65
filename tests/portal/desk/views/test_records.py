"""Minutes at the desk: what waits for a second person, what is not complete, and what volunteers ask."""

import datetime as dt

import pytest
from django.urls import reverse

from common.time import clock
from tests.factories import GridFactory, StationFactory, UserFactory, officer
from tests.factories.volunteers import (
    ActivityFactory,
    AssignmentFactory,
    CorrectionRequestFactory,
    EvaluationFactory,
    ServiceRecordFactory,
    ShiftFactory,
    TeamAppointmentFactory,
    TeamFactory,
    VolunteerFactory,
)
from tests.support.pages import levels, marks
from tests.support.signing_in import signed_in
from volunteers.models import CorrectionRequest, Evaluation, ServiceRecord

pytestmark = pytest.mark.django_db

RECORDS = reverse("desk:records")
QUERIES = 11


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def lead(team):
    return TeamAppointmentFactory(team=team).user


@pytest.fixture
def client(lead):
    return signed_in(lead)


@pytest.fixture
def volunteer(team):
    return VolunteerFactory(team=team)


@pytest.fixture
def waiting(volunteer):
    return ServiceRecordFactory(volunteer=volunteer, by_hand=True, waiting=True)


def at(name: str, row) -> str:
    return reverse(f"desk:{name}", args=[row.pk])


def test_the_desk_of_minutes_is_for_leads_and_the_office(client, team, waiting):
    assert marks(client.get(RECORDS), "waiting") == [str(waiting.pk)]
    assert marks(signed_in(officer("office_worker", team.unit)).get(RECORDS), "waiting") == [str(waiting.pk)]
    for other in (UserFactory(), officer("grid_worker", GridFactory(community=team.community))):
        assert signed_in(other).get(RECORDS).status_code == 403


def test_a_lead_of_another_team_meets_nothing_of_this_one(waiting):
    other = signed_in(TeamAppointmentFactory(team=TeamFactory()).user)
    assert marks(other.get(RECORDS), "waiting") == []
    for name in ("record", "refuse_record", "correct_record", "evaluate_record"):
        assert other.get(at(name, waiting)).status_code == 404
    assert other.post(at("confirm_record", waiting)).status_code == 404
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_one_tap_confirms_and_a_second_one_is_told(client, waiting, lead):
    assert client.post(at("confirm_record", waiting)).url == RECORDS
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == ("confirmed", lead)
    again = client.post(at("confirm_record", waiting))
    assert (again.url, levels(again)[-1]) == (at("record", waiting), "error")


def test_not_confirmed_needs_a_reason(client, waiting):
    assert client.get(at("refuse_record", waiting)).status_code == 200
    assert client.post(at("refuse_record", waiting), {"reason": ""}).status_code == 422
    client.post(at("refuse_record", waiting), {"reason": "签到表上没有"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decision) == ("refused", "签到表上没有")


def test_only_what_can_be_done_is_offered(client, team, volunteer, lead, waiting):
    own_entry = ServiceRecordFactory(volunteer=volunteer, by_hand=True, waiting=True, entered_by=lead, minutes=60)
    own_service = ServiceRecordFactory(volunteer=VolunteerFactory(team=team, person=lead.person))
    offered = [set(client.get(at("record", one)).context["acts"]) for one in (waiting, own_entry, own_service)]
    assert offered == [{"confirm", "refuse", "evaluate"}, {"evaluate"}, {"correct"}]


def test_two_places_at_once_are_said_beside_the_record(client, volunteer):
    nine = clock.day_start(clock.today() - dt.timedelta(days=1)) + dt.timedelta(hours=9)
    hour = dt.timedelta(hours=1)
    one = ServiceRecordFactory(volunteer=volunteer, starts_at=nine, ends_at=nine + 2 * hour)
    other = ServiceRecordFactory(volunteer=volunteer, starts_at=nine + hour, ends_at=nine + 3 * hour)
    ServiceRecordFactory(volunteer=volunteer, starts_at=nine + 3 * hour, ends_at=nine + 4 * hour)
    assert marks(client.get(at("record", one)), "beside") == [str(other.pk)]


def test_a_correction_is_entered_and_waits(client, volunteer):
    record = ServiceRecordFactory(volunteer=volunteer)
    form = client.get(at("correct_record", record)).context["steps"].form
    assert (form.initial["minutes"], form.initial["day"]) == (record.minutes, record.day)
    sent = {"minutes": "90", "day": record.day.isoformat(), "reason": "早走", "evidence": "我看见"}
    assert client.post(at("correct_record", record), sent).url == RECORDS
    assert record.corrected_by.get().minutes == 90


def test_one_and_all_of_an_activity_are_evaluated(client, team, lead):
    activity = ActivityFactory(team=team, past=True)
    rows = [ServiceRecordFactory(volunteer=VolunteerFactory(team=team), activity=activity) for _ in range(2)]
    client.post(at("evaluate_record", rows[0]), {"text": "守时"})
    assert client.get(at("evaluate_activity", activity)).status_code == 200
    client.post(at("evaluate_activity", activity), {"text": "辛苦了"})
    assert sorted(Evaluation.objects.values_list("record", "text")) == [(rows[0].pk, "守时"), (rows[1].pk, "辛苦了")]
    assert client.get(at("evaluate_activity", activity)).status_code == 404


def test_minutes_are_entered_by_hand_for_an_activity_or_in_words(client, team, volunteer):
    activity = ActivityFactory(team=team, past=True)
    day = activity.starts_at.astimezone(clock.HERE).date().isoformat()
    sent = {"volunteer": volunteer.pk, "activity": activity.pk, "day": day, "minutes": "60", "evidence": "签到表"}
    assert client.post(reverse("desk:enter_record"), sent).url == RECORDS
    record = ServiceRecord.objects.get()
    assert (record.activity, record.activity_name, record.state) == (activity, activity.title, "waiting")

    page = client.post(reverse("desk:enter_record"), {**sent, "activity": "", "starts": "09:00"})
    wrong = {"activity_name", "service", "place", "content", "ends"}
    assert (page.status_code, set(page.context["steps"].form.errors)) == (422, wrong)


def test_a_service_over_midnight_ends_on_the_next_day(client, volunteer):
    yesterday = clock.today() - dt.timedelta(days=1)
    sent = {
        "volunteer": volunteer.pk, "activity_name": "夜间巡逻", "service": "care", "place": "东门", "content": "巡楼",
        "starts": "22:00", "ends": "01:00", "minutes": "180", "evidence": "值班表",
    }  # fmt: skip
    before = yesterday - dt.timedelta(days=1)
    assert client.post(reverse("desk:enter_record"), {**sent, "day": before.isoformat()}).url == RECORDS
    record = ServiceRecord.objects.get()
    assert (record.day, record.ends_at) == (before, clock.day_start(yesterday) + dt.timedelta(hours=1))
    for day in (clock.today().isoformat(), "9999-12-31"):
        assert client.post(reverse("desk:enter_record"), {**sent, "day": day}).status_code == 422


def test_who_and_what_is_offered_lies_within_the_own_team(client, team, volunteer):
    VolunteerFactory()
    VolunteerFactory(team=team, applied=True)
    past = ActivityFactory(team=team, past=True)
    for other in ({"team": team}, {"past": True}, {"team": team, "past": True, "training": True}):
        ActivityFactory(**other)
    form = client.get(reverse("desk:enter_record")).context["steps"].form
    assert list(form.fields["volunteer"].queryset) == [volunteer]
    assert list(form.fields["activity"].queryset) == [past]


def test_the_volunteers_of_a_team_stand_under_their_initials(client, team):
    names = ["周志明", "高素珍", "郭秀兰", "单雅琴"]
    people = {name: VolunteerFactory(team=team, person__name=name) for name in names}
    choices = client.get(reverse("desk:enter_record")).context["steps"].form.fields["volunteer"].choices
    found = {group: [str(label) for _key, label in rows] for group, rows in list(choices)[1:]}
    said = {name: f"{name} · {one.number_label}" for name, one in people.items()}
    assert found == {
        "G": [said["高素珍"], said["郭秀兰"]],
        "S": [said["单雅琴"]],
        "Z": [said["周志明"]],
    }


def test_in_care_mode_a_card_says_what_a_correction_is_about_and_a_new_entry_has_none(client, volunteer):
    client.cookies["care"] = "1-0"
    record = ServiceRecordFactory(volunteer=volunteer)
    assert "data-about" in client.get(reverse("desk:correct_record", args=[record.pk])).text
    assert "data-about" not in client.get(reverse("desk:enter_record")).text


# --- Days left


def test_what_is_not_complete_is_listed_with_the_days_left(client, team, volunteer):
    activity = ActivityFactory(team=team, past=True)
    AssignmentFactory(shift=ShiftFactory(activity=activity), volunteer=volunteer, served=True)
    page = client.get(RECORDS)
    (line,) = page.context["deadlines"]
    assert (line.activity, line.unrecorded, line.unevaluated) == (activity, 1, 0)
    assert marks(page, "deadline") == [str(line.days_left)]


# --- What volunteers ask


def test_a_record_is_put_right_or_stays_and_the_volunteer_reads_why(client, volunteer):
    asked = CorrectionRequestFactory(record=ServiceRecordFactory(volunteer=volunteer), minutes=150)
    assert marks(client.get(RECORDS), "request") == [str(asked.pk)]
    assert client.get(at("correction", asked)).context["steps"].form.initial == {"minutes": 150}
    client.post(at("correction", asked), {"minutes": "150", "evidence": "签退码", "answer": "已更正"})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("entered", "已更正")

    other = CorrectionRequestFactory(record=ServiceRecordFactory(volunteer=volunteer))
    assert client.post(at("refuse_correction", other), {"reason": ""}).status_code == 422
    client.post(at("refuse_correction", other), {"reason": "签到表上是两小时"})
    other.refresh_from_db()
    assert (other.state, other.answer) == ("refused", "签到表上是两小时")


def test_who_opens_an_answered_request_again_is_told(client, team, lead, volunteer):
    asked = CorrectionRequestFactory(record=ServiceRecordFactory(volunteer=volunteer))
    sent = {"reason": "签到表上是两小时"}
    answers = [client.post(at("refuse_correction", asked), sent) for _click in range(2)]
    assert [levels(answer)[-1] for answer in answers] == ["success", "info"]
    assert client.get(at("correction", asked)).url == RECORDS
    own = VolunteerFactory(team=team, person=lead.person)
    mine = CorrectionRequestFactory(record=ServiceRecordFactory(volunteer=own))
    assert client.get(at("correction", mine)).url == RECORDS
    stranger = signed_in(TeamAppointmentFactory(team=TeamFactory()).user)
    assert stranger.get(at("correction", asked)).status_code == 404


# --- The first page of the desk


def test_the_desk_says_how_much_waits_and_counts_nothing_twice(client, team, volunteer, waiting):
    record, asked = EvaluationFactory.create_batch(2, record__volunteer=volunteer)
    ServiceRecordFactory(
        volunteer=volunteer, by_hand=True, waiting=True, minutes=90, corrects=record.record, correction_reason="早走"
    )
    CorrectionRequestFactory(record=asked.record)
    activity = ActivityFactory(team=team, past=True)
    AssignmentFactory(shift=ShiftFactory(activity=activity), volunteer=volunteer, served=True)
    page = client.get("/desk/")
    assert marks(page, "to-do") == ["4"]
    assert "4 件待办" in page.text


def test_shifts_of_today_have_a_place_on_the_desk_of_who_leads_or_has_some(client, team):
    receptionist = signed_in(officer("receptionist", StationFactory(community=team.community)))
    heading = 'id="shifts-heading"'
    assert [heading in one.get("/desk/").text for one in (client, receptionist)] == [True, False]


def test_a_missing_service_is_entered_whole(client, volunteer, lead):
    asked = CorrectionRequest.objects.create(volunteer=volunteer, words="少了一次", by=lead)
    sent = {
        "activity": "", "activity_name": "搬家", "service": "care", "place": "3 幢", "content": "搬家具",
        "day": (clock.today() - dt.timedelta(days=1)).isoformat(), "minutes": "60", "evidence": "邻居看见",
    }  # fmt: skip
    assert client.post(at("correction", asked), sent).url == RECORDS
    assert volunteer.records.get().activity_name == "搬家"
    asked.refresh_from_db()
    assert asked.state == "entered"


# --- Queries


def test_the_list_takes_as_many_queries_for_one_of_each_as_for_three(
    client, team, volunteer, django_assert_num_queries
):
    def fill(n):
        for _ in range(n):
            activity = ActivityFactory(team=team, past=True)
            AssignmentFactory(shift=ShiftFactory(activity=activity), served=True)
            record = ServiceRecordFactory(volunteer=volunteer, minutes=10, activity=activity)
            CorrectionRequestFactory(record=record)
            ServiceRecordFactory(volunteer=volunteer, by_hand=True, waiting=True, minutes=10)

    fill(1)
    client.get(RECORDS)
    with django_assert_num_queries(QUERIES):
        client.get(RECORDS)
    fill(2)
    with django_assert_num_queries(QUERIES):
        client.get(RECORDS)
