"""Every address under /events/ with what no sane person types: a clear status, never a 500."""

from itertools import product

import pytest
from django.test import Client

from tests.factories import ConsentFactory, EventFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = ["/events/{}/", "/events/{}/event.ics", "/events/{}/register/", "/events/registrations/{}/"]
ACTS = [f"/events/registrations/{{}}/{act}/" for act in ("cancel", "undo", "party")]
KEYS = ["0", "-1", "999999999", "9" * 30, "9" * 5000, "abc", "１", "1.0", "..", "%F0%9F%8C%B8", "<b>"]
VALUES = ["9" * 40, "-1", "海棠🌸", "<script>", "' OR 1=1 --", "%", "\\", "\ud7ff", "x" * 3000]
PARTS = ["q", "kind", "days", "date", "grid", "audience", "places", "page", "month"]


@pytest.fixture
def signed_in(client: Client) -> Client:
    user = UserFactory()
    ConsentFactory(given_by=user)
    client.force_login(user)
    return client


def test_a_malformed_or_unknown_key_is_not_found(signed_in):
    RegistrationFactory()
    answered = {url: signed_in.get(url).status_code for url in (page.format(key) for page in PAGES for key in KEYS)}
    assert {url: status for url, status in answered.items() if status != 404} == {}


def test_nothing_can_be_done_to_what_is_not_there(signed_in):
    RegistrationFactory()
    urls = [act.format(key) for act in ACTS for key in KEYS]
    answered = {url: signed_in.post(url, {"seats": "1"}).status_code for url in urls}
    assert {url: status for url, status in answered.items() if status != 404} == {}


def test_nonsense_in_the_query_is_read_without_failing(client):
    EventFactory()
    wrong = []
    for address, part, value in product(("/events/", "/events/calendar/", "/events/feed.ics"), PARTS, VALUES):
        response = client.get(address, {part: value})
        if response.status_code != 200 or b"<script>" in response.content:
            wrong.append((address, part, value, response.status_code))
    assert wrong == []


@pytest.mark.parametrize("care", ["0-0", "1-0"])
def test_nonsense_in_the_form_is_read_without_failing(signed_in, care):
    signed_in.cookies["care"] = care
    url = f"/events/{EventFactory().pk}/register/"
    wrong = []
    for part, value in product(["person", "seats", "step-at", "step-seen", "step-back"], VALUES):
        response = signed_in.post(url, {"person": "1", "seats": "1", "step-at": "0", part: value})
        if response.status_code not in (200, 422):
            wrong.append((part, value, response.status_code))
    assert wrong == []


def test_repeated_parts_of_the_query_count_once(client):
    EventFactory(kind="reading", title="shown")
    response = client.get("/events/?kind=sport&kind=reading&page=2&page=1")
    assert [event.title for event in response.context["page"].rows] == ["shown"]
