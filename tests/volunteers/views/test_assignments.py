"""My shift, and the link of a reminder."""

import datetime as dt

import pytest
import time_machine

from common.time import clock
from tests.factories import ActivityFactory, AssignmentFactory, GuardianshipFactory, ResidentFactory, ShiftFactory
from tests.support.shifts import fresh, join
from volunteers.actions.reminders import remind_volunteers

pytestmark = pytest.mark.django_db

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def own(client):
    """The assignment of a volunteer who has signed in."""
    one = join(ShiftFactory())
    client.force_login(one.by)
    return one


def page(one):
    return f"/volunteers/mine/shifts/{one.pk}/"


def test_the_page_offers_what_can_be_done(own, client):
    assert client.get(page(own)).context["acts"] == {"withdraw", "find_substitute"}

    client.post(page(own) + "substitute/")
    assert client.get(page(own)).context["acts"] == {"withdraw", "keep"}
    client.post(page(own) + "keep/")
    assert fresh(own).substitute_since is None


def test_i_cannot_come_asks_once_and_can_be_taken_back(own, client):
    assert client.get(page(own) + "withdraw/").status_code == 200
    assert fresh(own).is_assigned

    client.post(page(own) + "withdraw/", {"reason": "出差"})

    assert (fresh(own).status, fresh(own).reason) == ("withdrawn", "出差")
    assert client.get(page(own)).context["acts"] == {"undo"}
    client.post(page(own) + "undo/")
    assert fresh(own).is_assigned


def test_others_find_no_page_and_change_nothing(own, client):
    client.force_login(ResidentFactory())

    for address in ("", "withdraw/", "substitute/", "keep/", "undo/"):
        assert client.post(page(own) + address).status_code in (404, 405)
        assert client.get(page(own) + address, follow=True).status_code == 404
    assert fresh(own).is_assigned


def test_a_guardian_sees_the_shift_of_a_ward(own, client):
    guardian = ResidentFactory()
    GuardianshipFactory(person=own.person, by=guardian.person)
    client.force_login(guardian)

    assert client.get(page(own)).status_code == 200


def test_an_address_of_a_button_leads_to_the_page(own, client):
    assert client.get(page(own) + "substitute/").url == page(own)


# --- The link of a reminder ---------------------------------------------------------------------------------------


def reminded(**fields):
    """An assignment of which a reminder has gone out, and the address in it."""
    one = join(ShiftFactory(activity=ActivityFactory(starts_at=clock.now() + 20 * HOUR, **fields)))
    remind_volunteers()
    notice = one.person.notifications.get(kind="shift_reminder")
    return one, notice


def test_a_reminder_says_the_code_and_is_sent_once_a_day_before():
    one, notice = reminded()
    join(ShiftFactory(activity=ActivityFactory(starts_at=clock.now() + 3 * DAY)))

    assert one.told_code in notice.title
    assert notice.path == f"/volunteers/answer/{one.answer_code}/"
    assert remind_volunteers() == 0


@pytest.mark.parametrize(
    ("answer", "status", "looks", "confirmed"),
    [
        ("come", "assigned", False, True),
        ("cannot", "withdrawn", False, False),
        ("substitute", "assigned", True, False),
        ("", "assigned", False, False),
        ("hack", "assigned", False, False),
    ],
)
def test_one_tap_answers_without_a_password(client, answer, status, looks, confirmed):
    one, notice = reminded()

    assert client.get(notice.path).status_code == 200
    assert client.post(notice.path, {"answer": answer}).url == notice.path

    now = fresh(one)
    assert (now.status, bool(now.substitute_since), bool(now.confirmed_at)) == (status, looks, confirmed)


def test_opening_the_link_changes_nothing_and_shows_no_whole_name(client):
    one, notice = reminded()
    one.person.name = "沈佳宁"
    one.person.save()

    response = client.get(notice.path)

    assert "沈佳宁" not in response.content.decode()
    assert "佳宁" in response.content.decode()
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]
    assert (fresh(one).status, fresh(one).confirmed_at) == ("assigned", None)


def test_after_the_deadline_the_link_says_so_and_keeps_the_place(client):
    one, notice = reminded(withdraw_hours=2)
    with time_machine.travel(one.starts_at - HOUR, tick=False):
        client.post(notice.path, {"answer": "cannot"})

        assert fresh(one).is_assigned
        page = client.get(notice.path)
        assert [button.value for button in page.context["buttons"]] == ["come", "substitute"]
        assert page.context["is_too_late"]


def test_a_wrong_code_finds_nothing(client):
    AssignmentFactory()

    assert client.get("/volunteers/answer/x/").status_code == 404
    assert client.post("/volunteers/answer/x/", {"answer": "come"}).status_code == 404
