"""Service records in the office: the list with both sums, the page of one, and each act."""

import datetime as dt

import pytest
from django.urls import reverse

from common.time import clock
from tests.factories import CommunityFactory, UserFactory, officer
from tests.factories.volunteers import (
    ActivityFactory,
    CertificateFactory,
    CorrectionRequestFactory,
    ServiceRecordFactory,
    TeamAppointmentFactory,
    TeamFactory,
    TrainingFactory,
    VolunteerFactory,
)
from tests.support.pages import marks, refusals
from tests.support.signing_in import signed_in
from volunteers.models import Award, CorrectionRequest, Evaluation, ServiceRecord, Training

pytestmark = pytest.mark.django_db

LIST = reverse("admin:volunteers_servicerecord_changelist")
ADD = reverse("admin:volunteers_servicerecord_add")
QUERIES = 10
YESTERDAY = clock.today() - dt.timedelta(days=1)


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def volunteer(team):
    return VolunteerFactory(team=team)


@pytest.fixture
def clerk(team):
    return officer("office_worker", team.unit)


@pytest.fixture
def office(clerk):
    return signed_in(clerk)


@pytest.fixture
def stranger():
    """A volunteer of another community."""
    return VolunteerFactory(team__community=CommunityFactory(name="别的社区"))


@pytest.fixture
def waiting(volunteer):
    return ServiceRecordFactory(volunteer=volunteer, by_hand=True, waiting=True)


def act(name: str, row) -> str:
    return reverse(f"admin:volunteers_{row._meta.model_name}_{name}", args=[row.pk])


def page(row) -> str:
    return act("change", row)


def listed(response) -> list[int]:
    return [row.pk for row in response.context["cl"].result_list]


# --- The list


def test_both_sums_of_the_listed_records_stand_side_by_side_and_follow_the_filters(office, volunteer, stranger):
    ServiceRecordFactory(volunteer=volunteer, minutes=100)
    ServiceRecordFactory(volunteer=volunteer, minutes=40, by_hand=True)
    ServiceRecordFactory(volunteer=volunteer, minutes=30, by_hand=True, waiting=True)
    ServiceRecordFactory(volunteer=stranger, minutes=300)
    assert marks(office.get(LIST), "minutes") == ["100 40"]
    assert marks(office.get(LIST, {"source__exact": "hand"}), "minutes") == ["0 40"]
    assert marks(office.get(LIST, {"state__exact": "waiting"}), "minutes") == ["0 0"]


def test_the_list_is_narrowed_by_day_year_and_whether_a_record_counts(office, volunteer, waiting):
    old = ServiceRecordFactory(volunteer=volunteer, day=dt.date(2024, 5, 4))
    replaced = ServiceRecordFactory(volunteer=volunteer)
    correction = ServiceRecordFactory(
        volunteer=volunteer, by_hand=True, minutes=20, corrects=replaced, correction_reason="早走"
    )
    assert listed(office.get(LIST, {"year": "2024"})) == [old.pk]
    assert listed(office.get(LIST, {"days": "7", "counts": "1"})) == [correction.pk]
    assert sorted(listed(office.get(LIST, {"counts": "0"}))) == sorted([waiting.pk, replaced.pk])
    assert listed(office.get(LIST, {"correction": "1"})) == [correction.pk]
    assert listed(office.get(LIST, {"lacks": "time"})) == [old.pk]
    # A corrected service is listed by the record that counts; what waits, is not evaluated yet.
    assert sorted(listed(office.get(LIST, {"lacks": "evaluation"}))) == sorted([old.pk, correction.pk])
    assert office.get(LIST, {"year": "x"}).status_code == 302


def test_the_list_takes_as_many_queries_for_one_record_as_for_three(office, volunteer, django_assert_num_queries):
    ServiceRecordFactory(volunteer=volunteer)
    office.get(LIST)
    with django_assert_num_queries(QUERIES):
        office.get(LIST)
    for _ in range(2):
        ServiceRecordFactory(volunteer=VolunteerFactory(team=volunteer.team))
    with django_assert_num_queries(QUERIES):
        office.get(LIST)


# --- Acts


def test_nothing_of_a_record_is_edited(office, waiting):
    assert office.post(page(waiting), {"minutes": "500"}).status_code == 403
    assert office.post(act("delete", waiting)).status_code == 403
    waiting.refresh_from_db()
    assert waiting.minutes == 120


def test_minutes_are_entered_by_hand_and_wait(office, clerk, team, volunteer):
    activity = ActivityFactory(team=team, past=True)
    day = activity.starts_at.astimezone(clock.HERE).date()
    sent = {"volunteer": volunteer.pk, "activity": activity.pk, "day": day, "minutes": "60", "evidence": "签到表"}
    record_page = office.post(ADD, sent).url
    record = ServiceRecord.objects.get()
    assert record_page == page(record)
    assert (record.source, record.state, record.entered_by) == ("hand", "waiting", clerk)
    assert refusals(office.post(ADD, sent)) == {("__all__", "already_recorded")}


def test_more_than_eight_hours_ask_for_a_reason_and_more_than_twelve_are_refused(office, volunteer):
    sent = {
        "volunteer": volunteer.pk, "activity": "", "activity_name": "抗台风", "service": "safety", "place": "小区",
        "content": "巡逻", "day": YESTERDAY, "minutes": "500", "evidence": "签到表",
    }  # fmt: skip
    assert refusals(office.post(ADD, sent)) == {("__all__", "long_day")}
    assert office.post(ADD, {**sent, "long_day_reason": "台风"}).status_code == 302
    more = {**sent, "activity_name": "清障", "minutes": "300", "long_day_reason": "台风"}
    assert refusals(office.post(ADD, more)) == {("__all__", "service_record_at_most_12_hours_a_day")}


def test_an_act_page_confirms_or_says_why_not(office, clerk, volunteer, waiting):
    assert office.get(act("confirm", waiting)).status_code == 200
    assert office.post(act("confirm", waiting)).url == page(waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == ("confirmed", clerk)
    own = ServiceRecordFactory(volunteer=volunteer, by_hand=True, waiting=True, entered_by=clerk, minutes=60)
    assert refusals(office.post(act("confirm", own))) == {("__all__", "entered_by_yourself")}
    other = ServiceRecordFactory(volunteer=volunteer, by_hand=True, waiting=True, minutes=30)
    office.post(act("refuse", other), {"reason": "没有签到"})
    other.refresh_from_db()
    assert (other.state, other.decision) == ("refused", "没有签到")


def test_a_record_is_corrected_and_evaluated_on_pages_of_their_own(office, volunteer):
    record = ServiceRecordFactory(volunteer=volunteer)
    sent = {"minutes": "90", "day": record.day, "reason": "早走", "evidence": "领队看见"}
    assert office.post(act("correct", record), sent).url == page(record)
    assert record.corrected_by.get().minutes == 90
    office.post(act("evaluate", record), {"text": "准时"})
    assert Evaluation.objects.get().text == "准时"


def test_only_what_can_be_done_is_offered_on_the_page(office, volunteer, waiting):
    record = ServiceRecordFactory(volunteer=volunteer, minutes=30)

    def offered(row) -> list[str]:
        html = office.get(page(row)).content.decode()
        return [name for name in ("confirm", "refuse", "correct", "evaluate") if act(name, row) in html]

    assert offered(waiting) == ["confirm", "refuse", "evaluate"]
    assert offered(record) == ["correct", "evaluate"]


def test_who_has_no_right_here_acts_on_none(team, waiting, stranger):
    lead = signed_in(TeamAppointmentFactory(team=team).user)
    assert lead.get(LIST).status_code == 403
    other = signed_in(officer("office_worker", stranger.team.unit))
    assert other.get(act("confirm", waiting)).status_code == 404


# --- Requests for correction


def test_a_request_is_put_right_or_refused_with_an_answer(office, volunteer):
    asked = CorrectionRequestFactory(record=ServiceRecordFactory(volunteer=volunteer), minutes=90)
    office.post(act("put_right", asked), {"minutes": "90", "evidence": "签退码", "answer": "已更正"})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("entered", "已更正")
    other = CorrectionRequestFactory(record=ServiceRecordFactory(volunteer=volunteer))
    office.post(act("refuse", other), {"reason": "签到表上是两小时"})
    other.refresh_from_db()
    assert (other.state, other.answer) == ("refused", "签到表上是两小时")
    assert refusals(office.post(act("refuse", other), {"reason": "x"})) == {("__all__", "answered")}


def test_the_office_notes_what_somebody_says_by_phone(office, volunteer):
    add = reverse("admin:volunteers_correctionrequest_add")
    answer = office.post(add, {"volunteer": volunteer.pk, "words": "少了周六", "minutes": ""})
    asked = CorrectionRequest.objects.get()
    assert (answer.url, asked.volunteer) == (page(asked), volunteer)


# --- Trainings and awards


def test_a_training_is_entered_for_all_or_for_none(office, clerk, team):
    several = [VolunteerFactory(team=team) for _ in range(3)]
    sent = {"name": "急救", "content": "心肺复苏", "minutes": "90", "host": "红十字会", "day": YESTERDAY}
    add = reverse("admin:volunteers_training_add")
    office.post(add, {**sent, "volunteers": [one.pk for one in several[:2]]})
    assert set(Training.objects.values_list("volunteer", "entered_by")) == {(one.pk, clerk.pk) for one in several[:2]}
    again = office.post(add, {**sent, "volunteers": [one.pk for one in several[1:]]})
    assert refusals(again) == {("__all__", "training_entered")}
    assert Training.objects.count() == 2


def test_an_award_is_entered_for_several_and_not_for_strangers(office, team, stranger):
    add = reverse("admin:volunteers_award_add")
    sent = {"name": "优秀志愿者", "given_by": "街道", "day": YESTERDAY}
    assert office.post(add, {**sent, "volunteers": [stranger.pk]}).status_code == 200
    office.post(add, {**sent, "volunteers": [VolunteerFactory(team=team).pk]})
    assert Award.objects.count() == 1


def test_words_of_a_training_can_be_mended_but_not_whose_it_is(office, volunteer):
    training = TrainingFactory(volunteer=volunteer)
    sent = {
        "name": "急救",
        "content": "包扎",
        "minutes": "60",
        "day": YESTERDAY,
        "host": "红十字会",
        "volunteer": "1",
    }
    assert office.post(page(training), sent).status_code == 302
    training.refresh_from_db()
    assert (training.name, training.volunteer) == ("急救", volunteer)


# --- Overviews

OVERVIEWS = ("deadlines", "odd", "report")


@pytest.mark.parametrize("name", OVERVIEWS)
def test_overviews_are_for_who_confirms_minutes(office, team, name):
    address = reverse(f"admin:volunteers_servicerecord_{name}")
    assert office.get(address).status_code == 200
    assert signed_in(UserFactory()).get(address).status_code == 403
    assert office.post(address).status_code == 405


def test_the_report_counts_what_counts_and_each_figure_leads_to_its_rows(office, volunteer, stranger):
    year = YESTERDAY.year
    ServiceRecordFactory(volunteer=volunteer, minutes=100, day=YESTERDAY)
    ServiceRecordFactory(volunteer=volunteer, minutes=40, by_hand=True, day=YESTERDAY)
    ServiceRecordFactory(volunteer=volunteer, minutes=30, by_hand=True, waiting=True, day=YESTERDAY)
    ServiceRecordFactory(volunteer=stranger, minutes=300)
    CorrectionRequestFactory(record=volunteer.records.first())
    TrainingFactory(volunteer=volunteer, minutes=90, day=YESTERDAY)
    CertificateFactory(volunteer=volunteer)
    answer = office.get(reverse("admin:volunteers_servicerecord_report"), {"year": str(year)})
    report, links = answer.context["report"], answer.context["links"]
    assert (report.people, report.records, tuple(report.minutes)) == (1, 2, (100, 40))
    assert (report.asked, report.unanswered, report.trainings, report.certificates) == (1, 1, 1, 1)
    assert marks(answer, "kind") == ["environment 1 2"]
    assert len(listed(office.get(links["records"]))) == report.records
    assert len(listed(office.get(links["asked"]))) == report.asked
    assert len(listed(office.get(links["unevaluated"]))) == report.unevaluated == 2
    assert len(listed(office.get(links["trainings"]))) == 1
    assert len(listed(office.get(links["certificates"]))) == 1
    assert len(listed(office.get(links["revoked"]))) == report.revoked == 0
    assert listed(office.get(links["joined"])) == [volunteer.pk]
    assert report.joined == 1
    for _kind, href in answer.context["kinds"]:
        assert len(listed(office.get(href))) == 2


def test_a_year_without_records_is_not_offered(office):
    address = reverse("admin:volunteers_servicerecord_report")
    assert office.get(address, {"year": "1999"}).status_code == 400
    assert office.get(reverse("admin:volunteers_servicerecord_odd"), {"days": "12"}).status_code == 400
