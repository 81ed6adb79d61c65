"""The page of a post that waits for its new holder: for that person alone, and one button receives it."""

import pytest

from accounts.actions.appointments import end_appointment
from grid.actions.handover import call_off_handover
from grid.models import Handover, UnitAppointment
from tests.factories import StaffFactory, UserFactory
from tests.support.pages import levels
from tests.support.posts import OF_THE_POST, Town, parts_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def at(handover: Handover, act: str = "") -> str:
    return f"/desk/handovers/{handover.pk}/{act}"


def text(response) -> str:
    return response.content.decode()


def test_the_new_holder_reads_what_comes_with_the_post_and_receives_it(client, town):
    handover = town.prepared(remarks="钥匙在值班室")
    client.force_login(town.successor)

    page = client.get(at(handover))
    for words in (str(town.post), str(town.held.user), "钥匙在值班室", at(handover, "receive/")):
        assert words in text(page)
    assert parts_told(page) == OF_THE_POST
    assert "no-store" in page.headers["Cache-Control"]

    after = client.post(at(handover, "receive/"), follow=True)
    assert levels(after) == ["success"]
    assert at(handover, "receive/") not in text(after)
    assert UnitAppointment.objects.current().get(unit=town.post).user == town.successor
    assert client.get("/desk/").status_code == 200


def test_a_second_tap_is_told_that_it_is_done(client, town):
    handover = town.prepared()
    client.force_login(town.successor)
    client.post(at(handover, "receive/"))

    assert levels(client.post(at(handover, "receive/")))[-1] == "info"
    assert UnitAppointment.objects.filter(unit=town.post).count() == 2


def test_the_new_holder_may_decline(client, town):
    handover = town.prepared()
    client.force_login(town.successor)

    assert levels(client.post(at(handover, "decline/"))) == ["success"]
    handover.refresh_from_db()
    assert handover.state == Handover.State.CALLED_OFF
    assert not UnitAppointment.objects.current().filter(user=town.successor).exists()


def test_nobody_else_has_the_page(client, town):
    handover = town.prepared()
    for user in (town.held.user, town.secretary, StaffFactory(), UserFactory()):
        client.force_login(user)
        assert client.get(at(handover)).status_code == 404
        for act in ("receive/", "decline/"):
            assert client.post(at(handover, act)).status_code == 404
    client.logout()
    for page in ("", "receive/", "decline/"):
        assert "/accounts/login/" in client.get(at(handover, page)).url
    handover.refresh_from_db()
    assert handover.is_open


def test_nothing_changes_by_reading(client, town):
    handover = town.prepared()
    client.force_login(town.successor)
    for act in ("receive/", "decline/"):
        assert client.get(at(handover, act)).url == at(handover)
    assert client.post(at(handover)).status_code == 405
    handover.refresh_from_db()
    assert handover.is_open


def test_a_handover_that_cannot_be_received_offers_no_button(client, town):
    handover = town.prepared()
    end_appointment(town.held, by=town.secretary)
    client.force_login(town.successor)

    page = client.get(at(handover))
    assert page.context["hindrance"].code == "ended"
    assert at(handover, "receive/") not in text(page)
    assert levels(client.post(at(handover, "receive/"))) == ["error"]
    assert not UnitAppointment.objects.filter(user=town.successor).exists()


def test_one_that_was_called_off_offers_no_button(client, town):
    handover = town.prepared()
    call_off_handover(handover, by=town.secretary)
    client.force_login(town.successor)

    assert at(handover, "receive/") not in text(client.get(at(handover)))
    assert levels(client.post(at(handover, "receive/"))) == ["error"]


def test_a_number_that_is_not_there_is_404(client):
    client.force_login(UserFactory())
    numbers = ["0", "999999999", "9" * 30]
    assert [one for one in numbers if client.get(f"/desk/handovers/{one}/").status_code != 404] == []


def test_whoever_has_no_desk_yet_finds_the_handover_on_the_own_page(client, town):
    handover = town.prepared()
    client.force_login(town.successor)
    assert at(handover) in text(client.get("/me/"))

    client.post(at(handover, "receive/"))
    assert at(handover) not in text(client.get("/me/"))
