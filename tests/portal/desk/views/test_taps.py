"""Taps of a phone at the desk: each answered by itself, whatever else was sent, and nothing breaks on nonsense."""

import datetime as dt
import json
import uuid

import pytest
from django.urls import reverse

from common.time import clock
from events.models import Registration, Tap
from tests.factories import EventFactory, PersonFactory, RegistrationFactory, SpaceFactory, officer
from tests.support.pages import levels
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TAPS = reverse("desk:taps")


@pytest.fixture
def event():
    return EventFactory(space=SpaceFactory(), starts_at=clock.now() - dt.timedelta(minutes=30), capacity=20)


@pytest.fixture
def receptionist(event):
    return officer("receptionist", event.space.station)


@pytest.fixture
def desk(receptionist):
    return signed_in(receptionist)


def party(event, name: str = "陈桂英", **more) -> Registration:
    return RegistrationFactory(event=event, person=PersonFactory(name=name), **more)


def tap(one: Registration, **said) -> dict:
    moment = (clock.now() - dt.timedelta(minutes=2)).timestamp() * 1000
    return {"id": str(uuid.uuid4()), "party": one.pk, "act": "in", "came": None, "at": moment} | said


def send(client, *taps: object) -> list[tuple[bool, str]]:
    answer = client.post(TAPS, json.dumps({"taps": taps}), content_type="application/json")
    assert answer.status_code == 200
    return [(one["ok"], one["said"]) for one in answer.json()["answers"]]


def state(one: Registration) -> tuple[str, int | None]:
    one.refresh_from_db()
    return one.status, one.came


def test_each_tap_is_counted_and_answered_in_its_order(desk, event, receptionist):
    one, other = party(event, seats=3), party(event, "王甲")
    assert send(desk, tap(one, came=2), tap(other)) == [
        (True, "陈桂英 已签到，2 人。"),
        (True, "王甲 已签到，1 人。"),
    ]
    assert (state(one), state(other)) == (("attended", 2), ("attended", 1))
    assert one.check_ins.get().at == clock.now() - dt.timedelta(minutes=2)


def test_a_second_desk_is_told_who_was_quicker(desk, event, receptionist):
    one, office = party(event), officer("office_worker", event.organiser)
    office.person.name = "王芳"
    office.person.save()
    send(signed_in(office), tap(one, at=None))
    assert send(desk, tap(one)) == [(True, "陈桂英：12:00 由王芳签到，没有重复计数。")]
    assert one.check_ins.get().by == office


def test_what_is_refused_is_refused_by_itself_and_says_why(desk, event):
    gone, here = party(event, cancelled=True), party(event, "王甲")
    elsewhere = RegistrationFactory(event=EventFactory(starts_at=clock.now()))
    answers = send(desk, tap(gone), tap(here, came=99), tap(elsewhere), tap(here, came=0), tap(here))
    assert [ok for ok, _said in answers] == [False, False, False, False, True]
    assert all(said for _ok, said in answers)
    assert (state(here), state(elsewhere)) == (("attended", 1), ("registered", None))
    assert Tap.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"id": "not-a-uuid"},
        {"id": None},
        {"party": "许多"},
        {"party": 10**30},
        {"party": -1},
        {"act": "fly"},
        {"came": "drei"},
        {"came": -1},
        {"came": 10**20},
        {"id": ["x"]},
        {"act": {"$ne": ""}},
    ],
)
def test_a_tap_that_cannot_be_read_is_refused(desk, event, said):
    one = party(event)
    assert [ok for ok, _said in send(desk, tap(one, **said))] == [False]
    assert state(one) == ("registered", None)


@pytest.mark.parametrize("at", ["gestern", 10**40, -(10**40), "NaN", [], True, None])
def test_a_moment_that_is_none_is_the_servers(desk, event, at):
    one = party(event)
    assert [ok for ok, _said in send(desk, tap(one, at=at))] == [True]
    assert one.check_ins.get().at == clock.now()


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '"taps"', '{"taps": 7}', '{"taps": [7]}', "[" * 100_000, '{"taps": ' + "9" * 5000 + "}", "\x00"],
)
def test_a_body_that_is_no_list_of_taps_is_a_bad_request(desk, body):
    assert desk.post(TAPS, body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"]
)
def test_a_body_of_another_kind_is_a_bad_request_and_a_page_of_somebody_else_sends_none(desk, event, kind):
    one = party(event)
    sent = json.dumps({"taps": [tap(one)]})
    assert desk.post(TAPS, sent, content_type=kind).status_code == 400
    desk.handler.enforce_csrf_checks = True
    for each in (kind, "application/json"):
        assert desk.post(TAPS, sent, content_type=each).status_code == 403
    assert state(one) == ("registered", None)


def test_more_taps_than_one_request_takes_are_a_bad_request(desk, event):
    one = party(event)
    body = json.dumps({"taps": [tap(one)] * 51})
    assert desk.post(TAPS, body, content_type="application/json").status_code == 400
    assert state(one) == ("registered", None)


def test_who_is_not_signed_in_is_led_to_the_entrance_and_nothing_is_counted(client, event):
    one = party(event)
    answer = client.post(TAPS, json.dumps({"taps": [tap(one)]}), content_type="application/json")
    assert (answer.status_code, state(one)) == (302, ("registered", None))


def test_the_code_of_a_visitor_leads_to_the_line_and_the_number_finds_it(desk, event):
    one, other = party(event, seats=2), party(event, "王甲")
    there = desk.get(reverse("desk:party", args=[one.pk]))
    assert there.url == reverse("desk:people", args=[event.pk], query={"party": one.pk})
    assert [line.person.name for line, _acts in desk.get(there.url).context["rows"]] == ["陈桂英"]
    people = reverse("desk:people", args=[event.pk])
    found = desk.post(people, {"query": str(other.pk)}).context["rows"]
    assert "王甲" in [line.person.name for line, _acts in found]
    assert desk.get(reverse("desk:party", args=[one.pk + 10_000])).status_code == 404


def test_the_way_out_is_a_button_too_and_the_page_says_how_many_are_inside(desk, event):
    hall = EventFactory(
        space=SpaceFactory(station=event.space.station), starts_at=event.starts_at, check_in_kind="in_and_out"
    )
    one = party(hall, seats=2)
    people = reverse("desk:people", args=[hall.pk])
    desk.post(reverse("desk:party_here", args=[hall.pk, one.pk]))
    assert 'data-inside="2"' in desk.get(people).content.decode()
    desk.post(reverse("desk:party_left", args=[hall.pk, one.pk]))
    page = desk.get(people).content.decode()
    assert 'data-inside="0"' in page
    assert 'data-came="2"' in page
    assert levels(desk.post(reverse("desk:party_left", args=[hall.pk, one.pk])))[-1] == "success"
