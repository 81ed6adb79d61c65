"""How it was: the link that asks, /me/, the slips of paper, and what the office sees."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from common.time import clock
from events.actions.feedback import give_feedback
from events.models import Feedback, Registration
from tests.factories import (
    EventFactory,
    NeighbourFactory,
    RegistrationFactory,
    ResidentFactory,
    StaffFactory,
    officer,
)
from tests.support.pages import codes, marks
from tests.support.registrations import fresh

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def event():
    ends = clock.now() - DAY
    return EventFactory(starts_at=ends - 2 * HOUR, ends_at=ends, list_closed_at=ends)


@pytest.fixture
def one(event):
    return RegistrationFactory(
        event=event, status="attended", feedback="asked", person=NeighbourFactory(name="沈佳宁"), seats=4
    )


@pytest.fixture
def office():
    client = Client()
    client.force_login(StaffFactory())
    return client


def path(one: Registration) -> str:
    return f"/events/feedback/{one.answer_code}/"


def test_the_link_asks_for_a_face_and_a_sentence_and_knows_no_name(client, one):
    page = client.get(path(one))
    text = page.content.decode()
    assert marks(page, "asked") == ["yes"]
    assert "佳宁" not in text
    assert [f"img/faces/{face}" in text for face in Feedback.Face.values] == [True] * 3
    assert 'content="noindex"' in text
    assert "no-store" in page.headers["Cache-Control"]
    assert fresh(one).feedback == "asked"
    sent = client.post(path(one), {"face": "so_so", "words": "有点\n挤"})
    assert sent.status_code == 302
    assert list(Feedback.objects.values_list("face", "words")) == [("so_so", "有点 挤")]
    assert marks(client.get(path(one)), "asked") == ["no"]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({}, {"face": ["required"]}),
        ({"face": "lovely"}, {"face": ["invalid_choice"]}),
        ({"face": "happy", "words": "长" * 201}, {"words": ["max_length"]}),
        ({"face": "happy", "words": "打我电话 13800138000"}, {"words": ["mobile_number"]}),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(client, one, sent, expected):
    answer = client.post(path(one), sent)
    assert answer.status_code == 422
    assert codes(answer.context["steps"].form) == expected
    assert not Feedback.objects.exists()
    assert fresh(one).feedback == "asked"


def test_in_care_mode_the_face_is_asked_alone_and_then_the_sentence(client, one):
    client.cookies["care"] = "1-1"
    first = client.get(path(one))
    assert [field.name for field in first.context["steps"].fields] == ["face"]
    second = client.post(path(one), {"face": "happy", "step-at": "0"})
    assert [field.name for field in second.context["steps"].fields] == ["words"]
    client.post(path(one), {"face": "happy", "words": "", "step-at": "1"})
    assert fresh(one).feedback == "answered"


def test_whoever_does_not_want_to_say_anything_is_not_asked_again(client, one):
    client.post(path(one), {"dismiss": "1"})
    assert fresh(one).feedback == "dismissed"
    assert not Feedback.objects.exists()
    assert marks(client.get(path(one)), "state")[0] == "dismissed"


def test_a_wrong_code_finds_nothing(client, one):
    for code in ("x", "%F0%9F%99%82", str(one.pk)):
        assert client.get(f"/events/feedback/{code}/").status_code == 404


def test_my_page_asks_until_it_is_answered_or_dismissed(client, event):
    reader = ResidentFactory()
    client.force_login(reader)
    assert marks(client.get("/me/"), "feedback") == []
    one = RegistrationFactory(event=event, status="attended", feedback="asked", person=reader.person)
    RegistrationFactory(event=event, status="attended", feedback="asked", person=NeighbourFactory())
    page = client.get("/me/")
    assert marks(page, "feedback") == [str(one.pk)]
    assert path(one) in page.content.decode()
    assert client.post(path(one), {"dismiss": "1"}).url == "/me/"
    assert marks(client.get("/me/"), "feedback") == []


def test_the_office_keys_papers_back_and_sees_counts_and_sentences_but_no_name(client, office, event, one):
    client.post(path(one), {"face": "happy", "words": "老师很耐心"})
    address = reverse("admin:events_event_feedback", args=[event.pk])
    first = office.get(address)
    assert (marks(first, "answered"), marks(first, "came")) == (["1"], ["4"])
    assert "老师很耐心" not in first.content.decode()
    papers = {"happy": "1", "so_so": "2", "unhappy": "0", "sentences": "灯太暗\n"}
    assert office.post(address, papers).status_code == 302
    page = office.get(address).content.decode()
    assert "灯太暗" in page
    assert "老师很耐心" not in page
    for _n in range(2):
        give_feedback(RegistrationFactory(event=event, status="attended", person=NeighbourFactory()), face="happy")
    page = office.get(address).content.decode()
    assert all(said in page for said in ("老师很耐心", "灯太暗"))
    assert "佳宁" not in page
    too_many = office.post(address, {**papers, "happy": "9"})
    assert too_many.status_code == 200
    assert Feedback.objects.filter(on_paper=True).count() == 4


@pytest.mark.parametrize("wrong", [{"happy": "-1"}, {"happy": "x"}, {"sentences": "长" * 201}, {"happy": ""}])
def test_the_office_reads_what_is_wrong_with_its_numbers(office, event, one, wrong):
    papers = {"happy": "1", "so_so": "0", "unhappy": "0", "sentences": "", **wrong}
    answer = office.post(reverse("admin:events_event_feedback", args=[event.pk]), papers)
    assert answer.status_code == 200
    assert codes(answer.context["form"]).keys() == wrong.keys()
    assert not Feedback.objects.exists()


def test_slips_are_printed_by_who_looks_after_the_event(client, office, event):
    address = reverse("events:feedback_sheet", args=[event.pk])
    page = office.get(address).content.decode()
    assert page.count('class="slip"') == 4
    client.force_login(ResidentFactory())
    assert client.get(address).status_code == 404
    client.force_login(officer("grid_worker", event.grid)) if event.grid else None
    assert client.get(reverse("admin:events_event_feedback", args=[event.pk])).status_code in (302, 403, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_office_costs_as_many_queries_however_many_have_answered(
    office, event, one, django_assert_max_num_queries, count
):
    for number in range(count):
        Feedback.objects.create(event=event, face="happy", words=str(number), on_paper=True)
    with django_assert_max_num_queries(14):
        office.get(reverse("admin:events_event_feedback", args=[event.pk]))
