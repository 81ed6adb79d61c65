"""A form sent twice is answered twice and done once: the key, the answer, what is not remembered, and two at once."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Guardianship, Person
from common.http.submissions import FIELD, SubmissionMiddleware
from common.models import Submission
from common.tasks import forget_submissions
from common.time import clock
from stations.models import DropIn, WallDisplay
from tests.factories import (
    ConsentFactory,
    OrgUnitFactory,
    PrivacyNoticeFactory,
    ResidentFactory,
    SpaceFactory,
    UserFactory,
    officer,
)
from tests.support.pages import levels
from tests.support.racing import Rival, all_at_once
from tests.support.signing_in import signed_in

FAMILY = "/me/family/new/child/"


@pytest.fixture
def space(db):
    return SpaceFactory()


@pytest.fixture
def receptionist(space):
    return officer("receptionist", space.station)


@pytest.fixture
def desk(receptionist) -> Client:
    return signed_in(receptionist)


def tally(desk: Client, space, token: object = None, people: int = 1):
    return desk.post(reverse("desk:tally", args=[space.pk]), {"people": people, FIELD: str(token or uuid.uuid4())})


def test_one_page_counts_one_visitor_and_two_pages_two(desk, space):
    token = uuid.uuid4()
    first, second = tally(desk, space, token), tally(desk, space, token)
    assert first.headers["Location"] == second.headers["Location"]
    assert set(levels(second)) == {"success"}
    assert DropIn.objects.count() == 1
    tally(desk, space)
    assert DropIn.objects.count() == 2


def test_the_same_page_with_other_content_is_another_form(desk, space):
    token = uuid.uuid4()
    for people in (1, 2):
        tally(desk, space, token, people)
    assert DropIn.objects.count() == 2


def test_the_token_of_somebody_else_is_another_form(desk, space):
    token = uuid.uuid4()
    tally(desk, space, token)
    tally(signed_in(officer("receptionist", space.station)), space, token)
    assert DropIn.objects.count() == 2


def test_without_a_token_every_form_is_done(desk, space):
    for _click in range(2):
        desk.post(reverse("desk:tally", args=[space.pk]), {"people": 1})
    assert DropIn.objects.count() == 2
    assert not Submission.objects.exists()


def test_who_sends_a_form_again_later_is_told_that_nothing_was_done(desk, space):
    token = uuid.uuid4()
    tally(desk, space, token)
    desk.get("/desk/")
    with time_machine.travel(clock.now() + dt.timedelta(minutes=5)):
        again = tally(desk, space, token)
    assert levels(again)[-1] == "info"
    assert DropIn.objects.count() == 1


def test_a_secret_that_was_shown_once_is_shown_to_a_second_click_and_never_again(space):
    """The address of a new display for a wall is on one page only; its form lies in the browser's history."""
    office = signed_in(officer("office_worker", OrgUnitFactory()))
    typed = {"station": space.station.pk, "name": "大厅", FIELD: str(uuid.uuid4())}
    page = "/admin/stations/walldisplay/add/"
    first, double = office.post(page, typed), office.post(page, typed)
    assert (first.status_code, double.content) == (201, first.content)
    with time_machine.travel(clock.now() + dt.timedelta(minutes=5)):
        again = office.post(page, typed)
    assert (again.status_code, again.headers["Location"]) == (302, page)
    assert levels(again)[-1] == "info"
    assert WallDisplay.objects.count() == 1


def test_a_form_that_was_refused_is_not_remembered_and_may_be_sent_again(desk, space):
    token = uuid.uuid4()
    tally(desk, space, token, people=0)
    assert not Submission.objects.exists()


def test_a_form_with_an_error_is_not_remembered(db):
    resident = ResidentFactory()
    response = signed_in(resident).post(FAMILY, {"name": "", FIELD: str(uuid.uuid4())})
    assert response.status_code == 200
    assert not Submission.objects.exists()


def test_a_question_before_the_form_is_not_taken_for_its_answer(db):
    """Who has not agreed is led to the privacy notice; afterwards the same page must do its work."""
    user, token, notice = UserFactory(), str(uuid.uuid4()), PrivacyNoticeFactory()
    client = signed_in(user)
    typed = {"name": "安安", "birth_year": "2018", "consent": "on", "notice": notice.pk, FIELD: token}
    assert client.post(FAMILY, typed).status_code == 302
    assert not Guardianship.objects.exists()
    ConsentFactory(person=user.person, notice=notice, given_by=user)
    client.post(FAMILY, typed)
    assert Guardianship.objects.count() == 1


def test_what_is_stored_names_nobody_and_reads_as_nothing(desk, space):
    space.name = "谁也不该读到"
    space.save()
    token = uuid.uuid4()
    tally(desk, space, token)
    row = Submission.objects.get()
    stored = bytes(row.answer)
    assert not [found for found in (b"desk", "谁也不该读到".encode(), str(token).encode()) if found in stored]
    assert {field.name for field in Submission._meta.fields} == {"key", "at", "answer"}


def test_forms_are_forgotten_after_a_day(desk, space):
    with time_machine.travel(clock.now() - dt.timedelta(hours=25)):
        tally(desk, space)
    tally(desk, space)
    forget_submissions.func()
    assert Submission.objects.count() == 1


# --- At once


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_count_one_and_are_both_answered():
    space = SpaceFactory()
    receptionist, token = officer("receptionist", space.station), uuid.uuid4()
    taps = [signed_in(receptionist) for _tap in range(4)]
    answers = all_at_once([lambda client=client: tally(client, space, token).status_code for client in taps])
    assert answers == [302] * 4
    assert DropIn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_second_waits_for_the_first():
    space = SpaceFactory()
    receptionist, token = officer("receptionist", space.station), uuid.uuid4()
    first, second = signed_in(receptionist), signed_in(receptionist)
    waited = []

    def rival() -> object:
        return tally(second, space, token).status_code

    other = Rival(rival)
    inner = SubmissionMiddleware.__init__

    def init(self, get_response):
        def answered(request):
            response = get_response(request)
            if request.method == "POST" and not waited:
                waited.append(None)
                waited[0] = other.go().waits()
            return response

        inner(self, answered)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SubmissionMiddleware, "__init__", init)
        assert tally(first, space, token).status_code == 302
    assert waited == [True]
    assert other.result() == 302
    assert DropIn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_key_two_taps_at_once_count_two(monkeypatch):
    monkeypatch.setattr("common.models.SubmissionManager.claim", lambda self, key: True)
    space = SpaceFactory()
    receptionist, token = officer("receptionist", space.station), uuid.uuid4()
    taps = [signed_in(receptionist) for _tap in range(2)]
    all_at_once([lambda client=client: tally(client, space, token) for client in taps])
    assert DropIn.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_child_added_from_two_pages_at_once_is_one():
    resident, notice = ResidentFactory(), PrivacyNoticeFactory()
    ConsentFactory(person=resident.person, notice=notice, given_by=resident)
    typed = {"name": "安安", "birth_year": "2018", "consent": "on", "notice": notice.pk}
    taps = [signed_in(resident) for _tap in range(2)]
    all_at_once([lambda client=client: client.post(FAMILY, {**typed, FIELD: str(uuid.uuid4())}) for client in taps])
    assert Guardianship.objects.filter(by=resident.person).count() == 1
    assert Person.objects.filter(name="安安").count() == 1


def test_the_key_is_unique_in_the_database(db):
    key = uuid.uuid4()
    assert Submission.objects.claim(key)
    assert not Submission.objects.claim(key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_submission WHERE key = %s", [key])
        assert cursor.fetchone() == (1,)
