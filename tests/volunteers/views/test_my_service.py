"""/volunteers/mine/: what somebody has given, with its source; and asking that it be put right."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import Notification
from common.time import clock
from tests.factories import GuardianshipFactory, UserFactory
from tests.factories.volunteers import (
    AssignmentFactory,
    AwardFactory,
    CorrectionRequestFactory,
    ServiceRecordFactory,
    TeamAppointmentFactory,
    TrainingFactory,
    VolunteerFactory,
)
from tests.support.pages import marks
from tests.support.signing_in import signed_in
from volunteers.models import CorrectionRequest, Evaluation, ServiceRecord

pytestmark = pytest.mark.django_db

MINE = "/volunteers/mine/"
QUERIES = 11


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def volunteer(user):
    return VolunteerFactory(person=user.person)


@pytest.fixture
def client(user):
    return signed_in(user)


def ask(record) -> str:
    return reverse("volunteers:ask_for_correction", args=[record.pk])


def test_the_page_is_for_who_is_signed_in_and_kept_by_no_cache(client, settings):
    assert client.get(MINE).headers["Cache-Control"].startswith(("private", "max-age=0"))
    client.logout()
    assert client.get(MINE).url.startswith(reverse(settings.LOGIN_URL))


def test_both_sums_stand_side_by_side_and_only_what_counts_is_in_them(client, volunteer):
    ServiceRecordFactory(volunteer=volunteer, minutes=95)
    ServiceRecordFactory(volunteer=volunteer, minutes=50, source=ServiceRecord.Source.LIST)
    ServiceRecordFactory(volunteer=volunteer, minutes=30, by_hand=True)
    ServiceRecordFactory(volunteer=volunteer, minutes=20, by_hand=True, waiting=True)
    page = client.get(MINE)
    assert marks(page, "minutes") == ["145 30"]
    assert marks(page, "source") == ["hand", "hand", "list", "scanned"]


def test_a_corrected_record_stays_beside_its_correction_and_counts_no_more(client, volunteer):
    old = ServiceRecordFactory(volunteer=volunteer, minutes=120)
    ServiceRecordFactory(volunteer=volunteer, minutes=60, by_hand=True, corrects=old, correction_reason="早走")
    page = client.get(MINE)
    assert marks(page, "minutes") == ["0 60"]
    assert [one.is_replaced for one in page.context["records"].rows] == [False, True]


def test_a_record_shows_all_that_the_order_wants_of_it(client, volunteer):
    ServiceRecordFactory(
        volunteer=volunteer, content="擦洗公告栏", organising_unit="幸福里社区党委", person_in_charge="陈卫民"
    )
    page = client.get(MINE).text
    assert [words for words in ("擦洗公告栏", "幸福里社区党委", "陈卫民") if words not in page] == []


def test_trainings_awards_evaluations_and_answers_are_all_seen(client, volunteer, user):
    record = ServiceRecordFactory(volunteer=volunteer)
    Evaluation.objects.create(record=record, text="细心周到", by=record.decided_by)
    training, award = TrainingFactory(volunteer=volunteer), AwardFactory(volunteer=volunteer)
    asked = CorrectionRequestFactory(record=record, by=user)
    page = client.get(MINE)
    merits = page.context["merits"]
    assert (merits.trainings, merits.awards, merits.requests) == ([training], [award], [asked])
    assert "细心周到" in page.content.decode()
    # Whoever waits for an answer is not offered to ask again.
    assert ask(record) not in page.content.decode()


def test_a_request_that_was_answered_is_not_said_to_wait_for_its_answer(client, volunteer, user):
    record = ServiceRecordFactory(volunteer=volunteer)
    lead = UserFactory()
    CorrectionRequestFactory(
        record=record,
        by=user,
        state="entered",
        answered_by=lead,
        answered_at=clock.now(),
        entered=ServiceRecordFactory(
            volunteer=volunteer, by_hand=True, waiting=True, corrects=record, correction_reason="漏记"
        ),
    )
    page = client.get(MINE)
    assert (marks(page, "asked"), marks(page, "request")) == (["entered"], ["entered"])


def test_the_next_shifts_come_first_and_past_ones_not(client, volunteer):
    coming = AssignmentFactory(volunteer=volunteer, shift__activity__team=volunteer.team)
    AssignmentFactory(volunteer=volunteer, withdrawn=True, shift__activity__team=volunteer.team)
    assert list(client.get(MINE).context["shifts"]) == [coming]


def test_guardians_see_what_wards_have_given_and_nobody_else_does(client, user):
    ward = VolunteerFactory()
    GuardianshipFactory(person=ward.person, by=user.person)
    record = ServiceRecordFactory(volunteer=ward)
    assert [one.volunteer for one in client.get(MINE).context["own"]] == [ward]
    other = signed_in(UserFactory())
    assert other.get(MINE).context["own"] == []
    assert other.get(ask(record)).status_code == 404


def test_who_has_only_applied_has_no_service_yet(client, user):
    VolunteerFactory(person=user.person, applied=True)
    page = client.get(MINE)
    assert (page.status_code, page.context["own"]) == (200, [])
    assert client.get(reverse("volunteers:ask_for_missing")).url == MINE


def test_the_list_has_pages_and_a_malformed_page_is_a_bad_request(client, volunteer):
    for n in range(21):
        ServiceRecordFactory(volunteer=volunteer, minutes=10, day=clock.today() - dt.timedelta(days=n))
    assert len(client.get(MINE, {"page": "2"}).context["records"].rows) == 1
    assert client.get(MINE, {"page": "x"}).status_code == 400


def test_the_page_takes_as_many_queries_for_one_record_as_for_three(client, volunteer, django_assert_num_queries):
    def fill(n):
        for _ in range(n):
            record = ServiceRecordFactory(volunteer=volunteer, minutes=10)
            Evaluation.objects.create(record=record, text="好", by=record.decided_by)
            TrainingFactory(volunteer=volunteer), AwardFactory(volunteer=volunteer)
            CorrectionRequestFactory(record=record)

    fill(1)
    client.get(MINE)
    with django_assert_num_queries(QUERIES):
        client.get(MINE)
    fill(2)
    with django_assert_num_queries(QUERIES):
        client.get(MINE)


# --- Asking


def test_a_volunteer_asks_once_and_the_lead_is_told(client, volunteer):
    lead = TeamAppointmentFactory(team=volunteer.team).user
    record = ServiceRecordFactory(volunteer=volunteer)
    assert client.get(ask(record)).status_code == 200
    answer = client.post(ask(record), {"words": "我留到十一点半", "minutes": "150"})
    assert answer.url == MINE
    request = CorrectionRequest.objects.get()
    assert (request.record, request.minutes, request.volunteer) == (record, 150, volunteer)
    assert Notification.objects.get(recipient=lead.person).kind == "volunteer_correction_asked"

    again = client.post(ask(record), {"words": "还有", "minutes": ""})
    assert (again.status_code, CorrectionRequest.objects.count()) == (422, 1)


def test_who_has_asked_finds_the_request_and_no_second_form(client, volunteer):
    asked = CorrectionRequestFactory(record=ServiceRecordFactory(volunteer=volunteer), words="少了半小时")
    page = client.get(ask(asked.record))
    assert (marks(page, "asked"), page.status_code, "steps" in page.context) == (["open"], 200, False)
    assert "少了半小时" in page.text


@pytest.mark.parametrize("wrong", [{"words": ""}, {"minutes": "721"}, {"minutes": "-1"}, {"words": "x" * 301}])
def test_what_cannot_be_is_said_at_its_question(client, volunteer, wrong):
    record = ServiceRecordFactory(volunteer=volunteer)
    page = client.post(ask(record), {"words": "少了", "minutes": "60", **wrong})
    assert page.status_code == 422
    assert list(page.context["steps"].form.errors) == list(wrong)


def test_a_missing_service_is_told_for_the_own_or_a_ward(client, volunteer):
    missing = reverse("volunteers:ask_for_missing")
    answer = client.post(missing, {"volunteer": volunteer.pk, "words": "周六守门", "minutes": ""})
    assert answer.url == MINE
    request = CorrectionRequest.objects.get()
    assert (request.record, request.minutes, request.words) == (None, None, "周六守门")
    stranger = VolunteerFactory()
    assert client.post(missing, {"volunteer": stranger.pk, "words": "x"}).status_code == 422
