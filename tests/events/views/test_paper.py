"""What the community prints of events: a month for the notice board, a sheet of one, and the code of a visitor."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.urls import reverse

from common.time import clock
from tests.factories import EventFactory, RegistrationFactory, ResidentFactory, SpaceFactory, officer
from tests.support.pages import marks
from tests.support.signing_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

BOARD = reverse("events:board")


def on(day: dt.date, hour: int = 10, **facts):
    return EventFactory(starts_at=clock.day_start(day) + dt.timedelta(hours=hour), **facts)


def first_of_next_month() -> dt.date:
    return (clock.today().replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def test_the_board_has_what_when_where_and_how_of_the_month(client):
    day = first_of_next_month()
    on(day, title="包饺子", place="海棠广场")
    on(day, 14, title="下棋", capacity=None)
    on(day, 15, title="剪纸", cancelled=True)
    on(day, title="还没公布", draft=True)
    on(day + dt.timedelta(days=40), title="下个月的")
    page = client.get(BOARD, {"month": f"{day:%Y-%m}"})
    text = page.content.decode()
    assert marks(page, "state") == ["published", "published", "cancelled"]
    for words in ("包饺子", "海棠广场", "请先报名", "下棋", "直接来", "剪纸", "已取消"):
        assert words in text
    assert "还没公布" not in text
    assert "下个月的" not in text


def test_what_goes_on_since_yesterday_stands_by_its_hour(client):
    day = first_of_next_month()
    on(day, 15, title="三天班", ends_at=clock.day_start(day) + dt.timedelta(days=1, hours=16))
    on(day + dt.timedelta(days=1), 9, title="早上的")
    days = client.get(BOARD, {"month": f"{day:%Y-%m}"}).context["month"].busy_days
    assert [[event.title for event in one.by_hour] for one in days] == [["三天班"], ["早上的", "三天班"]]


@pytest.mark.parametrize("month", ["2026-13", "许多", "0000-00", "9999-99"])
def test_a_month_that_is_none_shows_the_current_one(client, month):
    page = client.get(BOARD, {"month": month})
    assert (page.status_code, page.context["month"].first) == (200, clock.today().replace(day=1))
    assert not page.context["understood"]


@pytest.mark.parametrize("events", [1, 3])
def test_the_board_costs_the_same_for_one_event_and_for_three(client, events, django_assert_num_queries):
    for number in range(events):
        on(clock.today(), 8 + number, space=SpaceFactory())
    client.get(BOARD)
    with django_assert_num_queries(1):
        client.get(BOARD)


def test_a_sheet_of_one_event_leads_to_its_page(client):
    event = on(first_of_next_month(), title="包饺子", audience="elders", min_age=60)
    page = client.get(reverse("events:announcement", args=[event.pk]))
    assert (page.status_code, page.context["address"]) == (200, event.public_url)
    assert "长者 · 60 岁以上" in page.content.decode()
    code = client.get(reverse("events:announcement_code", args=[event.pk]))
    assert (code.status_code, code["Content-Type"]) == (200, "image/svg+xml")
    for hidden in (EventFactory(draft=True).pk, event.pk + 100, 10**17):
        assert client.get(reverse("events:announcement", args=[hidden])).status_code == 404
        assert client.get(reverse("events:announcement_code", args=[hidden])).status_code == 404


def test_the_event_page_has_both_texts_to_copy_without_javascript(client):
    event = on(first_of_next_month(), title="包饺子")
    page = client.get(event.get_absolute_url())
    assert page.context["share_text"] in page.content.decode()
    assert page.context["whiteboard_text"].split("\n")[0] == "包饺子"
    assert '<textarea id="whiteboard"' in page.content.decode()


# --- The code of a visitor


@pytest.mark.parametrize(
    ("facts", "party", "shown"),
    [
        ({}, {}, True),
        ({}, {"seats": 3}, True),
        ({}, {"waitlisted": True}, False),
        ({}, {"cancelled": True}, False),
        ({"cancelled": True}, {}, False),
        ({"past": True}, {}, False),
    ],
)
def test_who_has_a_seat_shows_a_code_until_the_event_is_over(facts, party, shown):
    reader = ResidentFactory()
    one = RegistrationFactory(event=EventFactory(**facts), person=reader.person, **party)
    page = signed_in(reader).get(reverse("events:registration", args=[one.pk]))
    assert marks(page, "number") == ([str(one.pk)] if shown else [])


def test_the_code_is_its_owners_alone_and_holds_the_number(monkeypatch):
    held = []
    monkeypatch.setattr(
        "events.views.registrations.qr_code_response", lambda text: held.append(text) or HttpResponse()
    )
    reader = ResidentFactory()
    one = RegistrationFactory(person=reader.person)
    address = reverse("events:registration_code", args=[one.pk])
    signed_in(reader).get(address)
    assert [text.endswith(reverse("desk:party", args=[one.pk])) for text in held] == [True]
    for other in (ResidentFactory(), officer("secretary", one.event.organiser)):
        assert signed_in(other).get(address).status_code == 404
    assert len(held) == 1


def test_who_came_on_several_days_reads_which():
    reader = ResidentFactory()
    event = EventFactory(past=True, check_in_kind="each_day")
    one = RegistrationFactory(event=event, person=reader.person, status="attended")
    page = signed_in(reader).get(reverse("events:registration", args=[one.pk]))
    assert marks(page, "day") == [f"{one.check_ins.get().day:%Y-%m-%d}"]
