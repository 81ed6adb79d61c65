"""Who reaches the events of the office, and what is not there for whom."""

import pytest

from accounts.permissions import _capabilities
from events.models import Event
from tests.factories import RegistrationFactory, UserFactory, officer
from tests.support.office_events import LIST, at, party_page

pytestmark = pytest.mark.django_db


PAGES = [
    "",
    "change/",
    "people/",
    "publish/",
    "copy/",
    "cancel/",
    "people/add/",
    "people/export/",
    "delete/",
    "history/",
]


@pytest.mark.parametrize("method", ["get", "post"])
def test_residents_and_visitors_stand_before_a_closed_door(client, event, method):
    visitors = {page: getattr(client, method)(at(event, page)) for page in PAGES}
    client.force_login(UserFactory())
    residents = {page: getattr(client, method)(at(event, page)) for page in PAGES}

    assert {page: response.status_code for page, response in visitors.items()} == dict.fromkeys(PAGES, 302)
    entrances = ("/accounts/login/", "/admin/login/")
    assert [page for page, response in visitors.items() if not response.url.startswith(entrances)] == []
    assert {page: response.status_code for page, response in residents.items()} == dict.fromkeys(PAGES, 403)


def test_an_event_that_is_not_there_is_404_however_its_number_is_written(client, staff):
    pages = ["people/", "publish/", "copy/", "cancel/", "people/add/", "people/export/"]
    numbers = ["0", "999999", "99999999999999999999999", "x", "-1", "１"]
    urls = [f"{LIST}{number}/{page}" for number in numbers for page in pages]
    answered = {url: (client.get(url).status_code, client.post(url, {"reason": "x"}).status_code) for url in urls}
    assert answered == dict.fromkeys(urls, (404, 404))


def test_an_event_that_is_not_visible_to_the_user_is_404(client, staff, event, monkeypatch):
    monkeypatch.setattr(type(Event.objects.all()), "visible_to", lambda rows, user: rows.none())

    for page in ("people/", "publish/", "copy/", "cancel/", "people/add/", "people/export/"):
        assert client.get(at(event, page)).status_code == 404


def test_staff_without_the_right_to_change_may_look_but_not_act(client, event, monkeypatch):
    # No role of ours reads events without changing them; should one come, it must find these doors closed.
    monkeypatch.setitem(_capabilities, "deputy", frozenset({"events.view_event", "events.view_registration"}))
    client.force_login(officer("deputy", event.organiser))
    registration = RegistrationFactory(event=event)

    assert client.get(at(event, "people/")).status_code == 200
    assert client.get(party_page(registration)).status_code == 200
    for page in ("publish/", "copy/", "cancel/", "people/add/"):
        assert client.get(at(event, page)).status_code == 403
        assert client.post(at(event, page), {"reason": "雨", "day": "2099-01-01"}).status_code == 403
    assert client.post(party_page(registration), {"act": "cancel"}).status_code == 403
    event.refresh_from_db()
    assert event.is_published
